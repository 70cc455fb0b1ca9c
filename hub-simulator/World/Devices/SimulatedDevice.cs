// A device in a home: what it notices, what it tells its hub, and what it shows.
using System;
using System.Collections.Generic;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// The device side of the radio protocol, for all kinds: it keeps its counters over losses of power, sends an event
/// until the hub has acknowledged it, reports in time that it is there, and joins a hub when told to. A newer event of
/// the same urgency takes the place of an older one, and says that it did.
/// </summary>
public sealed partial class SimulatedDevice
{
    /// <summary>How long a device looks for a hub unless told otherwise, in ms.</summary>
    public const long JoinMilliseconds = 120_000;

    private const int BatteryLowPercent = 20;
    private const int EventNumbers = 65_536;
    private const int MinuteMilliseconds = 60_000;
    private const int RememberedPresses = 64;

    private readonly Agenda _agenda;
    private readonly SeededRandom _random;
    private readonly DeviceCodec _codec;
    private readonly DeviceSender _sender;
    private readonly DeviceJoining _joining;
    private readonly List<Press> _presses = [];
    private DeviceEvent? _urgent;
    private DeviceEvent? _other;
    private uint _counter;
    private uint _firstCounter;
    private int _eventNumber;
    private int _batteryPercent = 100;
    private long _supervisionPlan;
    private bool _isFirstSincePowerUp = true;
    private bool _hasUnacknowledged;

    /// <summary>A device with power that belongs to no hub.</summary>
    public SimulatedDevice(Agenda agenda, Air air, SeededRandom random, DeviceLabel label, Spot spot)
    {
        _agenda = agenda;
        _random = random;
        Label = label;
        Station = air.Add($"device {label.DeviceId}", spot);
        Station.Received = Hear;
        _codec = new DeviceCodec(label);
        _sender = new DeviceSender(agenda, Station, random, SealReport) { Unanswered = () => Lamp = DeviceLamp.Red };
        _joining = new DeviceJoining(agenda, Station, random, _codec);
        Attend();
    }

    /// <summary>What is printed on it.</summary>
    public DeviceLabel Label { get; }

    /// <summary>Its transceiver.</summary>
    public AirStation Station { get; }

    /// <summary>Its flash.</summary>
    public DeviceMemory Memory { get; } = new();

    /// <summary>Whether it has power.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Whether its hub has ever acknowledged a report under its present key: only then is it known that both
    /// have the same.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether it is looking for a hub.</summary>
    public bool IsJoining => _joining.IsOn;

    /// <summary>Its lamp.</summary>
    public DeviceLamp Lamp { get; private set; }

    /// <summary>Open, occupied, switched on, wet or whatever its kind can be.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Whether its case is open.</summary>
    public bool IsTampered { get; private set; }

    /// <summary>The level of the hub's last frame here, in dBm; 0 before the first.</summary>
    public int HubSignalDbm { get; private set; }

    /// <summary>World time of the hub's last acknowledgement heard here, in ms.</summary>
    public long AcknowledgedAt { get; private set; } = long.MinValue;

    /// <summary>The answer to its last request to join, or null.</summary>
    public JoinResult? LastJoinResult { get; private set; }

    /// <summary>The order carried out last.</summary>
    public OrderKind LastOrder { get; private set; }

    /// <summary>The press whose frames are being sent, or null.</summary>
    public Press? Sending => _urgent?.Press;

    /// <summary>What it still has to tell its hub: a person's event first.</summary>
    public DeviceEvent? Pending => _urgent ?? _other;

    /// <summary>Called when something has happened to the device that its hub is told of.</summary>
    public Action<SimulatedDevice, DeviceEvent>? Happened { get; set; }

    /// <summary>Charge of its battery, in %; crossing the low mark is reported at once (HBG-021).</summary>
    public int BatteryPercent
    {
        get => DeviceSkills.IsOnMains(Label.Kind) ? RadioLimits.BatteryUnknown : _batteryPercent;
        set
        {
            bool isNew = value <= BatteryLowPercent != _batteryPercent <= BatteryLowPercent;
            _batteryPercent = value;
            if (isNew)
            {
                Report(DeviceCause.Supervision);
            }
        }
    }

    /// <summary>A finger presses it, a person falls, it smells smoke: somebody may need help.</summary>
    /// <param name="token">A number that tells this press from others.</param>
    public Press Push(uint token = 0)
    {
        Press press = new(Label.DeviceId, token, _agenda.NowMilliseconds);
        if (!IsAlive || !Memory.IsPaired)
        {
            press.IsGivenUp = true;
            return press;
        }

        GiveUp(_urgent);
        _presses.RemoveAll(one => one.IsAccepted || _presses.Count > RememberedPresses);
        _presses.Add(press);
        Notice(DeviceCause.Triggered, 0, press);
        return press;
    }

    /// <summary>Something happens to it that it reports.</summary>
    /// <param name="cause">What; <see cref="DeviceSkills"/> has what its kind can notice.</param>
    /// <param name="value">A number that goes with it.</param>
    public void Report(DeviceCause cause, int value = 0)
    {
        if (IsAlive)
        {
            Notice(cause, value, null);
        }
    }

    /// <summary>Makes it belong to a hub as devices do that are delivered with one: the key follows from the label.
    /// </summary>
    /// <param name="lastCounter">The frame counter it stands at; above all it has used before.</param>
    public void PairAtFactory(uint lastCounter)
    {
        byte[] none = new byte[RadioLimits.JoinNonceBytes];
        _codec.DeriveLink(none, none, Memory.LinkKey);
        Memory.IsPaired = true;
        IsProven = true;
        Memory.SupervisionMinutes = DeviceCatalogue.SupervisionMinutesOf(Label.Kind);
        Memory.CounterCeiling = lastCounter;
        Memory.EventCeiling = (int)(lastCounter % EventNumbers);
        Resume();
        PlanSupervision(_random.Next(0, Memory.SupervisionMinutes * MinuteMilliseconds));
    }

    /// <summary>Goes on from what stands in its memory, as if it had never been without power.</summary>
    public void Recall()
    {
        Quieten();
        Resume();
        if (Memory.IsPaired)
        {
            PlanSupervision(_random.Next(0, Memory.SupervisionMinutes * MinuteMilliseconds));
        }
    }

    /// <summary>Looks for a hub; what it belonged to before holds until one has taken it.</summary>
    public void StartJoining(long milliseconds = JoinMilliseconds)
    {
        if (IsAlive)
        {
            LastJoinResult = null;
            Lamp = DeviceLamp.Sending;
            _joining.BatteryPercent = BatteryPercent;
            _joining.Begin(milliseconds);
        }
    }

    /// <summary>Belongs to nobody any more and says nothing.</summary>
    public void Forget()
    {
        Memory.IsPaired = false;
        Quieten();
        Lamp = DeviceLamp.Off;
    }

    /// <summary>Its battery is empty or out.</summary>
    public void LosePower()
    {
        IsAlive = false;
        Lamp = DeviceLamp.Off;
        Quieten();
        Station.StopListening();
    }

    /// <summary>It has power again; what it had not told is forgotten, its counters are not.</summary>
    public void GivePower()
    {
        if (IsAlive)
        {
            return;
        }

        IsAlive = true;
        _isFirstSincePowerUp = true;
        Attend();
        Resume();
        if (Memory.IsPaired)
        {
            Notice(DeviceCause.Supervision, 0, null);
        }
    }

    /// <summary>The hub has sent an acknowledgement for a frame of this device, whether it is heard or not.</summary>
    /// <returns>The press that is safe by it and was not before, or null.</returns>
    internal Press? NoteAcknowledged(uint counter)
    {
        Press? press = _presses.Find(one => counter >= one.FirstCounter && counter <= one.LastCounter);
        if (press == null || press.IsAccepted)
        {
            return null;
        }

        press.IsAccepted = true;
        return press;
    }

    private void Attend()
    {
        if (DeviceSkills.IsOnMains(Label.Kind))
        {
            Station.ListenUntil(long.MaxValue);
        }
    }

    private void Resume()
    {
        _counter = Memory.CounterCeiling;
        _eventNumber = Memory.EventCeiling;
        _codec.SetLinkKey(Memory.LinkKey);
    }

    private void Quieten()
    {
        Drop();
        _joining.Stop();
    }

    private void Drop()
    {
        GiveUp(_urgent);
        _urgent = null;
        _other = null;
        _sender.Stop();
        _supervisionPlan++;
    }

    private static void GiveUp(DeviceEvent? one)
    {
        if (one?.Press != null)
        {
            one.Press.IsGivenUp = !one.Press.IsAccepted;
        }
    }

    private void Notice(DeviceCause cause, int value, Press? press)
    {
        IsActive = DeviceSkills.IsActive(Label.Kind, cause) ?? IsActive;
        IsTampered = cause == DeviceCause.Tamper || (IsTampered && cause != DeviceCause.TamperEnded);
        if (!Memory.IsPaired)
        {
            return;
        }

        bool isUrgent = DeviceCatalogue.IsAlarm(Label.Kind, cause);
        DeviceEvent one = new(cause, value, NextEventNumber(), isUrgent, _agenda.NowMilliseconds, press);
        _hasUnacknowledged |= (isUrgent ? _urgent : _other) is { Cause: not DeviceCause.Supervision };
        _urgent = isUrgent ? one : _urgent;
        _other = isUrgent ? _other : one;
        Happened?.Invoke(this, one);
        if (isUrgent || _urgent == null)
        {
            Tell(one);
        }
    }

    private void Tell(DeviceEvent one)
    {
        _firstCounter = _counter + 1;
        Lamp = DeviceLamp.Sending;
        _sender.Begin(one);
    }

    private byte[] SealReport(DeviceEvent one)
    {
        uint counter = NextCounter();
        if (one.Press != null)
        {
            one.Press.FirstCounter = one.Press.FirstCounter == 0 ? counter : one.Press.FirstCounter;
            one.Press.LastCounter = counter;
        }

        DeviceReport report = _codec.Report;
        report.Cause = one.Cause;
        report.Value = one.Value;
        report.EventNumber = one.Number;
        report.AgeSeconds = (int)((_agenda.NowMilliseconds - one.HappenedAt) / 1000);
        report.BatteryPercent = BatteryPercent;
        report.HubSignalDbm = HubSignalDbm;
        report.Flags = (IsTampered ? ReportFlags.Tamper : 0)
            | (BatteryPercent <= BatteryLowPercent ? ReportFlags.BatteryLow : 0)
            | (_isFirstSincePowerUp ? ReportFlags.FirstSincePowerUp : 0)
            | (IsActive ? ReportFlags.Active : 0)
            | (_hasUnacknowledged ? ReportFlags.EarlierUnacknowledged : 0)
            | (one.Cause == DeviceCause.Test ? ReportFlags.TestButton : 0);
        return _codec.SealReport(counter);
    }

    private uint NextCounter()
    {
        _counter++;
        if (_counter >= Memory.CounterCeiling)
        {
            Memory.CounterCeiling = _counter + DeviceMemory.BlockCount;
        }

        return _counter;
    }

    private int NextEventNumber()
    {
        if (_eventNumber == Memory.EventCeiling)
        {
            Memory.EventCeiling = (_eventNumber + DeviceMemory.BlockCount) % EventNumbers;
        }

        _eventNumber = (_eventNumber + 1) % EventNumbers;
        return _eventNumber;
    }

    private void PlanSupervision(long milliseconds)
    {
        long plan = ++_supervisionPlan;
        _agenda.After(milliseconds, () =>
        {
            if (plan == _supervisionPlan && Pending == null)
            {
                Notice(DeviceCause.Supervision, 0, null);
            }
        });
    }
}
