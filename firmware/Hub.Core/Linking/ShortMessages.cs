// The last way: a person's alarm that no receiver holds goes out as a short message.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Core.Programming;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;

namespace Hub.Core.Linking;

/// <summary>
/// Sends a person's alarm as a short message (<see cref="AlarmText"/>) when every path has been tried in vain, 20 s
/// after it was raised at the earliest, and after 45 s in any case. A short message proves nothing: the alarm goes on
/// being sent to the receivers until one holds it. A message that the network does not take is tried again every 30 s
/// sixteen times and then every ten minutes, with the next number; taken ones are at most
/// <see cref="Limits.MaxShortMessagesPerAlarm"/> for an alarm, ten minutes apart.
/// </summary>
public sealed class ShortMessages
{
    private readonly IModem? _modem;
    private readonly PendingAlarms _alarms;
    private readonly PathUplink _paths;
    private readonly EventLog _events;
    private readonly Speech _speech;
    private readonly string _hubId;
    private readonly SettingsInForce _settings;
    private readonly byte[] _key;
    private readonly AlarmText _text = new AlarmText();
    private readonly byte[] _buffer = new byte[AlarmText.Length];

    // By place in the table of pending alarms.
    private readonly ulong[] _sequences;
    private readonly long[] _roundsBefore;
    private readonly long[] _firstAtMilliseconds;
    private readonly long[] _nextAtMilliseconds;
    private readonly int[] _sentCounts;
    private readonly int[] _tries;
    private int _sendingPlace = -1;
    private long _sendingSinceMilliseconds;

    internal ShortMessages(
        HubSettings settings,
        SettingsInForce inForce,
        IModem? modem,
        PendingAlarms alarms,
        PathUplink paths,
        EventLog events,
        Speech speech)
    {
        _modem = modem;
        _alarms = alarms;
        _paths = paths;
        _events = events;
        _speech = speech;
        _hubId = settings.HubId;
        _settings = inForce;
        _key = settings.Link.ShortMessageKey;
        _sequences = new ulong[alarms.Capacity];
        _roundsBefore = new long[alarms.Capacity];
        _firstAtMilliseconds = new long[alarms.Capacity];
        _nextAtMilliseconds = new long[alarms.Capacity];
        _sentCounts = new int[alarms.Capacity];
        _tries = new int[alarms.Capacity];
    }

    /// <summary>Short messages that the network has taken, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>Short messages that were not taken, since the start.</summary>
    public long RejectedCount { get; private set; }

    /// <summary>Whether one is under way.</summary>
    internal bool IsSending
    {
        get { return _sendingPlace >= 0; }
    }

    /// <summary>When it must be stepped again; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    internal void Step(long nowMilliseconds)
    {
        NextDueAtMilliseconds = long.MaxValue;
        if (_modem == null || _settings.ShortMessageNumbers.Length == 0)
        {
            return;
        }

        StepSending(_modem, nowMilliseconds);
        for (int place = 0; place < _alarms.End && _alarms.PersonCount > 0; place++)
        {
            PendingAlarm alarm = _alarms.At(place);
            if (!alarm.IsInUse || !PendingAlarms.IsPerson(alarm.Kind))
            {
                continue;
            }

            if (alarm.HeldUntilMilliseconds > nowMilliseconds)
            {
                // It can still be cancelled.
                Due(alarm.HeldUntilMilliseconds);
            }
            else
            {
                Consider(_modem, alarm, place, nowMilliseconds);
            }
        }
    }

    private void Consider(IModem modem, PendingAlarm alarm, int place, long nowMilliseconds)
    {
        if (_sequences[place] != alarm.Sequence)
        {
            _sequences[place] = alarm.Sequence;
            _roundsBefore[place] = _paths.RoundCount;
            _firstAtMilliseconds[place] = nowMilliseconds;
            _nextAtMilliseconds[place] = nowMilliseconds + Limits.ShortMessageMinMilliseconds;
            _sentCounts[place] = 0;
            _tries[place] = 0;
        }

        if (_sentCounts[place] >= Limits.MaxShortMessagesPerAlarm || _alarms.IsBehindOthers(alarm))
        {
            return;
        }

        long dueAt = _nextAtMilliseconds[place];
        long latest = _firstAtMilliseconds[place] + Limits.ShortMessageMaxMilliseconds;
        if (_paths.RoundCount == _roundsBefore[place] && dueAt < latest)
        {
            dueAt = latest;
        }

        if (nowMilliseconds < dueAt || _sendingPlace >= 0)
        {
            Due(dueAt > nowMilliseconds ? dueAt : long.MaxValue);
            return;
        }

        bool isHopeless = modem.Network != NetworkState.Registered
            && nowMilliseconds - dueAt < Limits.ShortMessageAnswerMilliseconds;
        if (isHopeless)
        {
            // It may be on its way back; a try now would only put off the next one.
            Due(nowMilliseconds + Limits.ShortMessagePollMilliseconds);
            return;
        }

        Send(modem, alarm, place, nowMilliseconds);
    }

    private void Send(IModem modem, PendingAlarm alarm, int place, long nowMilliseconds)
    {
        _text.Sequence = alarm.Sequence;
        _text.Kind = alarm.Kind;
        _text.DeviceType = alarm.DeviceType;
        _text.StatusCode = alarm.StatusCode;
        _text.Write(_hubId, _key, _buffer);
        int turn = _tries[place] + _sentCounts[place];
        string[] numbers = _settings.ShortMessageNumbers;
        string number = numbers[numbers.Length > 0 ? turn % numbers.Length : 0];
        if (!modem.SendShortMessage(number, _buffer, AlarmText.Length))
        {
            Reject(place, nowMilliseconds);
            return;
        }

        // It takes no further presses: somebody may act on it as it was sent.
        alarm.IsSealed = true;
        _sendingPlace = place;
        _sendingSinceMilliseconds = nowMilliseconds;
        Due(nowMilliseconds + Limits.ShortMessagePollMilliseconds);
    }

    private void StepSending(IModem modem, long nowMilliseconds)
    {
        int place = _sendingPlace;
        if (place < 0)
        {
            return;
        }

        bool isLate = nowMilliseconds - _sendingSinceMilliseconds >= Limits.ShortMessageAnswerMilliseconds;
        if (modem.ShortMessage == ShortMessageState.Sending && !isLate)
        {
            Due(nowMilliseconds + Limits.ShortMessagePollMilliseconds);
            return;
        }

        _sendingPlace = -1;
        if (modem.ShortMessage != ShortMessageState.Sent)
        {
            Reject(place, nowMilliseconds);
            return;
        }

        SentCount++;
        _sentCounts[place]++;
        _nextAtMilliseconds[place] = nowMilliseconds + Limits.ShortMessageRepeatMilliseconds;
        if (_sentCounts[place] == 1)
        {
            _speech.Say(Phrase.AlarmSentByShortMessage);
        }

        _events.Add(
            EventRank.Fault, DeviceTypes.CommunicationLinkMonitor, StatusCodes.Succeeded, _sentCounts[place], "sms");
    }

    private void Reject(int place, long nowMilliseconds)
    {
        RejectedCount++;
        _tries[place]++;
        _nextAtMilliseconds[place] = nowMilliseconds + RetrySchedule.DelayAfter(_tries[place]);
        Due(_nextAtMilliseconds[place]);
        if (_tries[place] == 1)
        {
            _events.Add(
                EventRank.Fault, DeviceTypes.CommunicationLinkMonitor, StatusCodes.Failure, 0, "sms not taken");
        }
    }

    private void Due(long atMilliseconds)
    {
        NextDueAtMilliseconds = atMilliseconds < NextDueAtMilliseconds ? atMilliseconds : NextDueAtMilliseconds;
    }
}
