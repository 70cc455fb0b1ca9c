// Technical events that wait in memory until the receiver has them.
using Hub.Core.Linking;
using Hub.Core.Pairing;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Hub.Core.Supervision;

/// <summary>
/// A bounded table of events. It is filled at any time and emptied in order of time. When it is full, the oldest
/// event of the lowest rank makes room; how many were lost is told in an event of its own when there is room again.
/// </summary>
public sealed class EventLog
{
    private const int RefusedFrom = 0x80;
    private const int FaultBase = 10_000;

    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly EventMessage _message = new EventMessage();
    private readonly TechnicalEvent[] _places = new TechnicalEvent[Limits.EventCapacity];
    private long _nowMilliseconds;
    private readonly int[] _faults = new int[Limits.FaultsRemembered];
    private long _untoldLost;

    internal EventLog(HubMemory memory, HubClock clock)
    {
        _memory = memory;
        _clock = clock;
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new TechnicalEvent();
        }
    }

    /// <summary>Events that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Events given up for want of room or because the receiver refused them, since the start.</summary>
    public long LostCount { get; private set; }

    /// <summary>Events the receiver took, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>The faults told last, the newest first: SCAIP device type × 10,000 + status code; 0 for none.</summary>
    /// <param name="place">0 to <see cref="Limits.FaultsRemembered"/> less one.</param>
    public int Fault(int place)
    {
        return _faults[place];
    }

    /// <summary>The lowest rank that is sent now; what lies below waits.</summary>
    internal int LeastRank { get; set; } = EventRank.Information;

    /// <summary>Tells the time of what happens from here on.</summary>
    internal void SetTime(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
    }

    /// <summary>Notes an event of the hub itself.</summary>
    /// <param name="rank">One of <see cref="EventRank"/>.</param>
    /// <param name="deviceType">SCAIP device type of the part of the hub.</param>
    /// <param name="statusCode">SCAIP status code.</param>
    /// <param name="value">A number that goes with it.</param>
    /// <param name="text">For technicians, ASCII, at most 64 characters; a constant.</param>
    internal void Add(int rank, int deviceType, int statusCode, int value, string text)
    {
        Add(rank, 0, deviceType, statusCode, value, text, _nowMilliseconds);
    }

    /// <summary>Notes an event of a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="statusCode">SCAIP status code.</param>
    /// <param name="value">A number that goes with it.</param>
    /// <param name="happenedAtMilliseconds">Monotonic time of it; what lies before the start counts as the start.
    /// </param>
    internal void AddOf(PairedDevice device, int statusCode, int value, long happenedAtMilliseconds)
    {
        int type = DeviceCatalogue.TypeOf(device.Kind);
        Add(EventRank.Information, device.DeviceId, type, statusCode, value, "", happenedAtMilliseconds);
    }

    /// <summary>Notes that somebody tried what only the device itself may.</summary>
    internal void AddIntrusion(PairedDevice device)
    {
        Add(
            EventRank.Fault, device.DeviceId, DeviceCatalogue.TypeOf(device.Kind), StatusCodes.UnauthorizedAccess, 0,
            "frame refused", _nowMilliseconds);
    }

    private void Add(
        int rank,
        uint deviceId,
        int deviceType,
        int statusCode,
        int value,
        string text,
        long happenedAtMilliseconds)
    {
        if (rank == EventRank.Fault)
        {
            System.Array.Copy(_faults, 0, _faults, 1, _faults.Length - 1);
            _faults[0] = (deviceType * FaultBase) + statusCode;
        }

        TechnicalEvent? place = FindPlace(rank);
        if (place == null)
        {
            LostCount++;
            _untoldLost++;
            return;
        }

        Count++;
        place.IsInUse = true;
        place.Sequence = _memory.Sequences.Next();
        place.Rank = rank;
        long startedAt = _nowMilliseconds - _clock.UptimeMilliseconds(_nowMilliseconds);
        place.HappenedAtMilliseconds = happenedAtMilliseconds > startedAt ? happenedAtMilliseconds : startedAt;
        place.DeviceId = deviceId;
        place.DeviceType = deviceType;
        place.StatusCode = statusCode;
        place.Value = value;
        place.Text = text;
        place.Tries = 0;
        place.UnansweredPublishId = 0;
    }

    /// <summary>Sends what waits, oldest first.</summary>
    /// <returns>True when more waits and the uplink may still take it.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!session.IsReady)
        {
            return false;
        }

        TellLost();
        for (int i = 0; i < Limits.EventsPerStep && Count > 0; i++)
        {
            int place = FindOldestUnsent();
            if (place < 0 || !Send(session, place, nowMilliseconds))
            {
                return false;
            }
        }

        return Count > 0 && FindOldestUnsent() >= 0;
    }

    /// <summary>The receiver answered.</summary>
    internal void OnAnswered(int place, int publishId, int reasonCode)
    {
        TechnicalEvent item = _places[place];
        if (!item.IsInUse || item.UnansweredPublishId != publishId)
        {
            return;
        }

        item.UnansweredPublishId = 0;
        if (reasonCode < RefusedFrom)
        {
            SentCount++;
            Remove(item);
        }
        else if (item.Tries >= Limits.EventTries)
        {
            LostCount++;
            Remove(item);
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i].UnansweredPublishId = 0;
        }
    }

    private void TellLost()
    {
        if (_untoldLost > 0 && Count < _places.Length)
        {
            int lost = _untoldLost > int.MaxValue ? int.MaxValue : (int)_untoldLost;
            _untoldLost = 0;
            Add(EventRank.Fault, DeviceTypes.SystemMonitor, StatusCodes.Overflow, lost, "events lost");
        }
    }

    private bool Send(UplinkSession session, int place, long nowMilliseconds)
    {
        TechnicalEvent item = _places[place];
        long unixNow = _clock.UnixMilliseconds(nowMilliseconds);
        long agoMilliseconds = nowMilliseconds - item.HappenedAtMilliseconds;
        _message.BootCount = _memory.State.BootCount;
        _message.Sequence = item.Sequence;
        _message.HubUnixMilliseconds = unixNow == 0 || unixNow < agoMilliseconds ? 0 : unixNow - agoMilliseconds;
        _message.UptimeMilliseconds = _clock.UptimeMilliseconds(item.HappenedAtMilliseconds);
        _message.DeviceId = item.DeviceId;
        _message.DeviceType = item.DeviceType;
        _message.StatusCode = item.StatusCode;
        _message.Value = item.Value;
        _message.Text = item.Text;
        int id = session.Publish(MessageKind.Event, _message, place, false, nowMilliseconds);
        item.UnansweredPublishId = id;
        item.Tries += id != 0 ? 1 : 0;
        return id != 0;
    }

    private void Remove(TechnicalEvent item)
    {
        item.IsInUse = false;
        Count--;
    }

    private int FindOldestUnsent()
    {
        int oldest = -1;
        for (int i = 0; i < _places.Length; i++)
        {
            TechnicalEvent item = _places[i];
            if (item.IsInUse && item.UnansweredPublishId == 0 && item.Rank >= LeastRank
                && (oldest < 0 || item.Sequence < _places[oldest].Sequence))
            {
                oldest = i;
            }
        }

        return oldest;
    }

    // An empty place, or the oldest one of the lowest rank, if that is not above the newcomer's.
    private TechnicalEvent? FindPlace(int rank)
    {
        TechnicalEvent? least = null;
        for (int i = 0; i < _places.Length; i++)
        {
            TechnicalEvent item = _places[i];
            if (!item.IsInUse)
            {
                return item;
            }

            if (least == null || item.Rank < least.Rank
                || (item.Rank == least.Rank && item.HappenedAtMilliseconds < least.HappenedAtMilliseconds))
            {
                least = item;
            }
        }

        if (least == null || least.Rank > rank)
        {
            return null;
        }

        LostCount++;
        _untoldLost++;
        Remove(least);
        return least;
    }
}
