// What a test's model of a chip on the SPI bus does.
namespace System.Device.Spi;

/// <summary>Only for tests: a chip behind a select line.</summary>
public interface ISpiPart
{
    /// <summary>One selection, from select to deselect.</summary>
    /// <param name="written">What the firmware clocks out.</param>
    /// <param name="read">What the chip answers meanwhile, all 0xFF before (nobody drives the line).</param>
    void Transfer(ReadOnlySpan<byte> written, Span<byte> read);
}
