// Does what was commanded, or says why not.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <content>What each command does.</content>
public sealed partial class Commands
{
    private void Do(CommandSlot slot, long nowMilliseconds)
    {

        switch (slot.Kind)
        {
            case CommandKind.SendHeartbeat:
                _heartbeats.Request();
                Finish(slot, AcknowledgementResult.Done, "");
                break;
            case CommandKind.TestAlarm:
                DoTest(slot, RaiseTestAlarm(nowMilliseconds));
                break;
            case CommandKind.SilentTest:
                DoTest(slot, _silentTests.RaiseExtra(nowMilliseconds));
                break;
            case CommandKind.Reboot:
                DoRestart(slot, nowMilliseconds);
                break;
            case CommandKind.PlayPhrase:
            case CommandKind.DialNumber:
                DoInHome(slot, nowMilliseconds);
                break;
            case CommandKind.CollectDiagnostics:
                _actions!.Tell(slot.Sequence);
                Finish(slot, AcknowledgementResult.Done, "");
                break;
            default:
                Finish(slot, AcknowledgementResult.Refused, "unknown command");
                break;
        }
    }

    /// <summary>Raises a manual test alarm (sv: provlarm, HBG-040).</summary>
    internal bool RaiseTestAlarm(long nowMilliseconds)
    {
        return _book.RaiseOwn(
            AlarmKind.Test, StatusCodes.ManualAlarm, AlarmBook.TestPriority, nowMilliseconds);
    }

    private void DoTest(CommandSlot slot, bool isRaised)
    {
        if (!isRaised)
        {
            Finish(slot, AcknowledgementResult.Failed, "a test is pending");
            return;
        }

        Remember(slot);
        Finish(slot, AcknowledgementResult.Done, "");
    }

    private void DoRestart(CommandSlot slot, long nowMilliseconds)
    {
        if (_actions!.IsHelping)
        {
            // Without an end it would come at a time that nobody has in mind any more.
            slot.IsPostponed = slot.ExpiresUnixMilliseconds != 0;
            if (!slot.IsPostponed)
            {
                Finish(slot, AcknowledgementResult.Refused, CommandActions.AlarmInProgress);
            }

            return;
        }

        // Not remembered, it could come again after every restart.
        bool isKept = Remember(slot);
        if (isKept)
        {
            _restartAtMilliseconds = nowMilliseconds + Limits.RestartDelayMilliseconds;
        }

        Finish(
            slot, isKept ? AcknowledgementResult.Done : AcknowledgementResult.Failed, isKept ? "" : "journal fault");
    }

    private void DoInHome(CommandSlot slot, long nowMilliseconds)
    {
        string reason = _actions!.WhyNot(slot.Kind, slot.Argument, nowMilliseconds);
        if (reason.Length > 0)
        {
            Finish(slot, AcknowledgementResult.Refused, reason);
        }
        else if (!Remember(slot))
        {
            Finish(slot, AcknowledgementResult.Failed, "journal fault");
        }
        else
        {
            bool isDone = _actions.Do(slot.Kind, slot.Argument, nowMilliseconds);
            Finish(
                slot, isDone ? AcknowledgementResult.Done : AcknowledgementResult.Failed, isDone ? "" : "not taken");
        }
    }

    // Before it is done, where doing it twice would be felt in the home. A later one may have been done before.
    private bool Remember(CommandSlot slot)
    {
        ulong before = _memory.State.LastCommandSequence;
        _memory.State.LastCommandSequence = slot.Sequence > before ? slot.Sequence : before;
        if (_memory.Journal.WriteState())
        {
            return true;
        }

        _memory.State.LastCommandSequence = before;
        return false;
    }

    private static bool IsLasting(CommandKind kind)
    {
        return kind != CommandKind.SendHeartbeat && kind != CommandKind.CollectDiagnostics;
    }
}
