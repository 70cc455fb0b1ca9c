// Where the receivers of the hub's paths are.
namespace Hub.Core.Ports;

/// <summary>Lets the hub be told another place for a receiver. Certificates stay as they were put in at the bench.
/// </summary>
public interface IReceivers
{
    /// <summary>How many receivers can be told apart, 1 to <see cref="Limits.MaxReceivers"/>.</summary>
    int Count { get; }

    /// <summary>Connections to this receiver go there from now on; one that is open goes on.</summary>
    /// <param name="receiver">0 for the primary.</param>
    /// <param name="host">Its name or address.</param>
    /// <param name="port">Its port, 1 to 65,535.</param>
    void Use(int receiver, string host, int port);
}
