// What can be seen of a hub from outside, for the simulator, tests and diagnostics.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Panel;
using Hub.Core.Power;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Core.Updating;

namespace Hub.Core;

/// <summary>The parts of a hub, to read their figures. Reading changes nothing and allocates nothing.</summary>
public sealed class HubStatus
{
    internal HubStatus(
        HubMemory memory,
        HubClock clock,
        UplinkSession session,
        EventLog events,
        FaultFlags faults,
        ProgressGuard guard)
    {
        Memory = memory;
        Clock = clock;
        Session = session;
        Events = events;
        Faults = faults;
        Guard = guard;
    }

    /// <summary>Journal, counters, pending alarms and sequence numbers.</summary>
    public HubMemory Memory { get; }

    /// <summary>The time of day.</summary>
    public HubClock Clock { get; }

    /// <summary>The session with the fleet manager.</summary>
    public UplinkSession Session { get; }

    /// <summary>Technical events.</summary>
    public EventLog Events { get; }

    /// <summary>What is wrong.</summary>
    public FaultFlags Faults { get; }

    /// <summary>The watchdog's guard.</summary>
    public ProgressGuard Guard { get; }

    /// <summary>The settings that the hub goes by.</summary>
    public SettingsInForce Settings { get; internal set; } = null!;

    /// <summary>How new settings come.</summary>
    public SettingsTransfer SettingsTransfer { get; internal set; } = null!;

    /// <summary>Whether it is night for lamps and voice.</summary>
    public DayAndNight DayAndNight { get; internal set; } = null!;

    /// <summary>Presses that wait for a step.</summary>
    public PressRing Ring { get; internal set; } = null!;

    /// <summary>Raising and acknowledging of alarms.</summary>
    public AlarmBook Book { get; internal set; } = null!;

    /// <summary>Sending of alarms.</summary>
    public AlarmSender Sender { get; internal set; } = null!;

    /// <summary>The automatic test.</summary>
    public SilentTests SilentTests { get; internal set; } = null!;

    /// <summary>Hello and heartbeat.</summary>
    public Heartbeats Heartbeats { get; internal set; } = null!;

    /// <summary>Commands from the fleet manager.</summary>
    public Commands Commands { get; internal set; } = null!;

    /// <summary>The hub's figures, as they are told.</summary>
    public Diagnostics Diagnostics { get; internal set; } = null!;

    /// <summary>Messages from the fleet manager.</summary>
    public DownMessages DownMessages { get; internal set; } = null!;

    /// <summary>Mains and battery.</summary>
    public PowerMonitor Power { get; internal set; } = null!;

    /// <summary>The lamps.</summary>
    public Lamps Lamps { get; internal set; } = null!;

    /// <summary>Load shedding on battery.</summary>
    public LoadShedding Shedding { get; internal set; } = null!;

    /// <summary>How long the battery lasts.</summary>
    public ChargeEstimate Estimate { get; internal set; } = null!;

    /// <summary>Check-in and check-out.</summary>
    public StaffPresence Presence { get; internal set; } = null!;

    /// <summary>Radio, pairing and devices; null on a hub without a store for devices.</summary>
    public HomeStatus? Home { get; internal set; }

    /// <summary>The home's rules.</summary>
    public RuleStatus Rules { get; internal set; } = null!;

    /// <summary>Paths, modem, short messages and calls.</summary>
    public LinkStatus Link { get; internal set; } = null!;

    /// <summary>What runs and is to run; null on a hub that cannot be given firmware.</summary>
    public FirmwareUpdate? Update { get; internal set; }

    /// <summary>Orders about it.</summary>
    public UpdateOrders UpdateOrders { get; internal set; } = null!;

    /// <summary>Times the hub was stepped since it was made.</summary>
    public long StepCount { get; internal set; }

    /// <summary>Code of the check that stopped this hub, 0 while it runs.</summary>
    public int StoppedByCheckCode { get; internal set; }
}
