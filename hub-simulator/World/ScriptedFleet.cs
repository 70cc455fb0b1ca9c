// A fleet manager that does what a script says: answers, answers late, never, or nonsense.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;
using Hub.Protocols.Updates;

namespace Hub.Simulator.World;

/// <summary>The other end of an <see cref="IFleetSession"/>: holds alarms, and answers as its mood is.</summary>
public sealed class ScriptedFleet
{
    private readonly VirtualWorld _world;
    private readonly SeededRandom _random;
    private readonly CborReader _reader = new();
    private readonly CborWriter _writer = new();
    private readonly AlarmMessage _alarm = new();
    private readonly AcknowledgementMessage _answer = new();
    private readonly DevicePairingMessage _pairing = new();
    private readonly WalkTestMessage _walk = new();
    private readonly PairingSeal _seal = new(new Ccm(new Aes128()));
    private readonly CommandSeal _commandSeal = new(new Ccm(new Aes128()));
    private readonly DocumentSeal _documentSeal = new();
    private readonly RuleSetWriter _ruleWriter = new();
    private readonly SettingsWriter _settingsWriter = new();
    private readonly SettingsStateMessage _settingsState = new();
    private readonly DiagnosticsMessage _diagnostics = new();
    private readonly byte[] _document = new byte[RuleLimits.MaxDocumentBytes];
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];
    private IFleetSession? _hub;
    private ulong _sequence = 1UL << 32;
    private uint _pairingId;

    /// <summary>A fleet manager that holds nothing yet.</summary>
    public ScriptedFleet(VirtualWorld world, SeededRandom random)
    {
        _world = world;
        _random = random;
    }

    /// <summary>The key that it shares with the hub for requests about devices.</summary>
    public static byte[] PairingKey { get; } = [.. Enumerable.Range(0x50, RadioLimits.KeyBytes).Select(i => (byte)i)];

    /// <summary>The key that it shares with the hub for rule sets.</summary>
    public static byte[] DocumentKey { get; } =
        [.. Enumerable.Range(0x70, RuleLimits.DocumentKeyBytes).Select(i => (byte)i)];

    /// <summary>The key that it shares with the hub for updates.</summary>
    public static byte[] UpdateKey { get; } =
        [.. Enumerable.Range(0x90, UpdateLimits.KeyBytes).Select(i => (byte)i)];

    /// <summary>Brings the hub new firmware; null when nobody does.</summary>
    public ScriptedDirector? Director { get; internal set; }

    /// <summary>How it behaves now.</summary>
    public FleetMood Mood { get; set; }

    /// <summary>The alarms it has committed, by sequence.</summary>
    public HeldAlarms Held { get; } = new();

    /// <summary>Called for each message that arrives, repeated ones too.</summary>
    public Action<MessageKind, byte[]>? Arrived { get; set; }

    /// <summary>What the hub has answered, by the sequence of what it answers.</summary>
    public Dictionary<ulong, AcknowledgementResult> Answers { get; } = [];

    /// <summary>Called with each step of a pairing; the message is valid during the call only.</summary>
    public Action<DevicePairingMessage>? PairingTold { get; set; }

    /// <summary>Called with each step of a walk test; the message is valid during the call only.</summary>
    public Action<WalkTestMessage>? WalkTold { get; set; }

    /// <summary>Called with each news of settings; the message is valid during the call only.</summary>
    public Action<SettingsStateMessage>? SettingsTold { get; set; }

    /// <summary>Called with each telling of the hub's figures; the message is valid during the call only.</summary>
    public Action<DiagnosticsMessage>? FiguresTold { get; set; }

    /// <summary>Makes a request about a device, sealed; it is not sent yet.</summary>
    /// <param name="action">What is asked.</param>
    /// <param name="fill">Fills in what goes with it.</param>
    /// <param name="secret">The secret of a label, when one is handed to the hub.</param>
    public PairRequestMessage MakeRequest(
        PairAction action, Action<PairRequestMessage>? fill = null, byte[]? secret = null)
    {
        PairRequestMessage request = new()
        {
            BootCount = 1,
            Sequence = _sequence++,
            PairingId = ++_pairingId,
            Action = action,
        };
        fill?.Invoke(request);
        _seal.Seal(request, PairingKey, secret);
        return request;
    }

    /// <summary>Sends a request to the hub, if it has a session; the same again is the same request.</summary>
    public void Send(PairRequestMessage request)
    {
        int length = request.Encode(_writer, _buffer, 0, _buffer.Length);
        _hub?.Deliver(MessageKind.PairRequest, _buffer.AsSpan(0, length).ToArray());
    }

    /// <summary>Sends a rule set to the hub in parts, if it has a session.</summary>
    /// <returns>The sequence of the last part, which the answer names; 0 when the set fits no document.</returns>
    public ulong Send(RuleSet rules)
    {
        int count = _ruleWriter.Write(rules, _document, 0, _document.Length);
        return SendDocument(MessageKind.Rules, DocumentSeal.RulesKind, rules.Version, count);
    }

    private ulong SendDocument(MessageKind topic, int kind, uint version, int count)
    {
        DocumentPartMessage part = new()
        {
            DocumentVersion = version,
            DocumentBytes = count,
            TagLength = RuleLimits.TagBytes,
        };
        _documentSeal.Begin(DocumentKey, kind, version, count);
        _documentSeal.Append(_document, 0, count);
        _documentSeal.Finish(part.Tag, 0);
        for (int at = 0; at < count; at += RuleLimits.PartBytes, part.PartIndex++)
        {
            part.PartLength = Math.Min(RuleLimits.PartBytes, count - at);
            _document.AsSpan(at, part.PartLength).CopyTo(part.Part);
            Send(topic, part);
        }

        return part.Sequence;
    }

    /// <summary>Sends settings to the hub in parts, if it has a session.</summary>
    /// <returns>The sequence of the last part, which the answer names; 0 when they fit no document.</returns>
    public ulong Send(HomeSettings settings)
    {
        int count = _settingsWriter.Write(settings, _document, 0, _document.Length);
        return SendDocument(MessageKind.Settings, DocumentSeal.SettingsKind, settings.Version, count);
    }

    /// <summary>Makes a command, sealed; it is not sent yet.</summary>
    public CommandMessage MakeCommand(CommandKind command, long expiresUnixMilliseconds = 0, int argument = 0)
    {
        CommandMessage message = new()
        {
            BootCount = 1,
            Sequence = _sequence++,
            Command = command,
            ExpiresUnixMilliseconds = expiresUnixMilliseconds,
            Argument = argument,
        };
        _commandSeal.Seal(message, PairingKey);
        return message;
    }

    /// <summary>Sends a command to the hub, if it has a session; the same again is the same command.</summary>
    public void Send(CommandMessage command)
    {
        int length = command.Encode(_writer, _buffer, 0, _buffer.Length);
        _hub?.Deliver(MessageKind.Command, _buffer.AsSpan(0, length).ToArray());
    }

    /// <summary>Sends a command to the hub, if it has a session.</summary>
    /// <returns>The command's sequence.</returns>
    public ulong Command(CommandKind command, long expiresUnixMilliseconds = 0, int argument = 0)
    {
        CommandMessage message = MakeCommand(command, expiresUnixMilliseconds, argument);
        Send(message);
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
            if (hub.Receiver is not { IsHoldingNothing: true })
            {
                Hold(body);
            }
        }
        else if (kind == MessageKind.Hello)
        {
            Send(MessageKind.Time, new TimeMessage { UnixMilliseconds = _world.UnixMilliseconds });
        }

        Note(kind, body);

        // Not to answers: the hub answers every command, and the two would never come to rest.
        if (Mood == FleetMood.Babbling && kind != MessageKind.UpAcknowledgement)
        {
            Babble();
        }
    }

    private void Note(MessageKind kind, byte[] body)
    {
        if (kind == MessageKind.UpAcknowledgement
            && _answer.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            Answers[_answer.AcknowledgedSequence] = _answer.Result;
        }
        else if (kind == MessageKind.DevicePairing
            && _pairing.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            PairingTold?.Invoke(_pairing);
        }
        else if (kind == MessageKind.SettingsState
            && _settingsState.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            SettingsTold?.Invoke(_settingsState);
        }
        else if (kind == MessageKind.Diagnostics
            && _diagnostics.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            FiguresTold?.Invoke(_diagnostics);
        }
        else if (kind is MessageKind.UpdateState or MessageKind.Fetch)
        {
            Director?.Receive(kind, body);
        }
        else if (kind == MessageKind.WalkTest && _walk.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            WalkTold?.Invoke(_walk);
        }
    }

    private void Hold(byte[] body)
    {
        if (_alarm.Decode(_reader, body, 0, body.Length) != MessageError.None)
        {
            return; // The check of well-formed messages tells.
        }

        HeldAlarm? held = Held.Find(_alarm.Sequence);
        if (held != null)
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
                _alarm.DeviceType,
                _alarm.StatusCode,
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
        Send(MessageKind.Command, new CommandMessage
        {
            Command = (CommandKind)_random.Next(1, 200),
            SealedLength = ProtocolLimits.CommandSealBytes,
        });
    }

    internal ulong Send(UpdateOrderMessage order, Action seal) => Send(MessageKind.UpdateOrder, order, seal);

    internal void Send(BlockMessage block) => Send(MessageKind.Block, block);

    private ulong Send(MessageKind kind, HubMessage message, Action? seal = null)
    {
        message.BootCount = 1;
        message.Sequence = _sequence++;
        seal?.Invoke();
        int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
        _hub?.Deliver(kind, _buffer.AsSpan(0, length).ToArray());
        return message.Sequence;
    }
}
