// Check-in and check-out at the hub: who comes and goes after an alarm or on a planned visit.
using Hub.Core.Alarming;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Hub.Core.Panel;

/// <summary>
/// Records check-ins and check-outs as evidence (HBG-051, HBG-076, HBG-077): each is in the journal before it is
/// confirmed by voice (UPP-032), and is repeated until the fleet manager holds it. A press out of order gets a hint and
/// leaves no record. Whether somebody is checked in is told by the journal, so a power cut changes nothing.
/// </summary>
public sealed class StaffPresence
{
    private readonly HubState _state;
    private readonly AlarmBook _book;
    private readonly Speech _speech;

    internal StaffPresence(HubMemory memory, AlarmBook book, Speech speech)
    {
        _state = memory.State;
        _book = book;
        _speech = speech;
    }

    /// <summary>Whether somebody is checked in.</summary>
    public bool IsCheckedIn
    {
        get { return _state.IsCheckedIn; }
    }

    /// <summary>Check-ins and check-outs recorded, since the start.</summary>
    public long RecordedCount { get; private set; }

    /// <summary>Presses answered with a hint, since the start.</summary>
    public long HintCount { get; private set; }

    /// <summary>The button check-in was pressed.</summary>
    internal void CheckIn(long nowMilliseconds)
    {
        if (_state.IsCheckedIn)
        {
            Hint(Phrase.AlreadyCheckedIn);
            return;
        }

        int code = _state.HasAlarmSinceVisit ? StatusCodes.PresenceAfterAlarm : StatusCodes.PlannedPresence;
        Record(code, Phrase.CheckedIn, nowMilliseconds);
    }

    /// <summary>The button check-out was pressed.</summary>
    internal void CheckOut(long nowMilliseconds)
    {
        if (!_state.IsCheckedIn)
        {
            Hint(Phrase.NotCheckedIn);
            return;
        }

        Record(StatusCodes.InterventionComplete, Phrase.CheckedOut, nowMilliseconds);
    }

    private void Record(int statusCode, Phrase confirmation, long nowMilliseconds)
    {
        if (!_book.RaisePresence(statusCode, nowMilliseconds))
        {
            _speech.Say(Phrase.PresenceRefused);
            return;
        }

        RecordedCount++;
        _speech.Say(_book.WasJournalled ? confirmation : Phrase.PresenceNotStored);
    }

    private void Hint(Phrase phrase)
    {
        HintCount++;
        _speech.Say(phrase);
    }
}
