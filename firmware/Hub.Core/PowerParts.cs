// Makes and steps the parts that spend the battery: estimate, load shedding, the orderly end.
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Protocols.Messages;

namespace Hub.Core;

/// <summary>What the hub does about its power, stepped by <see cref="HubCore"/> after the measuring.</summary>
internal sealed class PowerParts
{
    private readonly IPower _power;
    private readonly ILoadSwitch? _loads;
    private readonly OrderlyStop _stop;

    internal PowerParts(HubSettings settings, HubPorts ports, HubParts parts)
    {
        _power = ports.Power!;
        _loads = ports.Loads;
        Shedding = new LoadShedding(ports.Loads, parts);
        Estimate = new ChargeEstimate(settings, parts.InForce, parts.Power);
        _stop = new OrderlyStop(parts.Power, parts.Memory.Alarms, parts.Events);
    }

    internal LoadShedding Shedding { get; }

    internal ChargeEstimate Estimate { get; }

    internal bool IsMainsBack
    {
        get { return _power.Source == PowerSource.Mains; }
    }

    internal void Step(long nowMilliseconds)
    {
        Shedding.Step(nowMilliseconds, Estimate);
        Estimate.Step(Shedding.Stage, nowMilliseconds);
        _stop.Step(nowMilliseconds);
    }

    /// <summary>Whether the hub is to switch itself off. A board that cannot be switched off runs on until the voltage
    /// sags: what is in the journal is safe at any moment.</summary>
    internal bool IsStopDue
    {
        get { return _loads != null && _stop.IsDue; }
    }

    internal void PowerOff()
    {
        _loads?.PowerOff();
    }
}
