// Requirements 2.3: nobody is on the air for more than 0.1 % of any hour.
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>No transmitter that keeps to the law, the hub and every device, sends for more than 3.6 s in any hour,
/// whatever restarts lie in it.</summary>
public sealed class DutyCycleKept : Invariant
{
    /// <inheritdoc/>
    public override void OnSent(Transmission sent)
    {
        long used = sent.From.Meter.LastHourMicroseconds;
        if (sent.From.IsLawful && used > AirTimeMeter.LimitMicroseconds)
        {
            Break($"{sent.From.Name} has been on the air for {used} microseconds within an hour");
        }
    }
}
