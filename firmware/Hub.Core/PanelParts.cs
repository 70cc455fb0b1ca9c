// Makes and steps the parts of the hub's front: buttons, check-in and check-out, what is said.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Hub.Core;

/// <summary>
/// The buttons of the hub and its voice, stepped by <see cref="HubCore"/>. No button is dead (HUL-145): each press is
/// answered by a phrase, at the least with why nothing was done.
/// </summary>
internal sealed class PanelParts
{
    private readonly AlarmBook _book;
    private readonly Speech _speech;
    private readonly IAudio? _audio;
    private readonly AlarmVoice _alarmVoice;
    private readonly PowerVoice _powerVoice;
    private long _ownPresses;
    private long _putCount;
    private bool _isCheckInPressed;
    private bool _isCheckOutPressed;
    private bool _isUselessPressed;
    private bool _isCancelPressed;
    private bool _isCancelling;

    internal PanelParts(HubPorts ports, HubParts parts)
    {
        _book = parts.Book;
        _speech = parts.Speech;
        _audio = ports.Audio;
        Sounds = new SpokenSounds(ports.Audio, parts.Speech);
        Presence = new StaffPresence(parts.Memory, parts.Book, parts.Speech);
        _alarmVoice = new AlarmVoice(
            parts.Book, parts.Memory.Alarms, parts.Sender, parts.Session, parts.Speech);
        _powerVoice = new PowerVoice(parts.Power, parts.Speech);
    }

    /// <summary>Signals with their words, for the parts that give some.</summary>
    internal SpokenSounds Sounds { get; }

    internal StaffPresence Presence { get; }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds
    {
        get { return _alarmVoice.NextDueAtMilliseconds; }
    }

    /// <summary>Whether an alarm of a person is on its way, or has been received a short while ago.</summary>
    internal bool HasRecentAlarm(long nowMilliseconds)
    {
        return _alarmVoice.HasRecentAlarm(nowMilliseconds);
    }

    internal void PressCheckIn()
    {
        _isCheckInPressed = true;
    }

    internal void PressCheckOut()
    {
        _isCheckOutPressed = true;
    }

    /// <summary>Cancel was pressed; whoever has something to cancel has been told before.</summary>
    internal void PressCancel()
    {
        _isCancelPressed = true;
    }

    /// <summary>A button was pressed that this hub has no part for.</summary>
    internal void PressUseless()
    {
        _isUselessPressed = true;
    }

    /// <summary>Takes the buttons, before the parts that a button may be for.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (_isCancelPressed)
        {
            _isCancelPressed = false;
            _isCancelling = true;
        }

        if (_isCheckInPressed)
        {
            _isCheckInPressed = false;
            Presence.CheckIn(nowMilliseconds);
        }

        if (_isCheckOutPressed)
        {
            _isCheckOutPressed = false;
            Presence.CheckOut(nowMilliseconds);
        }

        if (_isUselessPressed)
        {
            _isUselessPressed = false;
            _speech.Say(Phrase.NotPossible);
        }

        if (_ownPresses != _book.OwnPressCount)
        {
            _ownPresses = _book.OwnPressCount;
            _audio?.Play(Sound.PressHeard);
        }
    }

    /// <summary>Says what has come of this step, after all parts.</summary>
    internal void Finish(bool isWalkTest, long nowMilliseconds)
    {
        if (_isCancelling)
        {
            _isCancelling = false;
            AnswerCancel(nowMilliseconds);
        }

        _alarmVoice.Step(isWalkTest, nowMilliseconds);
        _powerVoice.Step();
        _putCount = _speech.PutCount;
    }

    // Whoever has cancelled something has said so in this step.
    private void AnswerCancel(long nowMilliseconds)
    {
        if (_speech.PutCount == _putCount)
        {
            bool hasAlarm = _alarmVoice.HasRecentAlarm(nowMilliseconds);
            _speech.Say(hasAlarm ? Phrase.AlarmCannotBeCancelled : Phrase.NothingToCancel);
        }
    }
}
