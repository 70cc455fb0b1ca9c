// The charger, which knows whether the mains are there and can take all power away.
using Hub.Esp32S3.Wiring;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Power;

/// <summary>
/// A BQ25895 (registers REG00 to REG14 of its data sheet). It charges by itself; what differs from its defaults is
/// written one register a look, and read back from time to time, since it forgets when its supply sags: 1.5 A from the
/// adapter at most, no guessing at data lines that are not wired, its own watchdog off.
/// </summary>
public sealed class Charger : IPolled
{
    /// <summary>Its address on the I²C bus.</summary>
    public const int Address = 0x6A;

    private const byte FirstRegister = 0x00;
    private const byte BatterySwitchRegister = 0x09;
    private const byte StatusRegister = 0x0B;
    private const byte PartRegister = 0x14;
    private const int SettingsBytes = 10;

    // REG0B PG_STAT, REG09 BATFET_DIS and BATFET_DLY, REG14 PN.
    private const int PowerGoodBit = 0x04;
    private const int BatteryOffBit = 0x20;
    private const int BatteryDelayBit = 0x08;
    private const int PartBits = 0x38;

    // REG00 whole: HIZ off, limit of the pin on, (1,500 - 100) / 50 mA. REG02 AUTO_DPDM_EN off. REG03 OTG_CONFIG off,
    // CHG_CONFIG on. REG07 WATCHDOG off. REG09 BATFET_DIS off.
    private static readonly byte[] Registers = new byte[] { 0x00, 0x02, 0x03, 0x07, 0x09 };
    private static readonly byte[] Masks = new byte[] { 0xFF, 0x01, 0x30, 0x30, 0x20 };
    private static readonly byte[] Values = new byte[] { 0x5C, 0x00, 0x10, 0x00, 0x00 };

    private readonly I2cPart _part;
    private readonly byte[] _buffer = new byte[SettingsBytes];
    private readonly byte[] _out = new byte[2];
    private bool _isKnown;
    private bool _isPowerOffWanted;
    private long _readAtMilliseconds;
    private long _checkAtMilliseconds = long.MinValue;

    /// <summary>Takes the part; nothing is transferred yet.</summary>
    public Charger(I2cPart part)
    {
        _part = part;
    }

    /// <summary>Where the power comes from; unknown when the charger has not said so for
    /// <see cref="BoardLimits.MaxSourceAgeMilliseconds"/>.</summary>
    public PowerSource Source { get; private set; } = PowerSource.Unknown;

    /// <summary>Registers that were not as they should be and have been written, since the start.</summary>
    public long WrittenCount { get; private set; }

    /// <summary>Takes the battery off at the next look (ship mode); the mains bring it back. Nothing is done while the
    /// mains are there.</summary>
    public void SwitchOff()
    {
        _isPowerOffWanted = true;
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        Find(nowMilliseconds);
        if (_isKnown)
        {
            ReadSource(nowMilliseconds);
            if (_isPowerOffWanted)
            {
                TakeBatteryOff(nowMilliseconds);
            }
            else if (nowMilliseconds >= _checkAtMilliseconds)
            {
                CheckSettings(nowMilliseconds);
            }
        }

        if (nowMilliseconds - _readAtMilliseconds > BoardLimits.MaxSourceAgeMilliseconds)
        {
            Source = PowerSource.Unknown;
        }

        return nowMilliseconds + BoardLimits.ChargerPollMilliseconds;
    }

    private void Find(long now)
    {
        if (!_isKnown)
        {
            _isKnown = _part.Read(PartRegister, _buffer, 1, now) && (_buffer[0] & PartBits) == PartBits;
            _checkAtMilliseconds = long.MinValue;
        }
    }

    private void ReadSource(long now)
    {
        if (!_part.Read(StatusRegister, _buffer, 1, now))
        {
            _isKnown = false;
            return;
        }

        Source = (_buffer[0] & PowerGoodBit) != 0 ? PowerSource.Mains : PowerSource.Battery;
        _readAtMilliseconds = now;
    }

    private void TakeBatteryOff(long now)
    {
        if (Source == PowerSource.Mains)
        {
            // They came back meanwhile: without its battery the hub would not survive the next loss.
            _isPowerOffWanted = false;
            return;
        }

        if (_part.Read(BatterySwitchRegister, _buffer, 1, now))
        {
            int off = (_buffer[0] | BatteryOffBit) & ~BatteryDelayBit;
            _isPowerOffWanted = !Write(BatterySwitchRegister, (byte)off, now);
            _checkAtMilliseconds = now + BoardLimits.ChargerCheckMilliseconds;
        }
    }

    private void CheckSettings(long now)
    {
        if (!_part.Read(FirstRegister, _buffer, SettingsBytes, now))
        {
            return;
        }

        for (int i = 0; i < Registers.Length; i++)
        {
            int value = _buffer[Registers[i]];
            if ((value & Masks[i]) != Values[i])
            {
                // The next look checks again, and finds the next one.
                WrittenCount++;
                Write(Registers[i], (byte)((value & ~Masks[i]) | Values[i]), now);
                return;
            }
        }

        _checkAtMilliseconds = now + BoardLimits.ChargerCheckMilliseconds;
    }

    private bool Write(byte register, byte value, long now)
    {
        _out[0] = register;
        _out[1] = value;
        return _part.Write(_out, 2, now);
    }
}
