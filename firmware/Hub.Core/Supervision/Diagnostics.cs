// Gathers the hub's figures for a technician far away, and sends them until they have arrived.
using Hub.Core.Linking;
using Hub.Core.Power;
using Hub.Core.Storage;
using Hub.Protocols;
using Hub.Protocols.Messages;

namespace Hub.Core.Supervision;

/// <summary>Keeps the newest request and sends the figures as they are then; an older one is of no more use.</summary>
public sealed class Diagnostics
{
    private readonly HubSettings _settings;
    private readonly HubStatus _status;
    private readonly BootReason _bootReason;
    private readonly DiagnosticsMessage _message = new DiagnosticsMessage();
    private LinkParts? _link;
    private ulong _commandSequence;
    private bool _isDue;
    private int _publishId;

    internal Diagnostics(HubSettings settings, HubStatus status, BootReason bootReason)
    {
        _settings = settings;
        _status = status;
        _bootReason = bootReason;
    }

    /// <summary>Times that figures were taken by the uplink, since the start.</summary>
    public long SentCount { get; private set; }

    /// <summary>Names who knows the link.</summary>
    internal void Attach(LinkParts link)
    {
        _link = link;
    }

    /// <summary>The figures are wanted.</summary>
    /// <param name="commandSequence">The sequence of the command that asks.</param>
    internal void Request(ulong commandSequence)
    {
        _commandSequence = commandSequence;
        _isDue = true;
        _publishId = 0;
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!_isDue || _publishId != 0 || !session.IsReady)
        {
            return false;
        }

        FillHub(nowMilliseconds);
        FillLink(session);
        FillMemory();
        FillRadio();
        _publishId = session.Publish(MessageKind.Diagnostics, _message, 0, false, nowMilliseconds);
        SentCount += _publishId != 0 ? 1 : 0;
        return _publishId == 0;
    }

    /// <summary>The receiver has answered: taken or refused, it is not sent again.</summary>
    internal void OnAnswered(int publishId)
    {
        if (publishId == _publishId)
        {
            _isDue = false;
            _publishId = 0;
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        _publishId = 0;
    }

    private void FillHub(long nowMilliseconds)
    {
        _message.BootCount = _status.Memory.State.BootCount;
        _message.Sequence = _status.Memory.Sequences.Next();
        _message.HubUnixMilliseconds = _status.Clock.UnixMilliseconds(nowMilliseconds);
        _message.CommandSequence = _commandSequence;
        _message.UptimeSeconds = Number(_status.Clock.UptimeMilliseconds(nowMilliseconds) / 1000);
        _message.FirmwareVersion = _settings.FirmwareVersion;
        _message.HardwareModel = _settings.HardwareModel;
        _message.BootReason = _bootReason;
        _message.SettingsVersion = _status.Settings.Version;
        _message.RulesVersion = _status.Rules.Engine.Version;
        _message.PowerSource = _status.Power.Source;
        _message.BatteryPercent = _status.Power.BatteryPercent;
        int minutes = _status.Estimate.MinutesLeft;
        _message.MinutesLeft = minutes == ChargeEstimate.Unknown ? 0 : Count(minutes);
        _message.FaultFlags = _status.Faults.Now();
        _message.RefusedMessages = Number(_status.DownMessages.RefusedCount);
        _message.CommandsDone = Number(_status.Commands.DoneCount);
        _message.FailedCheck = Count(_status.Memory.LastFailedCheckCode);
    }

    private void FillLink(UplinkSession session)
    {
        int signalDbm = session.SignalDbm;
        LinkStatus link = _status.Link;
        _message.Bearer = session.Bearer;
        _message.SignalDbm = signalDbm < 0 && signalDbm >= ProtocolLimits.MinSignalDbm ? signalDbm : 0;
        LinkPath? active = link.Paths.Active;
        _message.Path = active == null ? 0 : active.Index + 1;
        int failed = 0;
        for (int i = 0; i < link.Paths.Count; i++)
        {
            failed |= link.Paths.At(i).IsFailed ? 1 << i : 0;
        }

        _message.FailedPaths = failed;
        _message.LinkFlags = _link!.Flags();
        _message.Sessions = Number(session.SessionCount);
        _message.Connects = Number(session.ConnectCount);
        _message.Publishes = Number(session.PublishCount);
        _message.PathMoves = Number(link.Choice.MoveCount);
        _message.ModemRestarts = Number(link.Modem.ReattachCount + link.Modem.PowerCycleCount);
        _message.BytesToday = Number(link.Budget.UsedBytes);
    }

    private void FillMemory()
    {
        HubMemory memory = _status.Memory;
        _message.PendingAlarmCount = memory.Alarms.Count;
        _message.JournalPercent = memory.Journal.FillPercent;
        _message.JournalErrors = Number(memory.Journal.ErrorCount);
        _message.JournalDamaged = Number(memory.State.DamagedRecordCount);
        _message.DroppedAlarms = Number(memory.State.DroppedAlarmCount);
        _message.AlarmSendings = Number(_status.Sender.SendingCount);
        EventLog events = _status.Events;
        _message.EventsWaiting = events.Count;
        _message.EventsLost = Number(events.LostCount);
        _message.LastFault = events.Fault(0);
        _message.FaultBefore = events.Fault(1);
        _message.EarlierFault = events.Fault(2);
    }

    private void FillRadio()
    {
        HomeStatus? home = _status.Home;
        if (home == null)
        {
            return;
        }

        _message.FramesAccepted = Number(home.Link.AcceptedCount);
        _message.FramesRefused = Number(
            home.Link.ReplayedCount + home.Link.ForgedCount + home.Link.StrangeCount);
        _message.AirMilliseconds = Count(home.Budget.UsedMicroseconds / 1000);
        _message.Devices = home.Devices.Count;
    }

    private static long Number(long value)
    {
        return value > ProtocolLimits.MaxUInt32 ? ProtocolLimits.MaxUInt32 : value;
    }

    private static int Count(int value)
    {
        return value > ProtocolLimits.MaxCount ? ProtocolLimits.MaxCount : value;
    }
}
