// A fleet manager that does what a script says: answers, answers late, never, or nonsense.
using System;
using System.Collections.Generic;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>The other end of an <see cref="IFleetSession"/>: holds alarms, and answers as its mood is.</summary>
public sealed class ScriptedFleet
{
    private readonly VirtualWorld _world;
    private readonly SeededRandom _random;
    private readonly CborReader _reader = new();
    private readonly CborWriter _writer = new();
    private readonly AlarmMessage _alarm = new();
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];
    private IFleetSession? _hub;
    private ulong _sequence = 1UL << 32;

    /// <summary>A fleet manager that holds nothing yet.</summary>
    public ScriptedFleet(VirtualWorld world, SeededRandom random)
    {
        _world = world;
        _random = random;
    }

    /// <summary>How it behaves now.</summary>
    public FleetMood Mood { get; set; }

    /// <summary>The alarms it has committed, by sequence.</summary>
    public Dictionary<ulong, HeldAlarm> Held { get; } = [];

    /// <summary>Called for each message that arrives, repeated ones too.</summary>
    public Action<MessageKind, byte[]>? Arrived { get; set; }

    /// <summary>Sends a command to the hub, if it has a session.</summary>
    /// <returns>The command's sequence.</returns>
    public ulong Command(CommandKind command, long expiresUnixMilliseconds = 0)
    {
        CommandMessage message = new() { Command = command, ExpiresUnixMilliseconds = expiresUnixMilliseconds };
        Send(MessageKind.Command, message);
        return message.Sequence;
    }

    internal void Welcome(IFleetSession hub, byte[] will)
    {
        _hub = hub;
        Arrived?.Invoke(MessageKind.Event, will);
    }

    internal void Receive(IFleetSession hub, int session, int publishId, MessageKind kind, byte[] body)
    {
        if (Mood == FleetMood.Deaf)
        {
            return;
        }

        Arrived?.Invoke(kind, body);
        hub.Acknowledge(publishId, session);
        if (kind == MessageKind.Alarm)
        {
            Hold(body);
        }
        else if (kind == MessageKind.Hello)
        {
            Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = _world.UnixMilliseconds });
        }

        // Not to answers: the hub answers every command, and the two would never come to rest.
        if (Mood == FleetMood.Babbling && kind != MessageKind.UpAcknowledgement)
        {
            Babble();
        }
    }

    private void Hold(byte[] body)
    {
        if (_alarm.Decode(_reader, body, 0, body.Length) != MessageError.None)
        {
            return; // The check of well-formed messages tells.
        }

        if (Held.TryGetValue(_alarm.Sequence, out HeldAlarm? held))
        {
            held.Arrivals++;
        }
        else
        {
            held = new HeldAlarm(
                _alarm.Sequence,
                _alarm.BootCount,
                _alarm.Kind,
                _alarm.TriggerId,
                _alarm.PressCount,
                _alarm.RaisedUnixMilliseconds,
                _world.NowMilliseconds,
                _alarm.AgeMilliseconds);
            Held.Add(_alarm.Sequence, held);
        }

        if (Mood != FleetMood.Silent)
        {
            long delay = Mood == FleetMood.Late ? _random.Next(1000, 1_500_000) : _random.Next(2, 60);
            AcknowledgementResult result = Mood == FleetMood.Refusing
                ? AcknowledgementResult.Refused
                : AcknowledgementResult.Held;
            _world.After(delay, () => Acknowledge(held, result));
        }
    }

    private void Acknowledge(HeldAlarm held, AcknowledgementResult result)
    {
        if (result == AcknowledgementResult.Held)
        {
            held.Acknowledgements++;
        }

        Send(MessageKind.DownAcknowledgement, new AcknowledgementMessage
        {
            AcknowledgedSequence = held.Sequence,
            AcknowledgedBootCount = held.BootCount,
            Result = result,
        });
    }

    private void Babble()
    {
        byte[] noise = new byte[_random.Next(0, 40)];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)_random.NextUInt32();
        }

        _hub?.Deliver((MessageKind)_random.Next((long)MessageKind.DownAcknowledgement, 9), noise);
        Send(MessageKind.DownAcknowledgement, new AcknowledgementMessage
        {
            AcknowledgedSequence = (ulong)_random.Next(1L << 50, 1L << 51),
            Result = AcknowledgementResult.Held,
        });
        Send(MessageKind.Command, new CommandMessage { Command = (CommandKind)_random.Next(50, 200) });
    }

    private void Send(MessageKind kind, HubMessage message)
    {
        message.BootCount = 1;
        message.Sequence = _sequence++;
        int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
        _hub?.Deliver(kind, _buffer.AsSpan(0, length).ToArray());
    }
}
