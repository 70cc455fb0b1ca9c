// Who writes the will of a connection.
namespace Hub.Core.Linking;

/// <summary>Writes wills; each connection has one with a sequence of its own.</summary>
internal interface IWillSource
{
    /// <summary>Writes a will.</summary>
    /// <returns>Its length.</returns>
    int WriteWill(byte[] buffer, long nowMilliseconds);
}
