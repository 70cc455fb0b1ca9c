// Tells whoever is in the room how far their alarm has come, and never more than is so.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Protocols.Alarms;

namespace Hub.Core.Panel;

/// <summary>
/// "On its way" when an alarm has been sent for the first time, "received" only when the fleet manager holds it; and
/// when that takes long, or the link is lost, the truth, again and again for as long as an alarm of a person waits.
/// </summary>
internal sealed class AlarmVoice
{
    private readonly AlarmBook _book;
    private readonly PendingAlarms _alarms;
    private readonly AlarmSender _sender;
    private readonly UplinkSession _session;
    private readonly Speech _speech;
    private long _raised;
    private long _sent;
    private long _held;
    private long _testsRaised;
    private long _testsHeld;
    private long _refused;
    private long _refusalSayableAtMilliseconds = long.MinValue;
    private long _heldAtMilliseconds = long.MinValue;
    private long _waitingSinceMilliseconds;
    private bool _isWaiting;
    private bool _wasReady;
    private bool _hasSaidReceived;

    internal AlarmVoice(
        AlarmBook book, PendingAlarms alarms, AlarmSender sender, UplinkSession session, Speech speech)
    {
        _book = book;
        _alarms = alarms;
        _sender = sender;
        _session = session;
        _speech = speech;
    }

    /// <summary>When the truth is told next; long.MaxValue when no alarm of a person waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Whether an alarm of a person is on its way, or has been received a short while ago.</summary>
    internal bool HasRecentAlarm(long nowMilliseconds)
    {
        return _alarms.PersonCount > 0
            || (_heldAtMilliseconds != long.MinValue
                && nowMilliseconds - _heldAtMilliseconds < Limits.RecentAlarmMilliseconds);
    }

    /// <summary>Says what is new.</summary>
    /// <param name="isWalkTest">Whether presses are answered by the walk test, in its own way.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void Step(bool isWalkTest, long nowMilliseconds)
    {
        StepRaised(nowMilliseconds);
        StepHeld(nowMilliseconds);
        StepWaiting(nowMilliseconds);
        StepTests(isWalkTest);
        _wasReady = _session.IsReady;
    }

    private void StepHeld(long nowMilliseconds)
    {
        long held = _book.HeldCount(AlarmKind.Person);
        if (held == _held)
        {
            return;
        }

        _held = held;
        _heldAtMilliseconds = nowMilliseconds;

        // Of several alarms the first that is received is told, and that none waits any more.
        if (!_hasSaidReceived || _alarms.PersonCount == 0)
        {
            _hasSaidReceived = true;
            _speech.Say(Phrase.AlarmReceived);
        }
    }

    private void StepRaised(long nowMilliseconds)
    {
        long raised = _book.RaisedCount(AlarmKind.Person);
        if (raised != _raised && (_alarms.PersonCount == 0 || _alarms.PersonsOut(nowMilliseconds) > 0))
        {
            _raised = raised;
            _hasSaidReceived = false;
            if (!_session.IsReady)
            {
                _speech.Say(Phrase.AlarmWaitsForLink);
            }
        }

        if (_sender.FirstSendingCount != _sent)
        {
            _sent = _sender.FirstSendingCount;
            _speech.Say(Phrase.AlarmOnItsWay);
        }

        // A trigger whose press found no place goes on sending it: said now and then.
        if (_book.RefusedPressCount != _refused && nowMilliseconds >= _refusalSayableAtMilliseconds)
        {
            _refused = _book.RefusedPressCount;
            _refusalSayableAtMilliseconds = nowMilliseconds + Limits.AlarmVoiceFirstMilliseconds;
            _speech.Say(Phrase.AlarmTableFull);
        }
    }

    private void StepWaiting(long nowMilliseconds)
    {
        if (_alarms.PersonsOut(nowMilliseconds) == 0)
        {
            _isWaiting = false;
            NextDueAtMilliseconds = long.MaxValue;
            return;
        }

        if (!_isWaiting)
        {
            _isWaiting = true;
            _waitingSinceMilliseconds = nowMilliseconds;
            NextDueAtMilliseconds = nowMilliseconds + Limits.AlarmVoiceFirstMilliseconds;
            return;
        }

        bool isLinkLost = _wasReady && !_session.IsReady;
        if (!isLinkLost && nowMilliseconds < NextDueAtMilliseconds)
        {
            return;
        }

        bool isEarly = nowMilliseconds - _waitingSinceMilliseconds < Limits.AlarmVoiceOftenMilliseconds;
        NextDueAtMilliseconds = nowMilliseconds
            + (isEarly ? Limits.AlarmVoiceAgainMilliseconds : Limits.AlarmVoiceSeldomMilliseconds);
        _speech.Say(_session.IsReady ? Phrase.AlarmStillOnItsWay : Phrase.AlarmWaitsForLink);
    }

    private void StepTests(bool isWalkTest)
    {
        long raised = _book.RaisedCount(AlarmKind.Test);
        long held = _book.HeldCount(AlarmKind.Test);
        if (raised != _testsRaised && !isWalkTest)
        {
            _speech.Say(Phrase.TestOnItsWay);
        }

        if (held != _testsHeld && !isWalkTest)
        {
            _speech.Say(Phrase.TestReceived);
        }

        _testsRaised = raised;
        _testsHeld = held;
    }
}
