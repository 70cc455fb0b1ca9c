// What a command may do in the home, and when not: whoever needs help there comes first.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Programming;
using Hub.Core.Supervision;
using Hub.Core.Voice;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>
/// Says a phrase, calls out, tells the hub's figures. Nothing is said or called over an alarm of a person or a call,
/// and nothing is ever said that tells of an alarm: what a resident hears of theirs is so.
/// </summary>
internal sealed class CommandActions
{
    /// <summary>Why not: somebody may need help.</summary>
    internal const string AlarmInProgress = "alarm in progress";

    private const int PhraseMask = 0xFF;
    private const int AtNightFlag = 0x100;

    private readonly PendingAlarms _alarms;
    private readonly PanelParts _panel;
    private readonly Speech _speech;
    private readonly VoiceCalls _calls;
    private readonly DayAndNight _dayAndNight;
    private readonly Diagnostics _diagnostics;
    private readonly bool _hasAudio;

    internal CommandActions(HubPorts ports, HubParts parts)
    {
        _alarms = parts.Memory.Alarms;
        _panel = parts.Panel;
        _speech = parts.Speech;
        _calls = parts.Link.Calls;
        _dayAndNight = parts.DayAndNight;
        _diagnostics = parts.Diagnostics;
        _hasAudio = ports.Audio != null;
    }

    /// <summary>Whether an alarm of a person is not held, or a call is being made or under way.</summary>
    internal bool IsHelping
    {
        get { return _alarms.PersonCount > 0 || _calls.IsBusy; }
    }

    /// <summary>Why something may not be done in the home now.</summary>
    /// <returns>The reason, ASCII, a constant; empty when it may be done.</returns>
    internal string WhyNot(CommandKind kind, int argument, long nowMilliseconds)
    {
        string reason = kind == CommandKind.DialNumber ? _calls.WhyNotOut(argument) : WhyNotSaid(argument);
        if (reason.Length > 0)
        {
            return reason;
        }

        bool isAlarm = kind == CommandKind.DialNumber
            ? _alarms.PersonCount > 0
            : _panel.HasRecentAlarm(nowMilliseconds);
        if (isAlarm)
        {
            return AlarmInProgress;
        }

        return _calls.IsBusy ? "call in progress" : "";
    }

    /// <summary>Does what may be done.</summary>
    /// <returns>False when it was not taken after all.</returns>
    internal bool Do(CommandKind kind, int argument, long nowMilliseconds)
    {
        if (kind == CommandKind.DialNumber)
        {
            _calls.DialNumber(argument, nowMilliseconds);
            return true;
        }

        return _speech.Say((Phrase)(argument & PhraseMask));
    }

    /// <summary>Has the hub's figures told.</summary>
    internal void Tell(ulong commandSequence)
    {
        _diagnostics.Request(commandSequence);
    }

    private string WhyNotSaid(int argument)
    {
        if ((argument & ~(PhraseMask | AtNightFlag)) != 0 || !IsSaidOnCommand((Phrase)(argument & PhraseMask)))
        {
            return "no such phrase";
        }

        if (!_hasAudio)
        {
            return "no loudspeaker";
        }

        return _dayAndNight.IsNight && (argument & AtNightFlag) == 0 ? "night" : "";
    }

    private static bool IsSaidOnCommand(Phrase phrase)
    {
        switch (phrase)
        {
            case Phrase.MedicineTime:
            case Phrase.DoorOpen:
            case Phrase.LeftOn:
            case Phrase.SpeakerTest:
                return true;
            default:
                return false;
        }
    }
}
