// What rules under way leave on flash, and take up from there after a restart.
using Hub.Core.Storage;
using Hub.Protocols;
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <content>
/// A run is marked where something happens and written in the step, a few records at a time, so that one event that
/// begins all rules does not write them all at once. Presence is written where it changes.
/// </content>
public sealed partial class RuleEngine
{
    private int _unwritten;

    // What lasts, or waits, is kept when somebody may need help: the rest is not worth the flash.
    private static bool IsKept(Rule rule)
    {
        return !rule.IsTrial && rule.Kind != RuleKind.Call && rule.FindAction(RuleActionKind.Alarm) != null;
    }

    private void Keep(RuleRun run, bool isActivity, long nowMilliseconds)
    {
        if (_memory == null || !IsKept(run.Rule)
            || (isActivity && run.KeptAtMilliseconds != RuleRun.NoTime
                && nowMilliseconds - run.KeptAtMilliseconds < Limits.RuleRecordMilliseconds))
        {
            return;
        }

        Mark(run, RuleRun.ToKeep);
        run.UnwrittenSinceMilliseconds = run.SinceMilliseconds;
        run.KeptAtMilliseconds = nowMilliseconds;
    }

    // What has been done is not to be done again after a restart.
    private void Settle(RuleRun run, long nowMilliseconds)
    {
        if (run.Rule.Kind != RuleKind.Inactivity)
        {
            Drop(run);
            return;
        }

        Keep(run, false, nowMilliseconds);
        run.UnwrittenSinceMilliseconds = nowMilliseconds;
    }

    private void Drop(RuleRun run)
    {
        run.KeptAtMilliseconds = RuleRun.NoTime;
        bool isOnFlash = _memory != null && _memory.Find(run.Rule.Id) != null;
        Mark(run, isOnFlash ? RuleRun.ToDrop : RuleRun.Nothing);
    }

    private void Mark(RuleRun run, int unwritten)
    {
        _unwritten += (unwritten != RuleRun.Nothing ? 1 : 0) - (run.Unwritten != RuleRun.Nothing ? 1 : 0);
        run.Unwritten = unwritten;
    }

    // Of a rule that is gone, before its run is another's; its number may have come back as another kind of rule.
    private void WriteNow(RuleRun run, long nowMilliseconds)
    {
        if (run.Unwritten != RuleRun.Nothing)
        {
            Write(run, nowMilliseconds);
        }
    }

    // True when more is to be written.
    private bool WriteSome(long nowMilliseconds)
    {
        int written = 0;
        for (int i = 0; i < _set.Count && _unwritten > 0; i++)
        {
            RuleRun run = _runs[i];
            if (run.Unwritten == RuleRun.Nothing)
            {
                continue;
            }

            if (written == Limits.RuleRecordsPerStep)
            {
                return true;
            }

            written++;
            Write(run, nowMilliseconds);
        }

        return false;
    }

    private void Write(RuleRun run, long nowMilliseconds)
    {
        bool isKept = run.Unwritten == RuleRun.ToKeep;
        Mark(run, RuleRun.Nothing);
        KeptRun? place = isKept ? _memory!.Take(run.Rule.Id) : _memory!.Find(run.Rule.Id);
        if (place == null)
        {
            return;
        }

        if (!isKept)
        {
            _memory.End(place);
            return;
        }

        long unix = _clock.UnixMilliseconds(nowMilliseconds);
        long since = unix == 0 ? 0 : (unix - (nowMilliseconds - run.UnwrittenSinceMilliseconds)) / 1000;
        place.UnixSeconds = since > 0 && since <= ProtocolLimits.MaxUInt32 ? (uint)since : 0;
        place.DeviceId = run.DeviceId;
        place.DeviceType = run.DeviceType;
        place.StatusCode = run.StatusCode;
        place.LocationCode = run.LocationCode;
        place.Occupant = run.Occupant;
        _memory.Write(place);
    }

    // Takes up a run from before the start. Until the clock is set it counts from now; then from when it began.
    private void TakeUp(RuleRun run, long nowMilliseconds)
    {
        KeptRun? kept = _memory!.Find(run.Rule.Id);
        if (kept == null || !IsKept(run.Rule) || run.SinceMilliseconds != RuleRun.NoTime)
        {
            return;
        }

        run.Phase = run.Rule.Kind == RuleKind.Event || run.Rule.Kind == RuleKind.Sequence
            ? RuleRun.Waiting
            : RuleRun.Idle;
        run.SinceMilliseconds = nowMilliseconds;
        run.RestoredUnixSeconds = kept.UnixSeconds;
        run.KeptAtMilliseconds = nowMilliseconds;
        run.DeviceId = kept.DeviceId;
        run.DeviceType = kept.DeviceType;
        run.StatusCode = kept.StatusCode;
        run.LocationCode = kept.LocationCode;
        run.Occupant = kept.Occupant;
        if (_clock.IsSet)
        {
            OnClockSet(nowMilliseconds);
        }
    }
}
