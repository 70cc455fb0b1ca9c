// What has happened at one hub of the demonstration lately, for a person who watches.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.App.Page;

/// <summary>One line of the diary; the page has the words for it.</summary>
/// <param name="Number">Grows with each line, also over the ends of the program.</param>
/// <param name="At">When, in ms since 1970 UTC.</param>
/// <param name="What">What happened.</param>
/// <param name="Word">Which of its kind: a sound, a cause, a step.</param>
/// <param name="Reason">Why, where it has a reason.</param>
/// <param name="Device">The device's id in hexadecimal, where it is about one.</param>
/// <param name="Kind">What that device is.</param>
/// <param name="Value">A number that goes with it.</param>
internal sealed record Happening(
    long Number,
    long At,
    string What,
    string? Word = null,
    string? Reason = null,
    string? Device = null,
    string? Kind = null,
    long? Value = null);

/// <summary>Used by the stepping thread only.</summary>
internal sealed class HubDiary : IUplinkObserver
{
    /// <summary>Lines that are kept.</summary>
    internal const int MostLines = 60;

    private readonly IWorldClock _clock;
    private readonly LinkedList<Happening> _lines = new();
    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly DevicePairingMessage _pairing = new();
    private readonly WalkTestMessage _walk = new();
    private readonly AcknowledgementMessage _acknowledgement = new();
    private readonly byte[] _body = new byte[ProtocolLimits.MaxMessageBytes];
    private SimulatedHome? _home;
    private ulong _lastReport;
    private long _number;

    internal HubDiary(IWorldClock clock)
    {
        _clock = clock;
        _number = clock.UnixMilliseconds;
    }

    /// <summary>The lines, the newest first.</summary>
    internal IReadOnlyCollection<Happening> Lines => _lines;

    /// <summary>Flashes of the lamp Radio since the simulator started.</summary>
    internal long RadioFlashes { get; private set; }

    /// <summary>When the pairing window closes by itself, in ms since 1970 UTC; null while it is not open.</summary>
    internal long? PairingEndsAt { get; private set; }

    /// <summary>Writes down what a home's parts tell from now on.</summary>
    internal void Attach(SimulatedHome home)
    {
        _home = home;
        home.Started += () => Note("started", value: home.StartCount);
        home.Speaker.Played += sound => Note("sound", Word(sound));
        home.Speaker.Spoken += phrase => Note("phrase", Word(phrase));
        home.Radio.Accepted += press =>
            Note("accepted", device: home.Radio.Find(press.TriggerId), value: press.AcceptedAt - press.PressedAt);
        home.Panel.Changed += OnLamp;
    }

    /// <summary>Writes down what a device notices from now on.</summary>
    internal void Attach(SimulatedDevice device) => device.Happened = (_, what) =>
    {
        if (what.Cause != DeviceCause.Supervision)
        {
            Note("noticed", Word(what.Cause), device: device, value: what.Value);
        }
    };

    /// <summary>Writes a line.</summary>
    internal void Note(
        string what, string? word = null, string? reason = null, SimulatedDevice? device = null, long? value = null) =>
        Write(what, word, reason, device?.Label.DeviceId ?? 0, value);

    public void OnReady()
    {
    }

    public void OnClosed()
    {
    }

    public void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        body.CopyTo(_body);
        if (kind == MessageKind.Alarm && _alarm.Decode(_reader, _body, 0, body.Length) == MessageError.None)
        {
            if (_alarm.Kind != AlarmKind.SilentTest && !Has("alarmSent", (long)_alarm.Sequence))
            {
                Write("alarmSent", Word(_alarm.Kind), null, _alarm.TriggerId, (long)_alarm.Sequence);
            }
        }
        else if (kind == MessageKind.DevicePairing
            && _pairing.Decode(_reader, _body, 0, body.Length) == MessageError.None && IsNew(_pairing))
        {
            OnPairing();
        }
        else if (kind == MessageKind.WalkTest
            && _walk.Decode(_reader, _body, 0, body.Length) == MessageError.None && IsNew(_walk))
        {
            long? margin = _walk.Step == WalkTestStep.Press ? _walk.MarginDb : null;
            Write("walk", Word(_walk.Step), null, _walk.DeviceId, margin);
        }
    }

    public void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.DownAcknowledgement && body.Length <= _body.Length)
        {
            body.CopyTo(_body);
            if (_acknowledgement.Decode(_reader, _body, 0, body.Length) == MessageError.None
                && _acknowledgement.Result == AcknowledgementResult.Held)
            {
                OnHeld((long)_acknowledgement.AcknowledgedSequence);
            }
        }
    }

    private void OnPairing()
    {
        if (_pairing.Step == PairingStep.Opened && PairingEndsAt != null)
        {
            PairingEndsAt = _clock.UnixMilliseconds + (_pairing.SecondsLeft * 1000L);
        }

        string? reason = _pairing.Reason == PairingReason.None ? null : Word(_pairing.Reason);
        Write("pairing", Word(_pairing.Step), reason, _pairing.DeviceId, null, _pairing.DeviceKind);
    }

    private void OnLamp(Lamp lamp, LampColour colour)
    {
        RadioFlashes += lamp == Lamp.Radio && colour == LampColour.Blue ? 1 : 0;
        if (lamp == Lamp.Pair)
        {
            // A window opened at the hub is this long; what the hub tells the fleet manager corrects others.
            bool isOpen = colour == LampColour.WhiteBlinking;
            PairingEndsAt = isOpen
                ? _clock.UnixMilliseconds + (Hub.Core.Limits.PairingWindowSeconds * 1000L)
                : null;
        }
    }

    // What was not answered is sent again, under the same number.
    private bool IsNew(HubMessage message)
    {
        bool isNew = message.Sequence > _lastReport;
        _lastReport = isNew ? message.Sequence : _lastReport;
        return isNew;
    }

    private void OnHeld(long sequence)
    {
        if (Has("alarmSent", sequence) && !Has("alarmHeld", sequence))
        {
            Write("alarmHeld", null, null, 0, sequence);
        }
    }

    private bool Has(string what, long value) => _lines.Any(line => line.What == what && line.Value == value);

    private void Write(
        string what, string? word, string? reason, uint deviceId, long? value, DeviceKind kind = DeviceKind.Unknown)
    {
        string? device = deviceId == 0 ? null : PageJson.Id(deviceId);
        kind = _home?.Radio.Find(deviceId)?.Label.Kind ?? kind;
        string? kindWord = device == null || kind == DeviceKind.Unknown ? null : Word(kind);
        _lines.AddFirst(
            new Happening(++_number, _clock.UnixMilliseconds, what, word, reason, device, kindWord, value));
        if (_lines.Count > MostLines)
        {
            _lines.RemoveLast();
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => PageJson.Word(value.ToString());
}
