// Notices when the radio channel is never free.
using Hub.Core.Alarming;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;

namespace Hub.Core.Supervision;

/// <summary>
/// A channel that is busy for 30 s on end is jammed: no frame of the protocol lasts a tenth of a second. It counts as
/// free again when it has been found free for as long. Looked at in ordinary steps, and often only once it was busy.
/// </summary>
public sealed class JamWatch
{
    private readonly IRadio? _radio;
    private readonly AlarmBook _book;
    private readonly EventLog _events;
    private bool _wasBusy;
    private long _sinceMilliseconds;

    internal JamWatch(IRadio? radio, AlarmBook book, EventLog events)
    {
        _radio = radio;
        _book = book;
        _events = events;
    }

    /// <summary>Whether the channel is jammed.</summary>
    public bool IsJammed { get; private set; }

    /// <summary>When to look again; long.MaxValue when an ordinary step is soon enough.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    internal void Step(long nowMilliseconds)
    {
        if (_radio == null || (NextDueAtMilliseconds != long.MaxValue && nowMilliseconds < NextDueAtMilliseconds))
        {
            return;
        }

        bool isBusy = _radio.IsChannelBusy;
        if (isBusy != _wasBusy)
        {
            _wasBusy = isBusy;
            _sinceMilliseconds = nowMilliseconds;
        }

        bool isChange = isBusy != IsJammed;
        if (isChange && nowMilliseconds - _sinceMilliseconds >= Limits.JamMilliseconds)
        {
            isChange = !Change(isBusy, nowMilliseconds);
        }

        NextDueAtMilliseconds = isChange ? nowMilliseconds + Limits.JamPollMilliseconds : long.MaxValue;
    }

    private bool Change(bool isJammed, long nowMilliseconds)
    {
        if (!isJammed)
        {
            _events.Add(EventRank.Fault, DeviceTypes.RadioUnit, StatusCodes.Reestablished, 0, "radio channel free");
        }
        else if (!_book.RaiseTechnical(
            0, DeviceTypes.RadioUnit, StatusCodes.RfInterference, 0, 0, nowMilliseconds))
        {
            return false;
        }

        IsJammed = isJammed;
        return true;
    }
}
