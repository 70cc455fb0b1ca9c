// Takes frames from the transceiver: whose they are, whether they are authentic, whether they are new.
using Hub.Core.Pairing;
using Hub.Core.Supervision;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// The rules of acceptance. A report counts when its tag is right under the key of a paired device and its counter is
/// above the last one. The last one again is acknowledged again and does nothing else; a lower one is a recording, or
/// a device that lost its counter: it is refused, told, and answered with a resync, which only the device itself can
/// use. Everything else is counted and gets no answer.
/// </summary>
public sealed class RadioLink
{
    private readonly FrameRing _ring;
    private readonly DeviceTable _table;
    private readonly HubFrames _frames;
    private readonly PairingWindow _window;
    private readonly DeviceReports _reports;
    private readonly EventLog _events;
    private readonly ReceivedFrame _received = new ReceivedFrame();
    private readonly RadioFrame _frame = new RadioFrame();
    private readonly DeviceReport _report = new DeviceReport();
    private long _urgentResyncAtMilliseconds = long.MinValue;

    internal RadioLink(
        FrameRing ring,
        DeviceTable table,
        HubFrames frames,
        PairingWindow window,
        DeviceReports reports,
        EventLog events)
    {
        _ring = ring;
        _table = table;
        _frames = frames;
        _window = window;
        _reports = reports;
        _events = events;
    }

    /// <summary>Reports taken as new, since the start.</summary>
    public long AcceptedCount { get; private set; }

    /// <summary>Reports heard again, since the start.</summary>
    public long RepeatedCount { get; private set; }

    /// <summary>Reports with a right tag and an old counter, since the start.</summary>
    public long ReplayedCount { get; private set; }

    /// <summary>Reports in the name of a paired device with a wrong tag, since the start.</summary>
    public long ForgedCount { get; private set; }

    /// <summary>Frames of devices that are not the hub's, of other hubs, or of no known kind, since the start.
    /// </summary>
    public long StrangeCount { get; private set; }

    /// <summary>Takes frames from the ring.</summary>
    /// <returns>True when more wait.</returns>
    internal bool TakeFrames(long nowMilliseconds)
    {
        for (int i = 0; i < Limits.FramesPerStep; i++)
        {
            if (!_ring.Take(_received))
            {
                return false;
            }

            TakeFrame(nowMilliseconds);
        }

        return !_ring.IsEmpty;
    }

    private void TakeFrame(long nowMilliseconds)
    {
        if (!_frame.Take(_received.Bytes, 0, _received.Count) || _frame.DeviceId == 0)
        {
            StrangeCount++;
            return;
        }

        switch (_frame.Kind)
        {
            case RadioFrameKind.Report:
                TakeReport(nowMilliseconds);
                break;
            case RadioFrameKind.JoinRequest:
                _window.TakeRequest(_frame, _received.SignalDbm, nowMilliseconds);
                break;
            default:
                StrangeCount++;
                break;
        }
    }

    private void TakeReport(long nowMilliseconds)
    {
        PairedDevice? device = _table.Find(_frame.DeviceId);
        bool isOurs = device != null && !device.IsVendor;
        if (isOurs)
        {
            _frames.Ccm.SetKey(device!.LinkKey, 0);
            if (_frame.Open(_frames.Ccm))
            {
                TakeAuthentic(device, nowMilliseconds);
                return;
            }
        }

        // The first report of a device that is joining proves its new link key, also when it was paired before.
        PairedDevice? joined = _window.TakeProof(_frame, _received.SignalDbm, nowMilliseconds);
        if (joined != null)
        {
            TakeAuthentic(joined, nowMilliseconds);
        }
        else if (isOurs)
        {
            ForgedCount++;
            TellIntrusion(device!, nowMilliseconds);
        }
        else
        {
            StrangeCount++;
        }
    }

    private void TakeAuthentic(PairedDevice device, long nowMilliseconds)
    {
        if (!_report.Get(_frame.Buffer, _frame.TextOffset, _frame.TextCount))
        {
            StrangeCount++;
        }
        else if (_frame.Counter > device.Counter)
        {
            AcceptedCount++;
            _reports.Take(
                device, _report, _frame.Counter, _received.SignalDbm, _received.HeardAtMilliseconds, nowMilliseconds);
        }
        else if (_frame.Counter == device.Counter)
        {
            Repeat(device, nowMilliseconds);
        }
        else
        {
            Replay(device, nowMilliseconds);
        }
    }

    // Bounded in number and time, so that a recording of the last frame cannot use up the hub's air time.
    private void Repeat(PairedDevice device, long nowMilliseconds)
    {
        RepeatedCount++;
        if (device.CounterSinceMilliseconds == PairedDevice.NoTime)
        {
            device.CounterSinceMilliseconds = _received.HeardAtMilliseconds;
        }

        long age = _received.HeardAtMilliseconds - device.CounterSinceMilliseconds;
        if (age <= Limits.RepeatWithinMilliseconds && device.RepeatCount < Limits.MaxRepeatAcknowledgements)
        {
            device.RepeatCount++;
            _frames.Acknowledge(
                device, _frame.Counter, device.IsLastUrgent, _received.HeardAtMilliseconds, nowMilliseconds);
        }
    }

    private void Replay(PairedDevice device, long nowMilliseconds)
    {
        ReplayedCount++;
        TellIntrusion(device, nowMilliseconds);
        if (nowMilliseconds >= device.ResyncAtMilliseconds)
        {
            device.ResyncAtMilliseconds = nowMilliseconds + Limits.ResyncIntervalMilliseconds;

            // A person may be pressing; a recorder, though, is not to use up what is kept for persons.
            bool isUrgent = nowMilliseconds >= _urgentResyncAtMilliseconds;
            if (isUrgent)
            {
                _urgentResyncAtMilliseconds = nowMilliseconds + Limits.UrgentResyncMilliseconds;
            }

            _frames.Resync(device, _frame.Counter, isUrgent, nowMilliseconds);
        }
    }

    private void TellIntrusion(PairedDevice device, long nowMilliseconds)
    {
        if (nowMilliseconds >= device.IntrusionAtMilliseconds)
        {
            device.IntrusionAtMilliseconds = nowMilliseconds + Limits.IntrusionReportMilliseconds;
            _events.AddIntrusion(device);
        }
    }
}
