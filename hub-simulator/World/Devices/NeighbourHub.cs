// The hub next door: answers its own devices, hears everybody's, and is much simpler than ours.
using System;
using System.Collections.Generic;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// A hub that is nothing but its radio: it lets devices whose labels it has join, acknowledges their reports and keeps
/// no journal. It shares the air with the home, and devices can be tried on it alone.
/// </summary>
public sealed class NeighbourHub
{
    private const int FirstAnswerMilliseconds = 5;
    private const int LastAnswerMilliseconds = 30;

    private readonly Agenda _agenda;
    private readonly SeededRandom _random;
    private readonly Dictionary<uint, Known> _known = [];
    private readonly RadioKeys _keys = new();
    private readonly Ccm _ccm = new(new Aes128());
    private readonly RadioFrame _heard = new();
    private readonly RadioFrame _answer = new();
    private readonly DeviceReport _report = new();

    /// <summary>A hub that listens and has no devices.</summary>
    public NeighbourHub(Agenda agenda, Air air, SeededRandom random, Spot spot, string name = "neighbour's hub")
    {
        _agenda = agenda;
        _random = random;
        Station = air.Add(name, spot);
        Station.ListenUntil(long.MaxValue);
        Station.Received = (heard, signalDbm) =>
        {
            if (_known.ContainsKey(heard.DeviceId))
            {
                Hear(heard.Frame);
            }
        };
    }

    /// <summary>Its transceiver.</summary>
    public AirStation Station { get; }

    /// <summary>Whether it lets devices join whose labels it has.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether it answers at all.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Called with each report that is new: the device, and the report while the call lasts.</summary>
    public Action<uint, DeviceReport>? Reported { get; set; }

    /// <summary>Reports that were new.</summary>
    public int ReportCount { get; private set; }

    /// <summary>Frames of known devices that were not authentic or not new.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Gives it a label: the device may join while <see cref="IsOpen"/>.</summary>
    /// <param name="label">The label.</param>
    /// <param name="isKit">Whether the device was delivered with the hub and belongs to it already.</param>
    /// <param name="supervisionMinutes">How often it is to report.</param>
    public void Add(DeviceLabel label, bool isKit = false, int supervisionMinutes = 60)
    {
        Known known = new(label, supervisionMinutes);
        _known[label.DeviceId] = known;
        if (isKit)
        {
            byte[] none = new byte[RadioLimits.JoinNonceBytes];
            _keys.DeriveLink(label.Secret, none, none, label.DeviceId, known.LinkKey, 0);
            known.HasLink = true;
        }
    }

    /// <summary>Tells a device to do something.</summary>
    public void Order(uint deviceId, OrderKind kind)
    {
        Known known = _known[deviceId];
        DeviceOrder order = new() { Kind = kind, Number = ++known.LastOrder };
        _answer.Start(RadioFrameKind.Order, deviceId, order.Number, _random.NextUInt32());
        order.Put(_answer.Buffer, _answer.TextOffset);
        Send(known.LinkKey);
    }

    /// <summary>Forgets how far a device has counted, as a hub with an old backup would, and demands more.</summary>
    public void DemandAtLeast(uint deviceId, uint counter) => _known[deviceId].LastCounter = counter - 1;

    private void Hear(byte[] frame)
    {
        if (!IsOn || !_heard.Take(frame, 0, frame.Length) || !_known.TryGetValue(_heard.DeviceId, out Known? known))
        {
            return;
        }

        if (_heard.Kind == RadioFrameKind.JoinRequest && IsOpen)
        {
            TakeJoin(known);
        }
        else if (_heard.Kind == RadioFrameKind.Report && known.HasLink)
        {
            TakeReport(known);
        }
    }

    private void TakeJoin(Known known)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        _keys.DeriveJoin(known.Label.Secret, known.Label.DeviceId, key, 0);
        _ccm.SetKey(key, 0);
        JoinRequest request = new();
        if (!_heard.Open(_ccm) || !request.Get(_heard.Buffer, _heard.TextOffset, _heard.TextCount))
        {
            RefusedCount++;
            return;
        }

        JoinAnswer answer = new() { HomeId = 1, SupervisionMinutes = known.SupervisionMinutes };
        for (int i = 0; i < answer.HubNonce.Length; i++)
        {
            answer.HubNonce[i] = (byte)_random.NextUInt32();
        }

        _keys.DeriveLink(
            known.Label.Secret, request.DeviceNonce, answer.HubNonce, known.Label.DeviceId, known.LinkKey, 0);
        known.HasLink = true;
        known.LastCounter = 0;
        known.LastEvent = -1;
        _answer.Start(RadioFrameKind.JoinAnswer, _heard.DeviceId, _heard.Counter, _random.NextUInt32());
        answer.Put(_answer.Buffer, _answer.TextOffset);
        Send(key);
    }

    private void TakeReport(Known known)
    {
        _ccm.SetKey(known.LinkKey, 0);
        if (!_heard.Open(_ccm) || !_report.Get(_heard.Buffer, _heard.TextOffset, _heard.TextCount))
        {
            RefusedCount++;
            return;
        }

        if (_heard.Counter < known.LastCounter)
        {
            RefusedCount++;
            _answer.Start(RadioFrameKind.Resync, _heard.DeviceId, _heard.Counter, _random.NextUInt32());
            BitConverter.TryWriteBytes(_answer.Buffer.AsSpan(_answer.TextOffset), known.LastCounter + 1);
            Send(known.LinkKey);
            return;
        }

        if (_heard.Counter > known.LastCounter && _report.EventNumber != known.LastEvent)
        {
            known.LastEvent = _report.EventNumber;
            ReportCount++;
            Reported?.Invoke(_heard.DeviceId, _report);
        }

        known.LastCounter = _heard.Counter;
        _answer.Start(RadioFrameKind.Acknowledge, _heard.DeviceId, _heard.Counter, 0);
        Send(known.LinkKey);
    }

    private void Send(byte[] key)
    {
        _ccm.SetKey(key, 0);
        _answer.Seal(_ccm);
        byte[] frame = _answer.Buffer.AsSpan(0, _answer.Length).ToArray();
        long delay = _random.Next(FirstAnswerMilliseconds, LastAnswerMilliseconds + 1);
        _agenda.After(delay, () =>
        {
            bool mayTalk = Station.Meter.WithinHourBefore(_agenda.NowMilliseconds)
                + AirTime.Microseconds(frame.Length) <= AirTimeMeter.LimitMicroseconds;
            if (mayTalk && !Station.IsSending)
            {
                Station.Send(frame);
            }
        });
    }

    private sealed class Known(DeviceLabel label, int supervisionMinutes)
    {
        internal DeviceLabel Label { get; } = label;

        internal int SupervisionMinutes { get; } = supervisionMinutes;

        internal byte[] LinkKey { get; } = new byte[RadioLimits.KeyBytes];

        internal bool HasLink { get; set; }

        internal uint LastCounter { get; set; }

        internal uint LastOrder { get; set; }

        internal int LastEvent { get; set; } = -1;
    }
}
