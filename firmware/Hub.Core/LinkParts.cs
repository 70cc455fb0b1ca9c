// Makes and steps the parts of the link beyond the session: paths, modem, short messages, calls, budget.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Supervision;
using Hub.Core.Voice;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Settings;
using static Hub.Core.Moment;

namespace Hub.Core;

/// <summary>All that the hub does to be heard when its first way fails; stepped by <see cref="HubCore"/> before the
/// session. Everything it will ever allocate is allocated here.</summary>
internal sealed class LinkParts
{
    private readonly IModem? _modem;
    private readonly UplinkSession _session;
    private readonly PendingAlarms _alarms;
    private readonly AlarmBook _book;
    private readonly SilentTests _silentTests;
    private readonly EventLog _events;
    private readonly PathReports _reports;
    private long _held;

    internal LinkParts(HubSettings settings, HubPorts ports, HubParts parts)
    {
        Refuse(settings.Link);
        _modem = ports.Modem;
        _session = parts.Session;
        _alarms = parts.Memory.Alarms;
        _book = parts.Book;
        _silentTests = parts.SilentTests;
        _events = parts.Events;
        Paths = parts.Paths;
        Choice = new PathChoice(Paths, _session, _alarms, ports.Random!);
        Modem = new ModemSupervision(
            _modem, _events, parts.Clock, ports.Restart!.LastReason == BootReason.LinkRecovery);
        ShortMessages = new ShortMessages(
            settings, parts.InForce, _modem, _alarms, Paths, _events, parts.Speech);
        Calls = new VoiceCalls(parts.InForce, _modem?.Voice, _alarms, parts.Power, _events, parts.Speech);
        Budget = new ByteBudget(Paths, _events, parts.InForce);
        _reports = new PathReports(Paths, _events);
        _silentTests.Attach(Choice);
        parts.Heartbeats.Attach(this);
    }

    internal PathUplink Paths { get; }

    internal PathChoice Choice { get; }

    internal ModemSupervision Modem { get; }

    internal ShortMessages ShortMessages { get; }

    internal VoiceCalls Calls { get; }

    internal ByteBudget Budget { get; }

    /// <summary>Whether the hub is to be restarted for its modem's sake, and nothing speaks against it.</summary>
    internal bool IsRestartDue
    {
        get
        {
            bool isAtWork = _session.IsReady || ShortMessages.IsSending || (Calls.IsBusy && !Modem.IsSilent);
            return Modem.IsRestartWanted && !isAtWork;
        }
    }

    /// <summary>The ways to the receivers, from either port.</summary>
    internal static PathUplink MakePaths(HubPorts ports)
    {
        UplinkPath[] paths = ports.Paths;
        if (paths.Length == 0)
        {
            paths = new UplinkPath[1];
            paths[0] = new UplinkPath(0, ports.Uplink!);
        }

        bool isSound = paths.Length <= Limits.MaxPaths;
        for (int i = 0; i < paths.Length && isSound; i++)
        {
            isSound = paths[i].Receiver >= 0 && paths[i].Receiver < Limits.MaxReceivers && paths[i].Uplink != null;
            for (int j = 0; j < i && isSound; j++)
            {
                isSound = paths[i].Uplink != paths[j].Uplink;
            }
        }

        Check.That(isSound, CheckCode.Settings);
        return new PathUplink(paths);
    }

    /// <summary>The figures of these parts, to be looked at.</summary>
    internal void Show(HubStatus status)
    {
        status.Link = new LinkStatus(this);
    }

    /// <summary>Puts into a heartbeat what it tells of the link.</summary>
    internal void Fill(HeartbeatMessage heartbeat)
    {
        bool isRegistered = _modem != null && Modem.IsWell;
        int code = isRegistered ? _modem!.NetworkCode : 0;
        heartbeat.RadioTechnology = isRegistered ? _modem!.Technology : RadioTechnology.Unknown;
        heartbeat.NetworkCode = code >= 0 && code <= HeartbeatMessage.MaxNetworkCode ? code : 0;
        heartbeat.LinkFlags = Flags();
    }

    /// <summary>How the link stands, bits of <see cref="LinkFlags"/>.</summary>
    internal int Flags()
    {
        LinkPath? active = Paths.Active;
        int flags = active != null && active.Index > 0 ? LinkFlags.Redundant : 0;
        for (int i = 0; i < Paths.Count && Paths.Count > 1; i++)
        {
            flags |= Paths.At(i).IsFailed ? LinkFlags.PathFailed : 0;
        }

        flags |= Budget.IsLow ? LinkFlags.BudgetLow : 0;
        flags |= Budget.IsSpent ? LinkFlags.BudgetSpent : 0;
        flags |= Modem.IsSilent ? LinkFlags.ModemSilent : 0;
        bool isRegistered = _modem != null && Modem.IsWell;
        return flags | (isRegistered && _modem!.IsRoaming ? LinkFlags.Roaming : 0);
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        Choice.OnSessionReady(nowMilliseconds);
    }

    internal void OnSessionEnded()
    {
        Choice.OnSessionEnded();
    }

    internal void PressCancelButton()
    {
        Calls.PressCancelButton();
    }

    /// <summary>Looks at what has been raised in this step, before it is sent: the answer may come at once.</summary>
    internal void Look(long nowMilliseconds)
    {
        Calls.Look(nowMilliseconds);
    }

    /// <summary>Does what is due.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (_held != _book.HeldAlarmCount)
        {
            _held = _book.HeldAlarmCount;
            Choice.OnHeld(nowMilliseconds);
        }

        Choice.Step(nowMilliseconds);
        if (Choice.TakeProofWanted())
        {
            _silentTests.RaiseExtra(nowMilliseconds);
        }

        Modem.Step(_session.IsReady, _alarms.PersonCount > 0, nowMilliseconds);
        ShortMessages.Step(nowMilliseconds);
        Calls.Step(nowMilliseconds);
        Budget.Step(nowMilliseconds);
        _reports.Step(nowMilliseconds);
        _events.LeastRank = Budget.IsSpent ? EventRank.Supply : EventRank.Information;
    }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds(long nowMilliseconds)
    {
        long next = Earlier(Choice.NextDueAtMilliseconds(nowMilliseconds), Modem.NextDueAtMilliseconds);
        next = Earlier(next, Earlier(ShortMessages.NextDueAtMilliseconds, Calls.NextDueAtMilliseconds));
        return Earlier(next, _reports.NextDueAtMilliseconds);
    }

    private static void Refuse(LinkSettings settings)
    {
        Check.That(
            AreNumbers(settings.ShortMessageNumbers) && AreNumbers(settings.VoiceNumbers)
                && AreNumbers(settings.AnsweredNumbers)
                && (settings.ShortMessageKey.Length == 0 || settings.ShortMessageKey.Length == RadioLimits.KeyBytes)
                && AreReceivers(settings.Receivers)
                && settings.BytesPerDay >= 0 && settings.BytesPerDay <= Limits.MaxBytesPerDay
                && settings.ReconnectSpreadSeconds >= 0
                && settings.ReconnectSpreadSeconds <= Limits.MaxReconnectSpreadSeconds,
            CheckCode.Settings);
    }

    private static bool AreReceivers(ReceiverAddress[] receivers)
    {
        bool isSound = receivers.Length <= Limits.MaxReceivers;
        for (int i = 0; i < receivers.Length && isSound; i++)
        {
            isSound = receivers[i].IsValid();
        }

        return isSound;
    }

    private static bool AreNumbers(string[] numbers)
    {
        bool isSound = numbers.Length <= Limits.MaxNumbers;
        for (int i = 0; i < numbers.Length && isSound; i++)
        {
            isSound = PhoneNumber.IsValid(numbers[i]);
        }

        return isSound;
    }
}
