// Makes the parts of a hub and connects them, in order of dependence.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Panel;
using Hub.Core.Power;
using Hub.Core.Programming;
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core;

/// <summary>All parts of a hub. Everything the hub will ever allocate is allocated here.</summary>
internal sealed class HubParts : ISessionListener
{
    private const int TakenByNobody = 0x10;

    internal HubParts(HubSettings settings, HubPorts ports)
    {
        Refuse(settings, ports);
        InForce = new SettingsInForce(settings);
        Memory = new HubMemory(ports.Flash!, ports.Random!);
        Clock = new HubClock();
        Events = new EventLog(Memory, Clock);
        Paths = LinkParts.MakePaths(ports);
        Session = new UplinkSession(Paths, Memory, Clock, ports.Random!, InForce);
        Ring = new PressRing();
        Radio = ports.DeviceFlash == null ? null : new RadioParts(ports);
        Book = new AlarmBook(Memory, Clock, Events, Radio == null ? ports.Triggers! : Radio.Answers, Ring);
        Sender = new AlarmSender(Memory.Alarms, Session, Clock);
        SilentTests = new SilentTests(Book, Memory, Clock, InForce);
        Power = new PowerMonitor(ports.Power!, Events);
        Faults = new FaultFlags(Memory, Clock, Power, Radio?.Store);
        Heartbeats = new Heartbeats(
            settings, InForce, Memory, Clock, Power, Faults, ports.Restart!.LastReason);
        CommandSeal seal = new CommandSeal(
            Radio == null ? new Ccm(ports.Cipher ?? new Aes128()) : Radio.Sealing.Ccm);
        Commands = new Commands(
            Memory, Clock, Book, SilentTests, Heartbeats, seal, settings.PairingKey);
        DownMessages = new DownMessages(Clock, Book, Commands, Events);
        Speech = new Speech(ports.Audio);
        Lamps = new Lamps(ports.Panel!);
        LampRules = new LampRules(
            Lamps, Clock, Session, Heartbeats, Sender, Faults, Power);
        DayAndNight = new DayAndNight(InForce, Clock, Memory.Alarms, ports.Audio);
        Supply = new PowerParts(settings, ports, this);
        Panel = new PanelParts(ports, this);
        Guard = new ProgressGuard(ports.Watchdog!);
        Home = Radio == null ? null : new HomeParts(settings, ports, Radio, this);
        Rules = new RuleParts(settings, ports, this);
        Link = new LinkParts(settings, ports, this);
        Programming = new ProgrammingParts(settings, ports, this);
        Updating = new UpdatingParts(settings, ports, this);
        Status = MakeStatus();
        Diagnostics = new Diagnostics(settings, Status, ports.Restart!.LastReason);
        Diagnostics.Attach(Link);
        Status.Diagnostics = Diagnostics;
        Commands.Attach(new CommandActions(ports, this));
    }

    internal SettingsInForce InForce { get; }

    internal HubMemory Memory { get; }

    internal HubClock Clock { get; }

    internal EventLog Events { get; }

    internal UplinkSession Session { get; }

    internal PressRing Ring { get; }

    internal RadioParts? Radio { get; }

    internal AlarmBook Book { get; }

    internal AlarmSender Sender { get; }

    internal SilentTests SilentTests { get; }

    internal PowerMonitor Power { get; }

    internal FaultFlags Faults { get; }

    internal Heartbeats Heartbeats { get; }

    internal Commands Commands { get; }

    internal DownMessages DownMessages { get; }

    internal Speech Speech { get; }

    internal Lamps Lamps { get; }

    internal LampRules LampRules { get; }

    internal DayAndNight DayAndNight { get; }

    internal PowerParts Supply { get; }

    internal PanelParts Panel { get; }

    internal ProgressGuard Guard { get; }

    internal HomeParts? Home { get; }

    internal RuleParts Rules { get; }

    internal PathUplink Paths { get; }

    internal LinkParts Link { get; }

    internal ProgrammingParts Programming { get; }

    internal Diagnostics Diagnostics { get; }

    internal UpdatingParts Updating { get; }

    /// <summary>The same parts, for looking at.</summary>
    internal HubStatus Status { get; }

    /// <inheritdoc/>
    public void OnSessionReady(long nowMilliseconds)
    {
        Sender.OnSessionReady(nowMilliseconds);
        Heartbeats.OnSessionReady(nowMilliseconds);
        Home?.OnSessionReady(nowMilliseconds);
        Link.OnSessionReady(nowMilliseconds);
        Updating.OnSessionReady(nowMilliseconds);
    }

    /// <inheritdoc/>
    public void OnSessionEnded(long nowMilliseconds)
    {
        Heartbeats.OnSessionEnded();
        Commands.OnSessionEnded();
        Events.OnSessionEnded();
        Home?.OnSessionEnded();
        Link.OnSessionEnded();
        Programming.Transfer.Reports.OnSessionEnded();
        Diagnostics.OnSessionEnded();
        Updating.OnSessionEnded();
    }

    /// <inheritdoc/>
    public void OnAnswered(MessageKind kind, int tag, int publishId, int reasonCode, long nowMilliseconds)
    {
        // Taken by a broker behind which nobody listens (0x10) proves nothing.
        bool isProof = reasonCode < TakenByNobody;
        switch (kind)
        {
            case MessageKind.Hello:
            case MessageKind.Heartbeat:
                break;
            case MessageKind.Alarm:
                Sender.OnAnswered(tag, publishId);
                break;
            case MessageKind.Event:
                isProof = false;
                Events.OnAnswered(tag, publishId, reasonCode);
                break;
            case MessageKind.DevicePairing:
            case MessageKind.DeviceState:
            case MessageKind.WalkTest:
                isProof = false;
                Home?.OnAnswered(kind, tag, publishId);
                break;
            case MessageKind.SettingsState:
                isProof = false;
                Programming.Transfer.Reports.OnAnswered(publishId);
                break;
            case MessageKind.Diagnostics:
                isProof = false;
                Diagnostics.OnAnswered(publishId);
                break;
            case MessageKind.UpdateState:
            case MessageKind.Fetch:
                isProof = false;
                Updating.OnAnswered(kind, publishId);
                break;
            default:
                isProof = false;
                Commands.OnAnswered(tag, publishId, nowMilliseconds);
                break;
        }

        if (isProof)
        {
            Heartbeats.OnProof(nowMilliseconds);
        }
    }

    /// <inheritdoc/>
    public void OnDownMessage(MessageKind kind, byte[] buffer, int offset, int count, long nowMilliseconds)
    {
        DownMessages.Take(kind, buffer, offset, count, nowMilliseconds);
    }

    private HubStatus MakeStatus()
    {
        HubStatus status = new HubStatus(Memory, Clock, Session, Events, Faults, Guard);
        status.Ring = Ring;
        status.Book = Book;
        status.Sender = Sender;
        status.SilentTests = SilentTests;
        status.Heartbeats = Heartbeats;
        status.Commands = Commands;
        status.DownMessages = DownMessages;
        status.Power = Power;
        status.Lamps = Lamps;
        status.Shedding = Supply.Shedding;
        status.Estimate = Supply.Estimate;
        status.Presence = Panel.Presence;
        Home?.Show(status);
        status.Rules = new RuleStatus(Rules);
        status.Settings = InForce;
        status.SettingsTransfer = Programming.Transfer;
        status.DayAndNight = DayAndNight;
        status.Update = Updating.Update;
        status.UpdateOrders = Updating.Orders;
        Link.Show(status);
        return status;
    }

    private static void Refuse(HubSettings settings, HubPorts ports)
    {
        Check.That(
            ports.Flash != null && (ports.Uplink != null || ports.Paths.Length > 0)
                && ports.Panel != null && ports.Power != null
                && ports.Random != null && ports.Watchdog != null && ports.Restart != null,
            CheckCode.Settings);
        Check.That(
            (ports.Triggers != null || ports.Radio != null) && (ports.Radio == null || ports.DeviceFlash != null),
            CheckCode.Settings);
        RefuseDevices(settings);
        UpdatingParts.Refuse(settings, ports);
        int heartbeat = settings.HeartbeatIntervalSeconds;
        int silentTest = settings.SilentTestIntervalSeconds;
        Check.That(
            Topics.IsHubId(settings.HubId)
                && heartbeat >= Limits.MinHeartbeatIntervalSeconds && heartbeat <= Limits.MaxHeartbeatIntervalSeconds
                && silentTest >= Limits.MinSilentTestIntervalSeconds
                && silentTest <= Limits.MaxSilentTestIntervalSeconds
                && settings.KeepAliveSeconds >= Limits.MinKeepAliveSeconds
                && settings.KeepAliveSeconds <= ProtocolLimits.MaxMqttKeepAliveSeconds
                && settings.SettingsVersion >= 0
                && settings.Password.Length <= Limits.MaxPasswordBytes
                && settings.FirmwareVersion.Length <= ProtocolLimits.MaxFirmwareVersionBytes
                && settings.HardwareModel.Length <= ProtocolLimits.MaxHardwareModelBytes,
            CheckCode.Settings);
    }

    private static void RefuseDevices(HubSettings settings)
    {
        int keyBytes = settings.PairingKey.Length;
        DeviceDescription[] descriptions = settings.DeviceDescriptions;
        Check.That(
            (keyBytes == 0 || keyBytes == RadioLimits.KeyBytes)
                && (settings.DocumentKey.Length == 0 || settings.DocumentKey.Length == RuleLimits.DocumentKeyBytes)
                && descriptions.Length <= Limits.MaxDeviceDescriptions,
            CheckCode.Settings);
        for (int i = 0; i < descriptions.Length; i++)
        {
            int minutes = descriptions[i].SupervisionMinutes;
            Check.That(
                descriptions[i].Number > 0 && descriptions[i].Number <= ProtocolLimits.MaxCount
                    && DeviceCatalogue.IsListed(descriptions[i].Kind)
                    && minutes >= 0 && minutes <= ProtocolLimits.MaxCount
                    && descriptions[i].Events.Length <= Limits.MaxDescribedEvents,
                CheckCode.Settings);
        }
    }
}
