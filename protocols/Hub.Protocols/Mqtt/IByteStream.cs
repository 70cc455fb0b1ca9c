// The byte stream under the hub's MQTT client: TCP in the simulator, the modem's TLS socket on the board.
namespace Hub.Protocols.Mqtt;

/// <summary>An open, ordered, reliable byte stream that never blocks.</summary>
public interface IByteStream
{
    /// <summary>False once the stream has been closed by either side or has failed.</summary>
    bool IsOpen { get; }

    /// <summary>Reads what has arrived.</summary>
    /// <returns>The number of bytes read, 0 when nothing has arrived, -1 when the stream is closed.</returns>
    int Read(byte[] buffer, int offset, int count);

    /// <summary>Takes bytes for sending.</summary>
    /// <returns>The number of bytes taken, 0 when the stream is full for now, -1 when the stream is closed.</returns>
    int Write(byte[] buffer, int offset, int count);

    /// <summary>Closes the stream; closing twice is harmless.</summary>
    void Close();
}
