// Remembers which hubs fall silent again and again.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Hubs;

namespace Fleet.Server.Supervision;

/// <summary>
/// A hub that has fallen silent several times within an hour is flapping: its fault is not cleared at its first
/// message, but when it has been heard for a while. Ticks are those of the steady clock.
/// </summary>
internal sealed class FlapMemory
{
    private const long HourMilliseconds = 3_600_000;
    private readonly SupervisionOptions _options;
    private readonly Dictionary<long, Queue<long>> _silences = [];
    private readonly Dictionary<long, (QuietHub Hub, long Tick)> _held = [];
    private long _nextCleaningTick;

    public FlapMemory(SupervisionOptions options)
    {
        _options = options;
    }

    /// <summary>A hub fell silent; whatever probation it was on is over.</summary>
    public void FellSilent(QuietHub hub, long now)
    {
        _held.Remove(hub.RowId);
        if (!_silences.TryGetValue(hub.RowId, out Queue<long>? times))
        {
            _silences[hub.RowId] = times = new Queue<long>();
        }

        times.Enqueue(now);
        if (times.Count > _options.FlapsPerHour)
        {
            times.Dequeue();
        }
    }

    /// <summary>Whether a hub that has returned must be heard for a while first.</summary>
    public bool IsHeldBack(QuietHub hub, long now)
    {
        bool isFlapping = _options.FlapHoldSeconds > 0
            && _silences.TryGetValue(hub.RowId, out Queue<long>? times)
            && times.Count == _options.FlapsPerHour
            && now - times.Peek() < HourMilliseconds;
        if (isFlapping)
        {
            _held[hub.RowId] = (hub, now + (_options.FlapHoldSeconds * 1_000L));
        }

        return isFlapping;
    }

    /// <summary>Moves hubs that have been heard long enough to <paramref name="released"/>.</summary>
    public void TakeReleased(long now, List<QuietHub> released)
    {
        foreach ((QuietHub hub, long tick) in _held.Values.ToArray())
        {
            if (now >= tick)
            {
                _held.Remove(hub.RowId);
                released.Add(hub);
            }
        }

        if (now >= _nextCleaningTick)
        {
            _nextCleaningTick = now + (HourMilliseconds / 4);
            foreach (long row in _silences.Where(pair => now - pair.Value.Last() > HourMilliseconds)
                .Select(pair => pair.Key).ToArray())
            {
                _silences.Remove(row);
            }
        }
    }
}
