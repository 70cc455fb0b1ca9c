// The lamps of the front.
using Hub.Core.Ports;
using Hub.Esp32S3.Wiring;

namespace Hub.Esp32S3.Front;

/// <summary>
/// An LP5018 (registers of the LP5018/LP5024 data sheet), three outputs a lamp. What is to be shown is kept here and
/// written whole, with the chip's own settings, when it has changed; from time to time it is read back, since a chip
/// whose supply has sagged is dark and does not say so.
/// </summary>
public sealed class LampDriver : IPanel, IPolled
{
    /// <summary>Its address on the I²C bus.</summary>
    public const int Address = 0x28;

    private const int LampCount = 5;

    // DEVICE_CONFIG0 with Chip_EN; DEVICE_CONFIG1 with power save, counting register numbers and dithering, dimming in
    // a straight line and 25.5 mA as the largest current; one brightness for each three outputs; the outputs.
    private const int ImageBytes = 0x1E;
    private const byte EnabledBit = 0x40;
    private const byte Settings = 0x1C;
    private const int FirstBrightness = 0x07;
    private const int FirstOutput = 0x0F;

    private readonly I2cPart _part;
    private readonly LoopSignal _signal;
    private readonly LampColour[] _colours = new LampColour[LampCount];

    // The first register's number, and the registers.
    private readonly byte[] _wanted = new byte[1 + ImageBytes];
    private readonly byte[] _written = new byte[1 + ImageBytes];
    private readonly byte[] _read = new byte[ImageBytes];
    private int _brightness = 255;
    private bool _isWritten;
    private long _checkAtMilliseconds = long.MinValue;

    /// <summary>Takes the part; nothing is transferred yet.</summary>
    public LampDriver(I2cPart part, LoopSignal signal)
    {
        _part = part;
        _signal = signal;
        _wanted[1] = EnabledBit;
        _wanted[2] = Settings;
    }

    /// <summary>How often the driver had lost what it shows, since the start.</summary>
    public long LostCount { get; private set; }

    /// <inheritdoc/>
    public void SetLamp(Lamp lamp, LampColour colour)
    {
        int index = (int)lamp;
        if (index >= 0 && index < LampCount)
        {
            _colours[index] = colour;
            _signal.Set();
        }
    }

    /// <summary>Sets the brightness of all lamps.</summary>
    /// <param name="percent">1 to 100 percent of full; what lies outside is the nearest of them.</param>
    public void SetBrightness(int percent)
    {
        int inside = percent < 1 ? 1 : percent > 100 ? 100 : percent;
        _brightness = ((inside * 255) + 99) / 100;
        _signal.Set();
    }

    /// <summary>Asks the driver, before anything is written, whether it was in service already.</summary>
    public SupplyEvidence FindEvidence(long nowMilliseconds)
    {
        if (!_part.Read(0, _read, 1, nowMilliseconds))
        {
            return SupplyEvidence.Unknown;
        }

        return (_read[0] & EnabledBit) != 0 ? SupplyEvidence.Held : SupplyEvidence.Lost;
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        bool isBlinking = Compose(nowMilliseconds);
        if (!_isWritten || !AreSame())
        {
            Write(nowMilliseconds);
        }
        else if (nowMilliseconds >= _checkAtMilliseconds)
        {
            Check(nowMilliseconds);
        }

        if (!_isWritten)
        {
            return nowMilliseconds + BoardLimits.I2cRetryMilliseconds;
        }

        long change = ((nowMilliseconds / BoardLimits.LampBlinkMilliseconds) + 1) * BoardLimits.LampBlinkMilliseconds;
        long next = isBlinking && change < _checkAtMilliseconds ? change : _checkAtMilliseconds;
        return next > nowMilliseconds ? next : nowMilliseconds + 1;
    }

    private bool Compose(long now)
    {
        bool isDarkHalf = (now / BoardLimits.LampBlinkMilliseconds) % 2 != 0;
        bool isBlinking = false;
        for (int i = 0; i < LampCount; i++)
        {
            bool blinks = LampColours.IsBlinking(_colours[i]);
            isBlinking = isBlinking || blinks;
            byte[] parts = blinks && isDarkHalf ? LampColours.Off : LampColours.PartsOf(_colours[i]);
            _wanted[1 + FirstBrightness + i] = (byte)_brightness;
            for (int output = 0; output < 3; output++)
            {
                _wanted[1 + FirstOutput + (3 * i) + output] = parts[output];
            }
        }

        return isBlinking;
    }

    private void Write(long now)
    {
        _isWritten = _part.Write(_wanted, _wanted.Length, now);
        if (_isWritten)
        {
            System.Array.Copy(_wanted, 0, _written, 0, _wanted.Length);
            if (_checkAtMilliseconds == long.MinValue)
            {
                _checkAtMilliseconds = now + BoardLimits.LampCheckMilliseconds;
            }
        }
    }

    private void Check(long now)
    {
        _checkAtMilliseconds = now + BoardLimits.LampCheckMilliseconds;
        if (!_part.Read(0, _read, ImageBytes, now))
        {
            _isWritten = false;
            return;
        }

        bool isKept = true;
        for (int i = 0; i < ImageBytes; i++)
        {
            isKept = isKept && (!IsOurs(i) || _read[i] == _written[1 + i]);
        }

        if (!isKept)
        {
            LostCount++;
            Write(now);
        }
    }

    private bool AreSame()
    {
        for (int i = 0; i < _wanted.Length; i++)
        {
            if (_wanted[i] != _written[i])
            {
                return false;
            }
        }

        return true;
    }

    // The bank's registers and those of lamps that are not there may read as they like.
    private static bool IsOurs(int register)
    {
        return register <= 2 || register >= FirstOutput
            || (register >= FirstBrightness && register < FirstBrightness + LampCount);
    }
}
