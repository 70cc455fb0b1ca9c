// A home full of devices in a neighbourhood full of others, for days, with everything going wrong that can.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Rules;
using Hub.Simulator.Checks;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// Devices of all kinds are pressed, opened and moved, paired, removed and replaced, die and return, in air that loses
/// frames and is jammed, around a hub that loses its power within flash operations and a fleet manager that is not
/// always there. In the end everything is mended, and the checks look for what never got through. A seed that breaks a
/// check breaks it again.
/// </summary>
public sealed class RandomHome
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long MendMilliseconds = 70 * Minute;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly HomeLayout _layout;
    private readonly Technician _technician;
    private readonly Neighbourhood _neighbourhood;
    private readonly long _endAt;
    private readonly bool _hasRules;
    private readonly RuleSet _rules = new();

    /// <summary>A home in which nothing has happened.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="durationMilliseconds">How long things go wrong in it.</param>
    /// <param name="invariants">What is checked; all there is when left out.</param>
    /// <param name="hasRules">Whether it runs the rules of the general plan, sent anew from time to time.</param>
    public RandomHome(
        ulong seed, long durationMilliseconds, IReadOnlyList<Invariant>? invariants = null, bool hasRules = false)
    {
        _hasRules = hasRules;
        SeededRandom random = new(seed ^ 0x5A5A_5A5A_0000_0000);
        _home = new VirtualHome(seed, null, invariants, false, new HomeOptions
        {
            Kit = HomeKit.MakeButtons(1, (int)random.Next(1, 4), random.Fork()),
            HeartbeatIntervalSeconds = HeartbeatSeconds,
            HasRules = hasRules,
        });
        _endAt = durationMilliseconds;
        _chance = new Chance(_home.World, random, _endAt);
        _layout = new HomeLayout(_home, _chance);
        _technician = new Technician(_home, _layout, _chance);
        _neighbourhood = new Neighbourhood(_home, _chance);
    }

    /// <summary>Seconds between heartbeats: seldom, so that the lives can be long; other scenarios have the usual.
    /// </summary>
    public const int HeartbeatSeconds = 600;

    /// <summary>The home.</summary>
    public VirtualHome Home => _home;

    /// <summary>What has happened, counted.</summary>
    public HomeTally Tally => new(
        _home.Presses.Count,
        _home.Presses.Count(press => press.IsAccepted),
        _home.Home.Radio.Devices.Count,
        _technician.Paired,
        _technician.Finished,
        _technician.Removed,
        _technician.Replaced,
        _technician.WalkPresses,
        _layout.Deaths,
        PowerCuts,
        CutsWithinFlash,
        _neighbourhood.Jams,
        _neighbourhood.Replays,
        _home.Home.Radio.Air.CollisionCount,
        _home.Home.Radio.Air.JammedCount,
        _home.Home.Radio.Air.LostCount,
        _home.Home.Radio.Air.ReceivedCount);

    /// <summary>Losses of power so far.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>Losses of power within a flash operation.</summary>
    public int CutsWithinFlash { get; private set; }

    /// <summary>Lives.</summary>
    /// <exception cref="InvariantBrokenException">A check does not hold.</exception>
    public void Run()
    {
        _home.Home.PowerLost = OnPowerLost;
        _home.SwitchOn();
        _home.RunFor(10 * Second);
        foreach (SimulatedDevice device in _home.Home.Radio.Devices.ToArray())
        {
            _layout.Use(device);
        }

        for (long i = _chance.Random.Next(3, 9); i > 0; i--)
        {
            _home.World.After(i * 15 * Minute, () => _technician.PairNew(null));
        }

        if (_hasRules)
        {
            _home.World.After(Minute, SendRules);
            _chance.Repeat(4 * Hour, 40 * Hour, SendRules);
        }

        _neighbourhood.Begin();
        _chance.Repeat(5 * Hour, 60 * Hour, DoSomethingToDevices);
        _chance.Repeat(5 * Hour, 40 * Hour, _layout.Panic);
        _chance.Repeat(10 * Hour, 60 * Hour, CutPower);
        _chance.Repeat(10 * Hour, 60 * Hour, CutLink);
        _chance.Repeat(20 * Hour, 100 * Hour, ChangeMood);
        _home.RunFor(_endAt - _home.World.NowMilliseconds);
        Mend();
        _home.HealAndEnd(MendMilliseconds);
    }

    private void Mend()
    {
        _neighbourhood.End();
        _layout.Mend();
    }

    private void DoSomethingToDevices()
    {
        SimulatedDevice? any = _layout.AnyOf(device => _home.Ledger.MustKeep(device.Label.DeviceId));
        switch (_chance.Random.Next(0, 8))
        {
            case 0 when any != null:
                _technician.Remove(any);
                break;
            case 1 when any != null:
                _technician.PairNew(any);
                break;
            case 2 when any != null:
                _technician.PairAgain(any);
                break;
            case 3 or 4 when any is { Label.Kind: DeviceKind.PersonalTrigger }:
                _technician.Walk(any);
                break;
            case 5 when any is { Label.Kind: DeviceKind.SmartPlug }:
                _technician.Order(any);
                break;
            default:
                _technician.PairNew(null);
                break;
        }
    }

    // The plan as it stands, with ten seconds to cancel a press in every second version.
    private void SendRules()
    {
        uint version = _rules.Version + 1;
        _rules.Clear();
        RuleTemplates.AddAll(_rules);
        _rules.Version = version;
        for (int i = 0; i < _rules.Count; i++)
        {
            Rule rule = _rules.At(i);
            rule.DelaySeconds = rule.Kind == RuleKind.Call && version % 2 == 0 ? 10 : rule.DelaySeconds;
        }

        _home.Trace.Note($"rules version {version} sent");
        _home.Fleet.Send(_rules);
    }

    private void CutPower()
    {
        if (_chance.Random.Chance(40))
        {
            PowerCuts++;
            _home.SwitchOff();
            _home.World.After(_chance.Span(Second / 2, 3 * Hour), Restore);
            return;
        }

        PlanCut();
    }

    private void PlanCut()
    {
        SimFlash flash = _chance.Random.Chance(50) ? _home.Flash : _home.DeviceFlash;
        flash = _home.DocumentFlash != null && _chance.Random.Chance(30) ? _home.DocumentFlash : flash;
        flash.Tearing = (Tearing)_chance.Random.Next(0, 4);
        flash.CutAfter(_chance.Random.Next(0, _chance.Random.Chance(70) ? 300 : 18_000));
    }

    private void OnPowerLost()
    {
        PowerCuts++;
        CutsWithinFlash++;
        _home.Trace.Note("power cut within a flash operation");
        _home.World.After(_chance.Span(Second / 2, Hour), Restore);
    }

    private void Restore()
    {
        _home.SwitchOn();
        if (_chance.Random.Chance(30))
        {
            PlanCut();
        }
    }

    private void CutLink()
    {
        _home.Trace.Note("network cut");
        _home.CutLink();
        _home.World.After(_chance.Span(Second, 5 * Hour), _home.RestoreLink);
    }

    private void ChangeMood()
    {
        FleetMood mood = (FleetMood)_chance.Random.Next(0, 6);
        _home.SetMood(mood);
        _home.World.After(_chance.Span(Minute, 2 * Hour), () => _home.SetMood(FleetMood.Prompt));
    }
}
