// The gauge that measures the battery.
using Hub.Esp32S3.Wiring;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Power;

/// <summary>
/// A MAX17048 (registers VCELL, SOC, VERSION of its data sheet). Its charge is believed when the voltage goes with it:
/// the hub switches itself off on an empty battery, so a gauge that is out of its mind must not be able to say so. The
/// last good reading counts for <see cref="BoardLimits.MaxChargeAgeMilliseconds"/>.
/// </summary>
public sealed class FuelGauge : IPolled
{
    /// <summary>Its address on the I²C bus.</summary>
    public const int Address = 0x36;

    private const byte VoltageRegister = 0x02;
    private const byte VersionRegister = 0x08;

    private readonly I2cPart _part;
    private readonly byte[] _buffer = new byte[4];
    private bool _isKnown;
    private long _readAtMilliseconds;

    /// <summary>Takes the part; nothing is read yet.</summary>
    public FuelGauge(I2cPart part)
    {
        _part = part;
    }

    /// <summary>Charge, 0 to 100 percent, or 255 when not known.</summary>
    public int Percent { get; private set; } = HeartbeatMessage.UnknownBatteryPercent;

    /// <summary>Voltage of the cells at the last reading, in mV, or 0 when there was none.</summary>
    public int CellMillivolts { get; private set; }

    /// <summary>Readings that were not believed, since the start.</summary>
    public long ImplausibleCount { get; private set; }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        Measure(nowMilliseconds);
        if (nowMilliseconds - _readAtMilliseconds > BoardLimits.MaxChargeAgeMilliseconds)
        {
            Percent = HeartbeatMessage.UnknownBatteryPercent;
        }

        return nowMilliseconds + BoardLimits.GaugePollMilliseconds;
    }

    private void Measure(long now)
    {
        if (!_isKnown)
        {
            // 0x001x is the part's only version.
            _isKnown = _part.Read(VersionRegister, _buffer, 2, now)
                && _buffer[0] == 0x00 && (_buffer[1] & 0xF0) == 0x10;
        }

        if (!_isKnown)
        {
            return;
        }

        if (!_part.Read(VoltageRegister, _buffer, 4, now))
        {
            // It may be another part when it comes back.
            _isKnown = false;
            return;
        }

        // 78.125 µV and 1/256 percent a step.
        int millivolts = (int)((((_buffer[0] << 8) | _buffer[1]) * 5L) >> 6);
        int percent = _buffer[2];
        CellMillivolts = millivolts;
        if (!IsPlausible(millivolts, percent))
        {
            ImplausibleCount++;
            return;
        }

        Percent = percent > 100 ? 100 : percent;
        _readAtMilliseconds = now;
    }

    private static bool IsPlausible(int millivolts, int percent)
    {
        bool isEmpty = percent <= Core.Limits.BatteryEmptyPercent;
        return millivolts >= BoardLimits.MinCellMillivolts && millivolts <= BoardLimits.MaxCellMillivolts
            && percent <= BoardLimits.MaxGaugePercent
            && !(isEmpty && millivolts >= BoardLimits.NotEmptyCellMillivolts);
    }
}
