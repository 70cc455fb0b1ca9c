// How many bytes something has put on a network.
namespace Hub.Core.Ports;

/// <summary>An uplink that knows its volume; one that does not is taken to cost nothing.</summary>
public interface IByteMeter
{
    /// <summary>Bytes both ways since it was made, with an estimate of what IP, TCP and TLS add.</summary>
    long ByteCount { get; }
}
