// The board's own IP network, as the uplink over it sees it.
namespace Hub.Esp32S3.Linking;

/// <summary>A network that joins by itself and may be switched off to save the battery. Nothing blocks.</summary>
public interface IIpNetwork
{
    /// <summary>Whether there is a link to send over, as known last.</summary>
    bool IsUp { get; }

    /// <summary>Does what is due: looks at the link, begins to join. Cheap, and harmless to call from several
    /// uplinks.</summary>
    void Step(long nowMilliseconds);
}
