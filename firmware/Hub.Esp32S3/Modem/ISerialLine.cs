// The line to the modem: bytes both ways.
namespace Hub.Esp32S3.Modem;

/// <summary>A serial line that never waits for the other end.</summary>
public interface ISerialLine
{
    /// <summary>Reads what has arrived.</summary>
    /// <returns>The number of bytes read, 0 when nothing has arrived.</returns>
    int Read(byte[] buffer, int count);

    /// <summary>Writes; at most <see cref="BoardLimits.ModemPieceBytes"/>, so that it takes no longer than the line
    /// needs for them.</summary>
    void Write(byte[] buffer, int offset, int count);
}
