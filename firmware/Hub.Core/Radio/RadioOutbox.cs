// The hub's frames on their way to the air: one at a time, within the budget, when the channel is free.
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// Sends what waits, urgent frames first, and forgets what nobody listens for any more. A transceiver that never takes
/// anything costs nothing but the answers.
/// </summary>
public sealed class RadioOutbox
{
    private const int MicrosecondsPerMillisecond = 1000;

    private readonly IRadio? _radio;
    private readonly AirBudget _budget;
    private readonly DeviceStore _store;
    private readonly OutgoingFrame[] _places = new OutgoingFrame[Limits.RadioOutboxCapacity];
    private long _freeAtMilliseconds = long.MinValue;
    private long _number;
    private int _count;

    internal RadioOutbox(IRadio? radio, AirBudget budget, DeviceStore store)
    {
        _radio = radio;
        _budget = budget;
        _store = store;
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new OutgoingFrame();
        }
    }

    /// <summary>Frames the transceiver took, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>Frames that waited until nobody listened for them any more, or were given up for more urgent ones,
    /// since the start.</summary>
    public long ExpiredCount { get; private set; }

    /// <summary>When something may be sent; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Takes a sealed frame; one of the same kind for the same device that still waits is replaced.</summary>
    /// <returns>False when all places hold more urgent frames.</returns>
    internal bool Add(RadioFrame frame, bool isUrgent, long expiresAtMilliseconds, long nowMilliseconds)
    {
        OutgoingFrame? place = _radio == null ? null : FindPlace(frame, isUrgent);
        if (place == null)
        {
            ExpiredCount++;
            return false;
        }

        _count += place.IsInUse ? 0 : 1;
        place.IsInUse = true;
        System.Array.Copy(frame.Buffer, 0, place.Bytes, 0, frame.Length);
        place.Count = frame.Length;
        place.DeviceId = frame.DeviceId;
        place.Kind = frame.Kind;
        place.IsUrgent = isUrgent;
        place.ExpiresAtMilliseconds = expiresAtMilliseconds;
        place.ImpatientAtMilliseconds = isUrgent ? nowMilliseconds + Limits.ChannelPatienceMilliseconds : long.MaxValue;
        place.Number = ++_number;
        NextDueAtMilliseconds = nowMilliseconds;
        return true;
    }

    /// <summary>Forgets what waits for a device.</summary>
    internal void Forget(uint deviceId)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].IsInUse && _places[i].DeviceId == deviceId)
            {
                Remove(_places[i]);
            }
        }
    }

    /// <summary>Sends the next frame if it can go now.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (_radio == null || _count == 0 || nowMilliseconds < NextDueAtMilliseconds)
        {
            return;
        }

        if (nowMilliseconds < _freeAtMilliseconds)
        {
            NextDueAtMilliseconds = _freeAtMilliseconds;
            return;
        }

        OutgoingFrame? next = FindNext(nowMilliseconds);
        while (next != null)
        {
            int air = AirTime.Microseconds(next.Count);
            if (!_budget.Allows(air, next.IsUrgent, nowMilliseconds))
            {
                Remove(next);
                next = FindNext(nowMilliseconds);
                continue;
            }

            Offer(next, air, nowMilliseconds);
            return;
        }

        NextDueAtMilliseconds = long.MaxValue;
    }

    private void Offer(OutgoingFrame frame, int air, long nowMilliseconds)
    {
        if (_radio!.IsChannelBusy && nowMilliseconds < frame.ImpatientAtMilliseconds)
        {
            NextDueAtMilliseconds = nowMilliseconds + Limits.ChannelRetryMilliseconds;
            return;
        }

        // Before it is used: a start right after this must know.
        int steps = _budget.StepsWith(air, nowMilliseconds);
        if (steps > _store.AirUse && steps > AirBudget.UnwrittenSteps)
        {
            _store.WriteAirUse(steps);
        }

        if (!_radio.Send(frame.Bytes, 0, frame.Count, nowMilliseconds))
        {
            NextDueAtMilliseconds = nowMilliseconds + Limits.ChannelRetryMilliseconds;
            return;
        }

        _budget.Spend(air, nowMilliseconds);
        SentCount++;
        Remove(frame);
        _freeAtMilliseconds = nowMilliseconds + (air / MicrosecondsPerMillisecond) + 1;
        NextDueAtMilliseconds = _count > 0 ? _freeAtMilliseconds : long.MaxValue;
    }

    private void Remove(OutgoingFrame frame)
    {
        frame.IsInUse = false;
        _count--;
    }

    // Urgent ones first, then the oldest.
    private OutgoingFrame? FindNext(long nowMilliseconds)
    {
        OutgoingFrame? next = null;
        for (int i = 0; i < _places.Length; i++)
        {
            OutgoingFrame place = _places[i];
            if (place.IsInUse && nowMilliseconds > place.ExpiresAtMilliseconds)
            {
                ExpiredCount++;
                Remove(place);
            }

            if (place.IsInUse && (next == null || (place.IsUrgent && !next.IsUrgent)
                || (place.IsUrgent == next.IsUrgent && place.Number < next.Number)))
            {
                next = place;
            }
        }

        return next;
    }

    private OutgoingFrame? FindPlace(RadioFrame frame, bool isUrgent)
    {
        OutgoingFrame? free = null;
        OutgoingFrame? least = null;
        for (int i = 0; i < _places.Length; i++)
        {
            OutgoingFrame place = _places[i];
            if (!place.IsInUse)
            {
                free = place;
            }
            else if (place.DeviceId == frame.DeviceId && place.Kind == frame.Kind)
            {
                return place;
            }
            else if (!place.IsUrgent && (least == null || place.Number < least.Number))
            {
                least = place;
            }
        }

        if (free == null && isUrgent && least != null)
        {
            ExpiredCount++;
            return least;
        }

        return free;
    }
}
