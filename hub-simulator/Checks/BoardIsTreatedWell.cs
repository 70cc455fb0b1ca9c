// The promises of the core to its board: flash rules kept, the watchdog fed.
using Hub.Core;

namespace Hub.Simulator.Checks;

/// <summary>
/// No byte of flash is programmed twice between two erasures, and the watchdog is fed as often as the core promises.
/// </summary>
public sealed class BoardIsTreatedWell : Invariant
{
    // While the uplink takes nothing that is due the core does not feed it; the session is given up after a while.
    private const int Longest = Limits.MaxStepIntervalMilliseconds + Limits.PublishStuckMilliseconds + 1000;

    private long _fedAt;

    /// <inheritdoc/>
    public override void OnStarted() => _fedAt = Home.World.NowMilliseconds;

    /// <inheritdoc/>
    public override void AfterStep()
    {
        long twice = Home.Flash.ReprogrammedBytes + Home.DeviceFlash.ReprogrammedBytes;
        if (twice > 0)
        {
            Break($"{twice} bytes of flash were programmed twice");
        }

        if (Home.Home.Hub != null)
        {
            long unfed = Home.World.NowMilliseconds - _fedAt;
            _fedAt = Home.Home.WatchdogFedAt;
            if (unfed > Longest)
            {
                Break($"the watchdog has not been fed for {unfed} ms");
            }
        }
    }
}
