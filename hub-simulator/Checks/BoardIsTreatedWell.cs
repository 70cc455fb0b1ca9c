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

    /// <inheritdoc/>
    public override void AfterStep()
    {
        if (Home.Flash.ReprogrammedBytes > 0)
        {
            Break($"{Home.Flash.ReprogrammedBytes} bytes of flash were programmed twice");
        }

        long unfed = Home.World.NowMilliseconds - Home.Home.WatchdogFedAt;
        if (Home.Home.Core != null && unfed > Longest)
        {
            Break($"the watchdog has not been fed for {unfed} ms");
        }
    }
}
