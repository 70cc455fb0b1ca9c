// The serial line of the service console.
namespace Hub.Core.Ports;

/// <summary>Bytes to and from whoever sits at the bench. Neither call waits or throws.</summary>
public interface IServiceLine
{
    /// <summary>Takes bytes that have come.</summary>
    /// <returns>How many, 0 when there are none.</returns>
    int Read(byte[] buffer, int offset, int count);

    /// <summary>Sends bytes.</summary>
    /// <returns>How many were taken, 0 when none can be now.</returns>
    int Write(byte[] buffer, int offset, int count);
}
