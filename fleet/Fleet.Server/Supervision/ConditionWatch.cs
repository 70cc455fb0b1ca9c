// Makes technical cases of what stays wrong, and clears them when it stays right.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Supervision;

/// <summary>
/// Looks at the picture of all hubs twice a minute. What comes and goes is one case: a condition must hold for a while
/// before it is raised and be gone for a while before it is cleared. What is raised is read from the cases themselves,
/// so that a restart forgets nothing but how long something has held.
/// </summary>
internal sealed class ConditionWatch : IRound
{
    private readonly FleetStore _store;
    private readonly ICaseIntake _intake;
    private readonly FaultOptions _options;
    private readonly SteadyClock _clock;
    private readonly Dictionary<Condition, long> _presentSince = [];
    private readonly Dictionary<Condition, long> _goneSince = [];
    private readonly Dictionary<Condition, long> _raisedAt = [];

    public ConditionWatch(FleetStore store, ICaseIntake intake, FaultOptions options, SteadyClock clock)
    {
        _store = store;
        _intake = intake;
        _options = options;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ConditionPicture picture = await _store.ReadAsync(
            session => ConditionPicture.Read(session, _options, _clock.UnixNow), cancellationToken)
            .ConfigureAwait(false);
        List<Condition> raise = ToRaise(picture);
        List<Condition> clear = ToClear(picture);
        foreach (Condition[] part in raise.Chunk(Limits.Store.RowsPerBackgroundWrite))
        {
            await _store.WriteAsync(session => Raise(session, part), cancellationToken).ConfigureAwait(false);
        }

        foreach (Condition[] part in clear.Chunk(Limits.Store.RowsPerBackgroundWrite))
        {
            await _store.WriteAsync(session => Clear(session, part), cancellationToken).ConfigureAwait(false);
        }
    }

    private List<Condition> ToRaise(ConditionPicture picture)
    {
        var raise = new List<Condition>();
        long now = _clock.Now;
        foreach ((Condition condition, int minutes) in picture.Present)
        {
            long since = _presentSince.TryAdd(condition, now) ? now : _presentSince[condition];
            bool isToldEnough = _raisedAt.TryGetValue(condition, out long raised)
                && now - raised < _options.AgainHours * 3_600_000L;
            if (!picture.Raised.Contains(condition) && !isToldEnough && now - since >= minutes * 60_000L)
            {
                raise.Add(condition);
            }
        }

        foreach (Condition gone in _presentSince.Keys.Where(key => !picture.Present.ContainsKey(key)
            && !picture.Silent.Contains(key.HubRowId)).ToList())
        {
            _presentSince.Remove(gone);
        }

        return raise;
    }

    private List<Condition> ToClear(ConditionPicture picture)
    {
        var clear = new List<Condition>();
        long now = _clock.Now;
        foreach (Condition condition in picture.Raised)
        {
            if (picture.Present.ContainsKey(condition) || picture.Silent.Contains(condition.HubRowId))
            {
                _goneSince.Remove(condition);
            }
            else if (!_goneSince.TryAdd(condition, now)
                && now - _goneSince[condition] >= _options.ClearMinutes * 60_000L)
            {
                clear.Add(condition);
            }
        }

        foreach (Condition old in _goneSince.Keys.Where(key => !picture.Raised.Contains(key)).ToList())
        {
            _goneSince.Remove(old);
        }

        return clear;
    }

    private int Raise(StoreSession session, Condition[] conditions)
    {
        long now = _clock.UnixNow;
        foreach (Condition condition in conditions)
        {
            long held = _clock.Now - _presentSince[condition];
            _intake.RaiseFault(session, condition.Fault, now - held, now, $"holds for {held / 1_000} s");
            _raisedAt[condition] = _clock.Now;
        }

        return conditions.Length;
    }

    private int Clear(StoreSession session, Condition[] conditions)
    {
        long now = _clock.UnixNow;
        foreach (Condition condition in conditions)
        {
            _intake.ClearFault(session, condition.Fault, now, "gone");
            _goneSince.Remove(condition);
            _raisedAt.Remove(condition);
        }

        return conditions.Length;
    }
}
