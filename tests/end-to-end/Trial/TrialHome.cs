// A simulated home whose hub runs rules, and what it tells as the fleet manager keeps it.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Programming.Trial;
using Hub.Protocols.Cbor;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace EndToEnd.Tests.Trial;

/// <summary>The hub's own firmware on virtual time; everything follows from the seed.</summary>
internal sealed class TrialHome
{
    public const long Second = 1_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>What the home has, by number from 1 on.</summary>
    public static readonly DeviceKind[] Kinds =
    [
        DeviceKind.PersonalTrigger, DeviceKind.DoorContact, DeviceKind.MotionDetector, DeviceKind.MotionDetector,
        DeviceKind.BedMonitor, DeviceKind.PillCabinet, DeviceKind.FallDetector, DeviceKind.DoorContact,
    ];

    private readonly CborReader _reader = new();
    private readonly Dictionary<long, HomeEvent> _told = [];
    private readonly List<(MessageKind Kind, byte[] Body, long At)> _messages = [];

    public TrialHome(ulong seed, DateTime start)
    {
        var secrets = new SeededRandom(seed + 77);
        Home = new VirtualHome(seed, null, [], false, new HomeOptions
        {
            HasRules = true,
            Kit = [.. Kinds.Select((kind, i) => DeviceLabel.Make((uint)i + 1, kind, secrets))],
            HeartbeatIntervalSeconds = 3_600,
            StartUnixMilliseconds = (long)(start - DateTime.UnixEpoch).TotalMilliseconds,
        });
        Home.Fleet.Arrived += Hear;
        Home.SwitchOn();
        Home.RunFor(10 * Second);
    }

    public VirtualHome Home { get; }

    public long Now => Home.World.UnixMilliseconds;

    /// <summary>All that the hub has told, each once, in the order in which a replay takes it.</summary>
    public List<HomeEvent> Events => HomeEvents.InOrder(_told.Values);

    /// <summary>Every message with when it came, repeated ones too.</summary>
    public IReadOnlyList<(MessageKind Kind, byte[] Body, long At)> Messages => _messages;

    public SimulatedDevice Device(uint id) => Home.Home.Radio.Devices.Single(one => one.Label.DeviceId == id);

    /// <summary>Puts rules in force.</summary>
    /// <returns>When they were.</returns>
    public long Use(RuleSet rules)
    {
        Home.Fleet.Send(rules);
        Home.RunFor(5 * Second);
        HomeEvent told = Events.Last(one => one.Kind == HomeEventKind.InForce);
        Assert.Equal(rules.Version, told.Value);
        return told.At;
    }

    private void Hear(MessageKind kind, byte[] body)
    {
        _messages.Add((kind, body.ToArray(), Now));
        HomeEvent? one = kind switch
        {
            MessageKind.Event => HomeEventForm.Of(Decoded<EventMessage>(body), Now),
            MessageKind.Alarm => HomeEventForm.Of(Decoded<AlarmMessage>(body), Now),
            _ => null,
        };
        if (one is { } known)
        {
            _told.TryAdd(known.Sequence, known);
        }
    }

    private T Decoded<T>(byte[] body)
        where T : HubMessage, new()
    {
        var message = new T();
        Assert.Equal(MessageError.None, message.Decode(_reader, body, 0, body.Length));
        return message;
    }
}
