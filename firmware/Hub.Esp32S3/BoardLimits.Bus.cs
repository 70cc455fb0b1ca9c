// The bounds of the buses.
namespace Hub.Esp32S3;

/// <content>The buses.</content>
public static partial class BoardLimits
{
    /// <summary>The clock of SPI bus 1, in Hz, the same for every part on it: the interpreter keeps that of the part
    /// opened first. All parts of the board take it (SX1262 16 MHz, CC1101 6.5 MHz in bursts, FRAM 20 MHz and more).
    /// </summary>
    public const int SpiClockHertz = 5_000_000;

    /// <summary>The longest transfer between selecting a part on the SPI bus and letting go of it, in bytes.</summary>
    public const int MaxSpiTransferBytes = 4_096;
}
