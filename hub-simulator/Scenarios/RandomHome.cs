// A home full of devices in a neighbourhood full of others, for days, with everything going wrong that can.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios.Disturbances;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// Devices of all kinds are pressed, opened and moved, paired, removed and replaced, die and return, in air that loses
/// frames and is jammed, around a hub that loses its power within flash operations, its mains for longer than its
/// battery lasts, and its network for days, and a fleet manager that is not always there. In the end everything is
/// mended, and the checks look for what never got through. A seed that breaks a check breaks it again.
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
    private readonly PowerCuts _powerCuts;
    private readonly MainsCuts _mainsCuts;
    private readonly Disturbance[] _disturbances;
    private readonly long _endAt;

    /// <summary>A home in which nothing has happened.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="durationMilliseconds">How long things go wrong in it.</param>
    /// <param name="invariants">What is checked; all there is when left out.</param>
    /// <param name="hasRules">Whether it runs the rules of the general plan, sent anew from time to time; by its seed
    /// when left out, every second home.</param>
    /// <param name="update">The release that comes in its life; null for a hub that runs the simulator's own build.
    /// </param>
    public RandomHome(
        ulong seed, long durationMilliseconds, IReadOnlyList<Invariant>? invariants = null, bool? hasRules = null,
        HomeUpdate? update = null)
    {
        bool isRuled = hasRules ?? seed % 2 == 1;

        // One in four has one way out and no modem.
        bool hasPaths = seed / 2 % 4 < 3;
        SeededRandom random = new(seed ^ 0x5A5A_5A5A_0000_0000);
        _home = new VirtualHome(seed, null, invariants, false, new HomeOptions
        {
            Kit = HomeKit.MakeButtons(1, (int)random.Next(1, 4), random.Fork()),
            HeartbeatIntervalSeconds = HeartbeatSeconds,
            HasRules = isRuled,
            HasPaths = hasPaths,
            Slots = update?.MakeSlots(seed),
            ReleaseKeys = update?.ReleaseKeys ?? [],
        });
        _endAt = durationMilliseconds;
        _chance = new Chance(_home.World, random, _endAt);
        _layout = new HomeLayout(_home, _chance);
        _technician = new Technician(_home, _layout, _chance);
        _neighbourhood = new Neighbourhood(_home, _chance);
        HubSupply supply = new(_home);
        _powerCuts = new PowerCuts(_home, _chance, supply);
        _mainsCuts = new MainsCuts(_home, MakeChance());

        // A new one comes last, and has a chance of its own: the others then stay as they are.
        _disturbances =
        [
            _powerCuts,
            _mainsCuts,
            new NetworkOutages(_home, MakeChance()),
            new FleetMoods(_home, MakeChance()),
            new FlatDevices(_home, _layout, MakeChance()),
            .. isRuled ? [new NewRules(_home, MakeChance())] : System.Array.Empty<Disturbance>(),
            new FrontButtons(_home, MakeChance()),
            .. _home.Paths is { } paths ? MakeOutages(paths) : [],
            .. update is { } release
                ? [new ReleaseComes(_home, release, MakeChance())] : System.Array.Empty<Disturbance>(),
        ];
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
        _powerCuts.Count,
        _powerCuts.WithinFlash,
        _neighbourhood.Jams,
        _neighbourhood.Replays,
        _home.Home.Radio.Air.CollisionCount,
        _home.Home.Radio.Air.JammedCount,
        _home.Home.Radio.Air.LostCount,
        _home.Home.Radio.Air.ReceivedCount,
        _home.Home.StepCount,
        _mainsCuts.FlatCount,
        _disturbances.Where(one => one != _powerCuts).ToDictionary(one => one.Name, one => one.Count));

    /// <summary>Lives.</summary>
    /// <exception cref="InvariantBrokenException">A check does not hold.</exception>
    public void Run()
    {
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

        _neighbourhood.Begin();
        _chance.Repeat(5 * Hour, 60 * Hour, DoSomethingToDevices);
        _chance.Repeat(5 * Hour, 40 * Hour, _layout.Panic);
        foreach (Disturbance disturbance in _disturbances)
        {
            disturbance.Begin();
        }

        _home.RunFor(_endAt - _home.World.NowMilliseconds);
        Mend();
        _home.HealAndEnd(MendMilliseconds);
    }

    private Disturbance[] MakeOutages(HomePaths paths) =>
    [
        new BearerOutages(_home, paths, BearerKind.Fixed, MakeChance()),
        new BearerOutages(_home, paths, BearerKind.Lte, MakeChance()),
        new ReceiverOutages(_home, paths, 0, MakeChance()),
        new ReceiverOutages(_home, paths, 1, MakeChance()),
        new ModemFaults(_home, MakeChance()),
    ];

    private Chance MakeChance() => new(_home.World, _chance.Random.Fork(), _endAt);

    private void Mend()
    {
        _neighbourhood.End();
        _layout.Mend();
        foreach (Disturbance disturbance in _disturbances)
        {
            disturbance.Mend();
        }

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
}
