// A simulated home on virtual time with a scripted fleet manager, all checks running.
using System;
using System.Collections.Generic;
using System.Globalization;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using Hub.Simulator.Checks;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.Scenarios;

/// <summary>Everything follows from the seed and from what is done to it; the same again gives the same, bit for bit.
/// </summary>
public sealed partial class VirtualHome
{
    /// <summary>1 March 2026, 10:00 UTC.</summary>
    public const long StartUnixMilliseconds = 1_772_359_200_000;

    private const string HubId = "0123456789abcdef";

    private const int DeviceSectors = 2;
    private const int DocumentSectors = Limits.MinDocumentSectors;
    private const int DeviceSectorBytes = Limits.MinDeviceSectorBytes;

    private readonly ScriptedBroker _broker;
    private readonly List<Press> _presses = [];
    private readonly Dictionary<uint, int> _pressCounts = [];
    private readonly SeededRandom _random;
    private readonly Action _step;
    private readonly Invariant[] _invariants;
    private ScriptedUplink? _uplink;
    private long _plannedAt = long.MaxValue;
    private long _deafUntil;

    /// <summary>A home whose hub is about to be switched on for the first time.</summary>
    /// <param name="seed">Decides all that is left to chance.</param>
    /// <param name="flash">The hub's flash; a new one when left out.</param>
    /// <param name="invariants">What is checked; all there is when left out.</param>
    /// <param name="isOverMqtt">True for the hub's own MQTT client over a simulated connection; false for an uplink
    /// that only keeps MQTT's promises, which is faster and also less kind.</param>
    /// <param name="options">What is not as usual.</param>
    public VirtualHome(
        ulong seed, SimFlash? flash = null, IReadOnlyList<Invariant>? invariants = null, bool isOverMqtt = false,
        HomeOptions? options = null)
    {
        options ??= new HomeOptions();
        Seed = seed;
        _step = Step;
        _random = new SeededRandom(seed);
        World = new VirtualWorld(options.StartUnixMilliseconds);
        Flash = flash ?? new SimFlash(4, 4096, _random.Fork());
        _journal = new JournalMirror(Flash);
        DeviceFlash = options.DeviceFlash ?? new SimFlash(DeviceSectors, DeviceSectorBytes, _random.Fork());
        DocumentFlash = options.HasRules ? new SimFlash(DocumentSectors, Limits.MinSectorBytes, _random.Fork()) : null;
        Link = new SimulatedLink();
        Fleet = new ScriptedFleet(World, _random.Fork()) { Arrived = OnArrived };
        _broker = new ScriptedBroker(World, Link, Fleet, HubId);
        Paths = options.HasPaths ? new HomePaths(World, Link, Fleet, _random.Fork(), Wake, Settle) : null;
        SettingsFlash = options.HasSettings
            ? new SimFlash(Limits.MinSectors, Limits.MinSectorBytes, _random.Fork())
            : null;
        Slots = options.Slots;
        UpdateFlash = Slots == null ? null : new SimFlash(Limits.MinSectors, Limits.MinSectorBytes, _random.Fork());
        Fleet.Director = Slots == null ? null : new ScriptedDirector(World, Fleet);
        _invariants = [.. invariants ?? AllInvariants()];
        Trace = new Trace(World);
        Home = new SimulatedHome(new HomeSetup
        {
            Clock = World,
            Random = _random.Fork(),
            Flash = Flash,
            DeviceFlash = DeviceFlash,
            DocumentFlash = DocumentFlash,
            SettingsFlash = SettingsFlash,
            Slots = Slots,
            UpdateFlash = UpdateFlash,
            Receivers = Paths,
            Kit = options.Kit,
            LastCounter = options.LastCounter,
            MakeUplink = isOverMqtt ? MakeMqttUplink : MakeUplink,
            MakePaths = Paths == null ? null : _ => Paths.Make(),
            MakeModem = Paths == null ? null : MakeModem,
            Observers = [Trace, .. _invariants],
            Settings = new HubSettings
            {
                HubId = HubId,
                FirmwareVersion = "0.1.0",
                HardwareModel = "simulator",
                Link = MakeLinkSettings(options.HasPaths),
                HeartbeatIntervalSeconds = options.HeartbeatIntervalSeconds,
                PairingKey = ScriptedFleet.PairingKey,
                DocumentKey = options.HasRules || options.HasSettings ? ScriptedFleet.DocumentKey : [],
                UpdateKey = Slots == null ? [] : ScriptedFleet.UpdateKey,
                ReleaseKeys = [.. options.ReleaseKeys],
                VendorId = Slots == null ? [] : ReleaseIds.Vendor(),
                ClassId = Slots == null ? [] : ReleaseIds.Simulated(),
            },
        });
        Ledger = new PairingLedger(World);
        Paths?.Attach(Home);
        Listen();
        foreach (DeviceLabel label in options.Kit)
        {
            Ledger.Give(label.DeviceId);
        }
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The time.</summary>
    public VirtualWorld World { get; }

    /// <summary>The home with its hub.</summary>
    public SimulatedHome Home { get; }

    /// <summary>The hub's flash.</summary>
    public SimFlash Flash { get; }

    /// <summary>The flash of the paired devices.</summary>
    public SimFlash DeviceFlash { get; }

    /// <summary>The flash of the home's rules; null when it has none.</summary>
    public SimFlash? DocumentFlash { get; }

    /// <summary>The flash of the settings told from afar; null when it has none.</summary>
    public SimFlash? SettingsFlash { get; }

    /// <summary>The slots for firmware; null when the hub always runs the simulator's own build.</summary>
    public SlotFlash? Slots { get; }

    /// <summary>The flash of the record of updates; null when there are no slots.</summary>
    public SimFlash? UpdateFlash { get; }

    /// <summary>Which devices the hub may know.</summary>
    public PairingLedger Ledger { get; }

    /// <summary>The network.</summary>
    public SimulatedLink Link { get; }

    /// <summary>The ways out, when there are several; null when there is one.</summary>
    public HomePaths? Paths { get; }

    /// <summary>The fleet manager.</summary>
    public ScriptedFleet Fleet { get; }

    /// <summary>What is checked after every step.</summary>
    public IReadOnlyList<Invariant> Invariants => _invariants;

    /// <summary>What has happened, in brief.</summary>
    public Trace Trace { get; }

    /// <summary>Presses of all buttons so far.</summary>
    public IReadOnlyList<Press> Presses => _presses;

    /// <summary>Whether what the hub sends is taken: the link holds and the fleet manager listens, and has for a
    /// while.</summary>
    public bool IsTakingMessages =>
        Link.IsUp && Paths is not { AreSessionsSound: false } && Fleet is not { Mood: FleetMood.Deaf }
        && World.NowMilliseconds >= _deafUntil;

    /// <summary>One of each check.</summary>
    public static IReadOnlyList<Invariant> AllInvariants() =>
    [
        new NoPressLost(), new NoPressMultiplied(), new AcknowledgedOnce(), new SequenceNeverRepeats(),
        new LampsTellTheTruth(), new AlarmsAreRepeated(), new HeartbeatsKeepTime(), new BoardIsTreatedWell(),
        new DutyCycleKept(), new SilentTriggerReported(), new PairingNeverCrosses(), new DeviceListSurvives(),
        new PresenceKept(), new ShortMessagesTellLittle(),
    ];

    /// <summary>How often a button has been pressed.</summary>
    public int PressCount(uint triggerId) =>
        triggerId == 0 ? HubPressCount : _pressCounts.GetValueOrDefault(triggerId);

    /// <summary>How often the alarm button on the hub has been pressed while the hub ran.</summary>
    public int HubPressCount { get; private set; }

    /// <summary>World time at which the cancel button was last pressed while the hub ran, in ms; -1 when it never was.
    /// </summary>
    public long CancelPressedAt { get; private set; } = -1;

    /// <summary>Gives the hub power.</summary>
    public void SwitchOn(BootReason reason = BootReason.PowerOn)
    {
        Home.SwitchOn(reason);
        Plan();
    }

    /// <summary>Takes all power from the hub.</summary>
    public void SwitchOff()
    {
        Trace.Note("power off");
        Home.SwitchOff();
        Look(true);
    }

    /// <summary>Presses a button.</summary>
    public Press Push(uint triggerId)
    {
        return Count(Home.Radio.Push(triggerId));
    }

    /// <summary>Presses a device, of two with the same number the one meant.</summary>
    public Press Push(SimulatedDevice device)
    {
        return Count(device.Push());
    }

    /// <summary>Presses a button on the hub itself; without power nothing comes of it.</summary>
    public void PressFront(FrontButton button)
    {
        if (Home.PressFront(button))
        {
            CancelPressedAt = button == FrontButton.Cancel ? World.NowMilliseconds : CancelPressedAt;
            HubPressCount += button == FrontButton.Alarm ? 1 : 0;
            Trace.Note($"front button {button}");
            Plan();
        }
    }

    /// <summary>Cuts the network; the hub notices when it next waits in vain.</summary>
    public void CutLink()
    {
        Link.IsUp = false;

        // The hub's own MQTT client finds out by itself.
        long noticedAfter = _random.Next(0, ScriptedUplink.LongestUnnoticedMilliseconds);
        _uplink?.NoticeCutAfter(noticedAfter);
    }

    /// <summary>Restores the network.</summary>
    public void RestoreLink()
    {
        Link.IsUp = true;
        Settle();
    }

    /// <summary>The mains fails, or is back; the hub notices at once.</summary>
    public void SetMains(bool isOn)
    {
        if (isOn != Home.Power.IsMainsOn)
        {
            Trace.Note(isOn ? "mains back" : "mains lost");
            Home.Power.IsMainsOn = isOn;
            Wake();
        }
    }

    /// <summary>Changes how the fleet manager behaves.</summary>
    public void SetMood(FleetMood mood)
    {
        ScriptedFleet fleet = Fleet;
        fleet.Mood = mood;
        Settle();
    }

    /// <summary>Lets time pass.</summary>
    /// <exception cref="InvariantBrokenException">A check does not hold.</exception>
    public void RunFor(long milliseconds)
    {
        Plan();
        World.RunUntil(World.NowMilliseconds + milliseconds);
    }

    /// <summary>Mends everything, gives it time, and lets the checks look for what never got through.</summary>
    /// <param name="graceMilliseconds">Time for everything to get through.</param>
    public void HealAndEnd(long graceMilliseconds = 1_500_000)
    {
        Flash.IsBroken = false;
        DeviceFlash.IsBroken = false;
        if (DocumentFlash != null)
        {
            DocumentFlash.IsBroken = false;
        }

        Home.Radio.IsAcknowledgementHeard = true;
        SetMood(FleetMood.Prompt);
        Paths?.Mend();
        RestoreLink();
        SetMains(true);
        SwitchOn();
        RunFor(graceMilliseconds);
        foreach (Invariant invariant in _invariants)
        {
            invariant.AtEnd();
        }

        Look(true);
    }

    private Press Count(Press press)
    {
        _presses.Add(press);
        _pressCounts[press.TriggerId] = PressCount(press.TriggerId) + 1;
        return press;
    }

    private void Settle() => _deafUntil = World.NowMilliseconds + 200_000;

    private ScriptedUplink MakeUplink(HubSettings settings)
    {
        _uplink = new ScriptedUplink(World, Link, Fleet, _random.Fork(), Wake);
        return _uplink;
    }

    private MqttUplink MakeMqttUplink(HubSettings settings) =>
        new(settings, new MemoryBearer(World, Link, _broker, Wake));

    private void Listen()
    {
        Home.Started = OnStarted;
        Home.Stopped = code => Trace.Note($"hub restarts, failed check {code}");
        Home.Heard = OnHeard;
        Home.Agenda.Hastened = Plan;
        Home.Radio.Accepted = OnAccepted;
        Home.Radio.Air.Sent = OnSent;
        Home.Panel.Changed = Trace.Lamp;
        foreach (Invariant invariant in _invariants)
        {
            invariant.Attach(this);
        }
    }

    private void Wake()
    {
        Home.Wake();
        Plan();
    }

    private void Plan()
    {
        long at = Home.NextStepAt;
        if (at < _plannedAt)
        {
            _plannedAt = at;
            World.At(at, _step);
        }
    }

    private void Step()
    {
        if (World.NowMilliseconds < _plannedAt)
        {
            return;
        }

        _plannedAt = long.MaxValue;
        bool isStepped = Home.Step();
        Look(isStepped);
        Plan();
    }

    private void Look(bool isStepped)
    {
        foreach (Invariant invariant in _invariants)
        {
            if (isStepped)
            {
                invariant.AfterStep();
            }

            if (invariant.Violation != null)
            {
                throw new InvariantBrokenException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"seed {Seed}, {World.NowMilliseconds} ms: {invariant.Violation}\n{Trace.Tail()}"));
            }
        }
    }
}
