// Takes long runs of equal bits out of a frame on the air.
namespace Hub.Protocols.Radio;

/// <summary>
/// XORs a frame with a fixed sequence (PN9): FF E1 1D 9A… It is done here and not by the transceivers, since those of
/// Semtech and of TI number the sequence's bits the other way round within a byte.
/// </summary>
public sealed class FrameWhitening
{
    private const int StateBits = 9;
    private const int TapBit = 5;

    private readonly byte[] _sequence = new byte[RadioLimits.MaxFrameBytes];

    /// <summary>Computes the sequence.</summary>
    public FrameWhitening()
    {
        int state = RadioChannel.WhiteningSeed;
        for (int i = 0; i < _sequence.Length; i++)
        {
            _sequence[i] = (byte)state;
            for (int bit = 0; bit < 8; bit++)
            {
                int next = (state ^ (state >> TapBit)) & 1;
                state = (state >> 1) | (next << (StateBits - 1));
            }
        }
    }

    /// <summary>Whitens a frame in place, or undoes it.</summary>
    /// <param name="bytes">Holds the frame.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes; those beyond <see cref="RadioLimits.MaxFrameBytes"/> stay as they are.</param>
    public void Apply(byte[] bytes, int offset, int count)
    {
        for (int i = 0; i < count && i < _sequence.Length; i++)
        {
            bytes[offset + i] ^= _sequence[i];
        }
    }
}
