// The I²C bus as a whole: rests when a transfer on it did not come to an end.
namespace Hub.Esp32S3.Wiring;

/// <summary>
/// What the parts on I²C bus 1 share. A line that is held down makes each transfer of the interpreter's driver last up
/// to a second, whichever part it is for; so after one such transfer nobody uses the bus for
/// <see cref="BoardLimits.I2cBusRestMilliseconds"/>, and the loop stands still for a thirtieth of its time at most.
/// </summary>
public sealed class I2cBus
{
    private long _restsUntilMilliseconds = long.MinValue;

    /// <summary>Transfers that did not come to an end, since the start.</summary>
    public long HangCount { get; private set; }

    internal bool IsUsable(long nowMilliseconds)
    {
        return nowMilliseconds >= _restsUntilMilliseconds;
    }

    internal void NoteHang(long nowMilliseconds)
    {
        HangCount++;
        _restsUntilMilliseconds = nowMilliseconds + BoardLimits.I2cBusRestMilliseconds;
    }
}
