// The book's side towards the rules of the home: alarms they raise, hold back and let be cancelled.
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <content>
/// An alarm that is held back is in the journal like any other from the moment it is raised; that it waits is known in
/// memory only, so a power cut or a restart sends it.
/// </content>
public sealed partial class AlarmBook
{
    private IPressRules? _rules;

    /// <summary>Alarms cancelled while they were held back, since the start.</summary>
    public long CancelledCount { get; private set; }

    /// <summary>Alarms of rules that found enough of the same rule's, or of all rules', pending; since the start.
    /// </summary>
    public long JoinedRuleAlarmCount { get; private set; }

    /// <summary>Names who has a say in what becomes of a press.</summary>
    internal void Attach(IPressRules rules)
    {
        _rules = rules;
    }

    /// <summary>Raises an alarm of a rule, held back for as long as it says.</summary>
    /// <param name="facts">What the alarm tells. A rule whose last alarm has not been sent yet joins it.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>The alarm's sequence; 0 when enough are pending: nothing is then raised.</returns>
    internal ulong RaiseOfRule(Press facts, long nowMilliseconds)
    {
        int pendingOfRule = 0;
        int pendingOfRules = 0;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm other = _alarms.At(i);
            if (!other.IsInUse || !other.IsOfRule)
            {
                continue;
            }

            pendingOfRules++;
            pendingOfRule += other.RuleId == facts.RuleId ? 1 : 0;
        }

        PendingAlarm? alarm = null;
        if (pendingOfRule < Limits.MaxPendingPerRule && pendingOfRules < Limits.MaxPendingRuleAlarms)
        {
            alarm = facts.Kind == AlarmKind.Person
                ? TakePlaceForPerson()
                : TakeFreePlace(AlarmKind.Technical, Limits.MaxPendingTechnicalAlarms);
        }

        if (alarm == null)
        {
            JoinedRuleAlarmCount++;
            return 0;
        }

        alarm.Tell(facts);
        PersonAlarmsRaised += facts.Kind == AlarmKind.Person ? 1 : 0;
        Raise(alarm, facts.PressedAtMilliseconds, nowMilliseconds);
        HoldBack(alarm, facts, nowMilliseconds);
        return alarm.Sequence;
    }

    /// <summary>Cancels an alarm that is held back.</summary>
    /// <returns>False when it is not, or no longer: it goes out or has gone.</returns>
    internal bool CancelHeldBack(ulong sequence, long nowMilliseconds)
    {
        PendingAlarm? alarm = sequence == 0 ? null : _alarms.Find(sequence);
        return alarm != null && Cancel(alarm, nowMilliseconds);
    }

    /// <summary>Cancels every alarm of a press that is held back and may be cancelled.</summary>
    /// <returns>How many.</returns>
    internal int CancelHeldPresses(long nowMilliseconds)
    {
        int cancelled = 0;
        for (int i = 0; i < _alarms.End; i++)
        {
            PendingAlarm alarm = _alarms.At(i);
            cancelled += alarm.IsInUse && Cancel(alarm, nowMilliseconds) ? 1 : 0;
        }

        return cancelled;
    }

    private bool Cancel(PendingAlarm alarm, long nowMilliseconds)
    {
        if (!alarm.IsCancellable || alarm.IsSealed || alarm.HeldUntilMilliseconds <= nowMilliseconds)
        {
            return false;
        }

        // If this cannot be written, the alarm is back after a restart: somebody comes in vain, and nobody is missed.
        ulong sequence = alarm.Sequence;
        int ruleId = alarm.RuleId;
        Acknowledge(alarm);
        _alarms.Remove(alarm);
        _journal.WriteClosed(sequence, ClosedReason.Cancelled);
        CancelledCount++;
        _events.Add(
            Supervision.EventRank.Information, DeviceTypes.Controller, StatusCodes.Cancel, ruleId, "alarm cancelled");
        return true;
    }

    private void Consider(long nowMilliseconds)
    {
        _press.RuleId = 0;
        _press.Recipients = 0;
        _press.HoldMilliseconds = 0;
        _press.IsCancellable = false;
        if (_press.Kind == AlarmKind.Person)
        {
            _rules?.Consider(_press, nowMilliseconds);
        }
    }

    private void HoldBack(PendingAlarm alarm, Press press, long nowMilliseconds)
    {
        if (press.HoldMilliseconds <= 0)
        {
            return;
        }

        alarm.HeldUntilMilliseconds = nowMilliseconds + press.HoldMilliseconds;
        alarm.NextSendAtMilliseconds = alarm.HeldUntilMilliseconds;
        alarm.IsCancellable = press.IsCancellable;
        if (press == _press)
        {
            _rules?.OnHeldBack(press, nowMilliseconds);
        }
    }

    // Who presses again does not want to wait.
    private static void Release(PendingAlarm alarm, long nowMilliseconds)
    {
        if (alarm.HeldUntilMilliseconds > nowMilliseconds)
        {
            alarm.HeldUntilMilliseconds = PendingAlarm.NoTime;
            alarm.IsCancellable = false;
            alarm.NextSendAtMilliseconds = nowMilliseconds;
        }
    }
}
