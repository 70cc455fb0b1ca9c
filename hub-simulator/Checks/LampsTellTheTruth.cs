// HUL-141…143: what the lamps show is so.
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Simulator.Checks;

/// <summary>
/// Power is orange at most 90 s after a start, then white on mains, blinking orange on battery, red with a low one;
/// Internet is white exactly while there is a session, and says so within 120 s of a start; Service is white only while
/// something has lately reached the fleet manager and no alarm has waited too long for its acknowledgement.
/// </summary>
public sealed class LampsTellTheTruth : Invariant
{
    private const long PowerLimit = 90_000;
    private const long InternetLimit = 120_000;
    private const long ProofSlack = 61_000;
    private const long PowerSlack = Limits.MaxStepIntervalMilliseconds + Limits.PowerDebounceMilliseconds + 1000;
    private LampColour _powerTruth;
    private long _powerTruthSince;
    private long _startedAt;
    private long _heardAt = long.MinValue;
    private bool _wasConnected;

    /// <inheritdoc/>
    public override void OnStarted()
    {
        _startedAt = Home.World.NowMilliseconds;
        _wasConnected = false;
    }

    /// <inheritdoc/>
    public override void OnArrived(MessageKind kind, byte[] body)
    {
        if (kind is MessageKind.Hello or MessageKind.Heartbeat or MessageKind.Alarm)
        {
            _heardAt = Home.World.NowMilliseconds;
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        LampColour power = Home.Home.Panel.Colour(Lamp.Power);
        LampColour internet = Home.Home.Panel.Colour(Lamp.Internet);
        LampColour service = Home.Home.Panel.Colour(Lamp.Service);
        if (Home.Home.Hub == null)
        {
            if (power != LampColour.Off || internet != LampColour.Off || service != LampColour.Off)
            {
                Break($"lamps shine {power}/{internet}/{service} without power");
            }

            return;
        }

        long uptime = Home.World.NowMilliseconds - _startedAt;
        bool isConnected = Home.Home.IsConnected;
        _wasConnected |= isConnected;
        bool hasStarted = _wasConnected || uptime >= PowerLimit;
        LookAtPower(power, hasStarted, uptime);
        LampColour whenNot = _wasConnected || uptime >= InternetLimit ? LampColour.Red : LampColour.Off;
        LookAt(Lamp.Internet, internet, isConnected ? LampColour.White : whenNot, uptime);
        LookAtService(service, isConnected);
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        if (Home.Home.Panel.Colour(Lamp.Service) != LampColour.White)
        {
            Break($"everything works and Service is {Home.Home.Panel.Colour(Lamp.Service)}");
        }
    }

    private void LookAtPower(LampColour shown, bool hasStarted, long uptime)
    {
        int percent = Home.Home.Power.BatteryPercent;
        LampColour truth = !hasStarted ? LampColour.Orange
            : percent <= Limits.BatteryLowPercent ? LampColour.Red
            : Home.Home.Power.IsMainsOn ? LampColour.White
            : LampColour.OrangeBlinking;
        if (truth != _powerTruth)
        {
            _powerTruth = truth;
            _powerTruthSince = Home.World.NowMilliseconds;
        }

        // The hub looks at its power when it is stepped, and lets a change last; red stays up to some charge above.
        bool isNew = hasStarted && Home.World.NowMilliseconds - _powerTruthSince < PowerSlack;
        bool isRecovering = shown == LampColour.Red && hasStarted && percent <= Limits.BatteryOkPercent + 1;
        if (shown != truth && !isNew && !isRecovering)
        {
            Break($"{Lamp.Power} shows {shown} where {truth} is true, {uptime} ms after the start");
        }
    }

    private void LookAt(Lamp lamp, LampColour shown, LampColour truth, long uptime)
    {
        if (shown != truth)
        {
            Break($"{lamp} shows {shown} where {truth} is true, {uptime} ms after the start");
        }
    }

    private void LookAtService(LampColour service, bool isConnected)
    {
        if (service == LampColour.Off)
        {
            return;
        }

        long unheard = _heardAt == long.MinValue ? long.MaxValue : Home.World.NowMilliseconds - _heardAt;
        long limit = (Home.Home.Hub!.Figures.HeartbeatIntervalSeconds * 1000L) + ProofSlack;
        if (service != LampColour.White || !isConnected || unheard > limit)
        {
            Break($"Service shows {service}; session {isConnected}, last heard {unheard} ms ago");
        }
    }
}
