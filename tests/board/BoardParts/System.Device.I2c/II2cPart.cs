// What a test's model of a chip on the I²C bus does.
namespace System.Device.I2c;

/// <summary>Only for tests: a chip at an address.</summary>
public interface II2cPart
{
    /// <summary>One transfer: bytes to the chip, then, after a repeated start, bytes from it.</summary>
    /// <returns>FullTransfer when the chip took part in all of it.</returns>
    I2cTransferStatus Transfer(ReadOnlySpan<byte> written, Span<byte> read);
}
