// Tries settings: uses them, and asks whether a test alarm still comes through.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Settings;

namespace Hub.Core.Programming;

/// <summary>
/// A trial is won when the fleet manager holds an alarm that went out after the change; when receivers change, over a
/// path to each of those that did. It is lost when its time is over, or when somebody calls for help and the changed
/// link does not carry the call at once.
/// </summary>
internal sealed class SettingsTrial
{
    /// <summary>Neither won nor lost yet.</summary>
    internal const int Open = 0;

    /// <summary>The settings are proved.</summary>
    internal const int Won = 1;

    /// <summary>To be gone back on: the time is over.</summary>
    internal const int LostByTime = 2;

    /// <summary>To be gone back on: somebody calls for help.</summary>
    internal const int LostByAlarm = 3;

    private readonly SettingsInForce _inForce;
    private readonly IReceivers? _receivers;
    private readonly UplinkSession _session;
    private readonly PathUplink _paths;
    private readonly PendingAlarms _alarms;
    private readonly AlarmBook _book;
    private readonly SilentTests _tests;
    private readonly bool[] _mustProve = new bool[Limits.MaxReceivers];
    private readonly long[] _heldBefore = new long[Limits.MaxReceivers];
    private long _endsAtMilliseconds;
    private long _askAtMilliseconds;
    private long _calledAtMilliseconds = long.MaxValue;
    private long _allHeldBefore;
    private bool _isOfLink;

    internal SettingsTrial(HubPorts ports, HubParts parts)
    {
        _inForce = parts.InForce;
        _receivers = ports.Receivers;
        _session = parts.Session;
        _paths = parts.Paths;
        _alarms = parts.Memory.Alarms;
        _book = parts.Book;
        _tests = parts.SilentTests;
    }

    /// <summary>When the trial must be looked at again.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Whole seconds until the trial is lost.</summary>
    internal int SecondsLeft(long nowMilliseconds)
    {
        long left = (_endsAtMilliseconds - nowMilliseconds + 999) / 1000;
        return left < 0 ? 0 : (int)left;
    }

    /// <summary>Whether this hub can use the receivers that are told.</summary>
    internal bool CanUse(HomeSettings told)
    {
        return !told.Has(SettingKeys.Receivers)
            || (_receivers != null && told.ReceiversOr(_inForce.Receivers).Length <= _receivers.Count);
    }

    /// <summary>The wiring connects to the receivers from the bench: what was tried before a restart is over.</summary>
    internal void Start()
    {
        ReceiverAddress[] receivers = _inForce.Receivers;
        for (int i = 0; i < receivers.Length; i++)
        {
            _receivers?.Use(i, receivers[i].Host, receivers[i].Port);
        }
    }

    /// <summary>Uses settings; when receivers change the hub connects anew.</summary>
    internal void Use(HomeSettings told, long nowMilliseconds)
    {
        ReceiverAddress[] before = _inForce.Receivers;
        _inForce.Apply(told);
        _tests.OnIntervalChanged(nowMilliseconds);
        _isOfLink = false;
        ReceiverAddress[] after = _inForce.Receivers;
        for (int i = 0; i < _mustProve.Length; i++)
        {
            bool isChanged = i < after.Length && (i >= before.Length || !after[i].IsSameAs(before[i]));
            _mustProve[i] = isChanged;
            _isOfLink = _isOfLink || isChanged;
            if (isChanged)
            {
                _receivers?.Use(i, after[i].Host, after[i].Port);
                ForgetFaults(i);
            }
        }

        if (_isOfLink)
        {
            _session.Renew(nowMilliseconds);
        }
    }

    // What was known of the paths there says nothing of the new place.
    private void ForgetFaults(int receiver)
    {
        for (int i = 0; i < _paths.Count; i++)
        {
            if (_paths.At(i).Receiver == receiver)
            {
                _paths.At(i).IsUnreachable = false;
                _paths.At(i).IsUnheld = false;
            }
        }
    }

    /// <summary>Begins to ask for the proof.</summary>
    internal void Begin(long nowMilliseconds)
    {
        _endsAtMilliseconds = nowMilliseconds + Limits.SettingsTrialMilliseconds;
        _askAtMilliseconds = nowMilliseconds;
        _calledAtMilliseconds = long.MaxValue;
        _allHeldBefore = _book.HeldAlarmCount;
        for (int i = 0; i < _heldBefore.Length; i++)
        {
            _heldBefore[i] = HeldOver(i);
        }

        NextDueAtMilliseconds = nowMilliseconds;
    }

    /// <summary>The trial is over.</summary>
    internal void End()
    {
        NextDueAtMilliseconds = long.MaxValue;
    }

    /// <summary>Asks, and looks at what came of it.</summary>
    /// <returns>Open, won or lost.</returns>
    internal int Step(long nowMilliseconds)
    {
        NextDueAtMilliseconds = nowMilliseconds + Limits.SettingsTrialLookMilliseconds;
        int missing = FirstMissing();
        if (missing < 0 && (_isOfLink || _book.HeldAlarmCount > _allHeldBefore))
        {
            return Won;
        }

        if (IsCallUnheard(nowMilliseconds))
        {
            return LostByAlarm;
        }

        if (nowMilliseconds >= _endsAtMilliseconds)
        {
            return LostByTime;
        }

        if (_session.IsReady && nowMilliseconds >= _askAtMilliseconds)
        {
            Ask(missing, nowMilliseconds);
        }

        return Open;
    }

    // A test that waits already, or another path that is being tried, is as good as a new one.
    private void Ask(int receiver, long nowMilliseconds)
    {
        _askAtMilliseconds = nowMilliseconds + Limits.SettingsTrialAskMilliseconds;
        LinkPath? active = _paths.Active;
        if (receiver < 0 || (active != null && active.Receiver == receiver))
        {
            _tests.RaiseExtra(nowMilliseconds);
            return;
        }

        for (int i = 0; i < _paths.Count; i++)
        {
            if (_paths.At(i).Receiver == receiver && _paths.Try(_paths.At(i), nowMilliseconds))
            {
                // The test follows once the session is there.
                _askAtMilliseconds = nowMilliseconds + Limits.SettingsTrialLookMilliseconds;
                return;
            }
        }
    }

    private int FirstMissing()
    {
        for (int i = 0; i < _mustProve.Length; i++)
        {
            if (_mustProve[i] && HeldOver(i) <= _heldBefore[i])
            {
                return i;
            }
        }

        return -1;
    }

    private long HeldOver(int receiver)
    {
        long held = 0;
        for (int i = 0; i < _paths.Count; i++)
        {
            held += _paths.At(i).Receiver == receiver ? _paths.At(i).HeldCount : 0;
        }

        return held;
    }

    private bool IsCallUnheard(long nowMilliseconds)
    {
        if (!_isOfLink || _alarms.PersonCount == 0)
        {
            _calledAtMilliseconds = long.MaxValue;
            return false;
        }

        if (_calledAtMilliseconds == long.MaxValue)
        {
            _calledAtMilliseconds = nowMilliseconds;
        }

        return !_session.IsReady
            || nowMilliseconds - _calledAtMilliseconds >= Limits.SettingsTrialCallMilliseconds;
    }
}
