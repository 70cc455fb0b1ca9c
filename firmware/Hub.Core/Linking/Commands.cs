// Does what the fleet manager asks, once, and answers.
using Hub.Core.Alarming;
using Hub.Core.Storage;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Hub.Core.Linking;

/// <summary>
/// Commands wait in a fixed table, are done at a step, and are answered on up/ack until the receiver has the answer. A
/// command counts only with the seal of the hub's key. One that comes twice is answered twice and done once; the
/// sequence of the last lasting one is in the journal, so that neither it nor a recording of an older one is done
/// after a restart. A restart waits for persons' alarms to be held and for calls to end.
/// </summary>
public sealed partial class Commands
{
    private readonly HubMemory _memory;
    private readonly HubClock _clock;
    private readonly AlarmBook _book;
    private readonly SilentTests _silentTests;
    private readonly Heartbeats _heartbeats;
    private readonly CommandSeal _seal;
    private readonly byte[] _key;
    private readonly AcknowledgementMessage _answer = new AcknowledgementMessage();
    private readonly CommandSlot[] _slots = new CommandSlot[Limits.CommandCapacity];
    private readonly ulong[] _recentSequences = new ulong[Limits.RecentCommandCapacity];
    private readonly AcknowledgementResult[] _recentResults = new AcknowledgementResult[Limits.RecentCommandCapacity];
    private readonly string[] _recentReasons = new string[Limits.RecentCommandCapacity];
    private CommandActions? _actions;
    private int _recentNext;
    private long _restartAtMilliseconds = long.MaxValue;

    internal Commands(
        HubMemory memory,
        HubClock clock,
        AlarmBook book,
        SilentTests silentTests,
        Heartbeats heartbeats,
        CommandSeal seal,
        byte[] key)
    {
        _seal = seal;
        _key = key;
        _memory = memory;
        _clock = clock;
        _book = book;
        _silentTests = silentTests;
        _heartbeats = heartbeats;
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new CommandSlot();
        }
    }

    /// <summary>Commands carried out, since the start.</summary>
    public long DoneCount { get; private set; }

    /// <summary>Commands that came again, since the start.</summary>
    public long RepeatedCount { get; private set; }

    /// <summary>Commands dropped because the table was full; the fleet manager gets no answer to them.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Commands whose seal was wrong, or that were older than the last lasting one, since the start.</summary>
    public long NotAuthenticCount { get; private set; }

    /// <summary>Names who does what is more than a test or a restart.</summary>
    internal void Attach(CommandActions actions)
    {
        _actions = actions;
    }

    /// <summary>Whether the hub is to restart now: it was asked to, and nobody in the home waits for it.</summary>
    internal bool IsRestartDue(long nowMilliseconds)
    {
        return nowMilliseconds >= _restartAtMilliseconds && !_actions!.IsHelping;
    }

    /// <summary>When something waits for its time; long.MaxValue when nothing does. What waits for an alarm to be held
    /// or a call to end is done in the step that brings it.</summary>
    internal long NextDueAtMilliseconds()
    {
        long next = _actions!.IsHelping ? long.MaxValue : _restartAtMilliseconds;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Stage == CommandSlot.Waiting && !_slots[i].IsPostponed)
            {
                long at = _slots[i].ArrivedAtMilliseconds + Limits.CommandClockWaitMilliseconds;
                next = at < next ? at : next;
            }
        }

        return next;
    }

    /// <summary>Takes a command that arrived.</summary>
    internal void Take(CommandMessage command, long nowMilliseconds)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Stage != CommandSlot.Free && _slots[i].Sequence == command.Sequence)
            {
                RepeatedCount++;
                return;
            }
        }

        CommandSlot? slot = FindFree();
        if (slot == null)
        {
            DroppedCount++;
            return;
        }

        slot.Stage = CommandSlot.Waiting;
        slot.Sequence = command.Sequence;
        slot.BootCount = command.BootCount;
        slot.Kind = command.Command;
        slot.Argument = command.Argument;
        slot.ExpiresUnixMilliseconds = command.ExpiresUnixMilliseconds;
        slot.ArrivedAtMilliseconds = nowMilliseconds;
        slot.UnansweredPublishId = 0;
        slot.IsPostponed = false;

        // Not remembered: a forgery must not take the place of a command to come.
        if (!_seal.Open(command, _key))
        {
            NotAuthenticCount++;
            Answer(slot, AcknowledgementResult.Refused, "not authentic");
        }
        else if (FindRecent(command.Sequence, out AcknowledgementResult result, out string reason))
        {
            RepeatedCount++;
            Answer(slot, result, reason);
        }
        else if (IsLasting(command.Command) && command.Sequence < _memory.State.LastCommandSequence)
        {
            NotAuthenticCount++;
            Answer(slot, AcknowledgementResult.Refused, "old command");
        }
    }

    /// <summary>Answers a message that another part has dealt with.</summary>
    /// <param name="sequence">The message's sequence.</param>
    /// <param name="bootCount">The message's boot count.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="reason">Why not, ASCII, a constant; empty when done.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void Answer(
        ulong sequence,
        long bootCount,
        AcknowledgementResult result,
        string reason,
        long nowMilliseconds)
    {
        CommandSlot? slot = FindFree();
        if (slot == null)
        {
            // The sender asks again.
            DroppedCount++;
            return;
        }

        slot.Sequence = sequence;
        slot.BootCount = bootCount;
        slot.Kind = CommandKind.None;
        slot.ExpiresUnixMilliseconds = 0;
        slot.ArrivedAtMilliseconds = nowMilliseconds;
        slot.UnansweredPublishId = 0;
        Answer(slot, result, reason);
    }

    /// <summary>Does what waits.</summary>
    internal void Step(long nowMilliseconds)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Stage == CommandSlot.Waiting)
            {
                Consider(_slots[i], nowMilliseconds);
            }
        }
    }

    /// <summary>Sends answers.</summary>
    /// <returns>True when an answer could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!session.IsReady)
        {
            return false;
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            CommandSlot slot = _slots[i];
            if (slot.Stage != CommandSlot.Answering || slot.UnansweredPublishId != 0)
            {
                continue;
            }

            _answer.BootCount = _memory.State.BootCount;
            _answer.Sequence = _memory.Sequences.Next();
            _answer.AcknowledgedSequence = slot.Sequence;
            _answer.AcknowledgedBootCount = slot.BootCount;
            _answer.Result = slot.Result;
            _answer.Reason = slot.Reason;
            slot.UnansweredPublishId =
                session.Publish(MessageKind.UpAcknowledgement, _answer, i, false, nowMilliseconds);
            if (slot.UnansweredPublishId == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The receiver has taken, or refused, an answer; either way it is not sent again.</summary>
    internal void OnAnswered(int place, int publishId, long nowMilliseconds)
    {
        CommandSlot slot = _slots[place];
        if (slot.Stage != CommandSlot.Answering || slot.UnansweredPublishId != publishId)
        {
            return;
        }

        slot.Stage = CommandSlot.Free;
        if (slot.Kind == CommandKind.Reboot && _restartAtMilliseconds != long.MaxValue)
        {
            _restartAtMilliseconds = nowMilliseconds;
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i].UnansweredPublishId = 0;
        }
    }

    private void Consider(CommandSlot slot, long nowMilliseconds)
    {
        if (slot.ExpiresUnixMilliseconds != 0)
        {
            if (!_clock.IsSet)
            {
                // A command kept by the broker may come before the time does.
                if (nowMilliseconds - slot.ArrivedAtMilliseconds >= Limits.CommandClockWaitMilliseconds)
                {
                    Finish(slot, AcknowledgementResult.Failed, "clock not set");
                }

                return;
            }

            if (_clock.UnixMilliseconds(nowMilliseconds) >= slot.ExpiresUnixMilliseconds)
            {
                Finish(slot, AcknowledgementResult.Expired, slot.IsPostponed ? CommandActions.AlarmInProgress : "");
                return;
            }
        }

        Do(slot, nowMilliseconds);
    }

    private void Finish(CommandSlot slot, AcknowledgementResult result, string reason)
    {
        DoneCount += result == AcknowledgementResult.Done ? 1 : 0;
        _recentSequences[_recentNext] = slot.Sequence;
        _recentResults[_recentNext] = result;
        _recentReasons[_recentNext] = reason;
        _recentNext = (_recentNext + 1) % Limits.RecentCommandCapacity;
        Answer(slot, result, reason);
    }

    private static void Answer(CommandSlot slot, AcknowledgementResult result, string reason)
    {
        slot.Stage = CommandSlot.Answering;
        slot.Result = result;
        slot.Reason = reason;
    }

    private bool FindRecent(ulong sequence, out AcknowledgementResult result, out string reason)
    {
        for (int i = 0; i < _recentSequences.Length && sequence != 0; i++)
        {
            if (_recentSequences[i] == sequence)
            {
                result = _recentResults[i];
                reason = _recentReasons[i];
                return true;
            }
        }

        reason = "";
        result = AcknowledgementResult.Done;
        return sequence != 0 && sequence == _memory.State.LastCommandSequence;
    }

    private CommandSlot? FindFree()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Stage == CommandSlot.Free)
            {
                return _slots[i];
            }
        }

        return null;
    }
}
