// What an accepted report means: a press, an event, or a sign of life.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Pairing;
using Hub.Core.Radio;
using Hub.Core.Rules;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Supervision;

/// <summary>
/// Takes reports of paired devices, the hub's own and other vendors'. A call for help goes to the book of alarms at
/// once and is answered from there; everything else is told as an event, its counter written and then answered.
/// </summary>
public sealed class DeviceReports
{
    private readonly AlarmBook _book;
    private readonly EventLog _events;
    private readonly HubClock _clock;
    private readonly DeviceAnswers _answers;
    private readonly DeviceSupervision _supervision;
    private readonly PairingInterviews _interviews;
    private readonly WalkTest _walkTest;
    private readonly DeviceOrders _orders;
    private readonly DeviceStates _states;
    private readonly Press _press = new Press();
    private RuleEngine? _rules;

    internal DeviceReports(
        AlarmBook book,
        EventLog events,
        HubClock clock,
        DeviceAnswers answers,
        DeviceSupervision supervision,
        PairingInterviews interviews,
        WalkTest walkTest,
        DeviceOrders orders,
        DeviceStates states)
    {
        _book = book;
        _events = events;
        _clock = clock;
        _answers = answers;
        _supervision = supervision;
        _interviews = interviews;
        _walkTest = walkTest;
        _orders = orders;
        _states = states;
    }

    /// <summary>Monotonic time at which a device of the home was last heard, for the lamp Radio (HUL-146);
    /// long.MinValue before the first.</summary>
    public long HeardAtMilliseconds { get; private set; } = long.MinValue;

    /// <summary>Presses and other calls for help given to the book, repeats included, since the start.</summary>
    public long PressCount { get; private set; }

    /// <summary>Events told, since the start.</summary>
    public long EventCount { get; private set; }

    /// <summary>Names whose rules look at events.</summary>
    internal void Attach(RuleEngine rules)
    {
        _rules = rules;
    }

    /// <summary>Takes a report.</summary>
    /// <param name="device">Who sent it.</param>
    /// <param name="report">What it says.</param>
    /// <param name="counter">The frame's counter; 0 for another vendor's device.</param>
    /// <param name="signalDbm">The level it came with, 0 when not known.</param>
    /// <param name="heardAtMilliseconds">Monotonic time of its end.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    internal void Take(
        PairedDevice device,
        DeviceReport report,
        uint counter,
        int signalDbm,
        long heardAtMilliseconds,
        long nowMilliseconds)
    {
        HeardAtMilliseconds = nowMilliseconds;
        Note(device, report, signalDbm, heardAtMilliseconds, nowMilliseconds);
        _supervision.OnReport(device, report, nowMilliseconds);
        _orders.OnReport(device, report);
        bool isNew = report.EventNumber != device.LastEvent;
        bool isPress = IsPress(device, report, nowMilliseconds, out AlarmKind kind);
        if (isNew && IsEvent(report.Cause))
        {
            // Before a press is taken, which makes its event the device's last.
            long happenedAt = heardAtMilliseconds - (report.AgeSeconds * 1000L);
            bool isMeant = !isPress || kind != AlarmKind.Test;
            _rules?.OnEvent(device, report.Cause, isMeant, happenedAt, nowMilliseconds);
        }

        if (isPress)
        {
            TakePress(device, report, kind, counter, isNew, heardAtMilliseconds, nowMilliseconds);
        }
        else
        {
            if (isNew && IsEvent(report.Cause))
            {
                Tell(device, report, heardAtMilliseconds);
                device.LastEvent = report.EventNumber;
            }

            // During an interview somebody waits for the answer.
            bool isUrgent = PairingInterviews.IsGoingOn(device, nowMilliseconds);
            _answers.Settle(device, counter, isUrgent, heardAtMilliseconds);
        }

        _interviews.OnReport(device, signalDbm, nowMilliseconds);
    }

    // What the receiver is told of, against a sign of life.
    private static bool IsEvent(DeviceCause cause)
    {
        return cause != DeviceCause.Supervision && cause != DeviceCause.Joined;
    }

    private static bool IsMeasurement(DeviceCause cause)
    {
        return cause == DeviceCause.Measured || cause == DeviceCause.TooHigh || cause == DeviceCause.TooLow;
    }

    // Whether a cause shows that the device does what it is for, so that it can serve as its test.
    private static bool IsOfUse(DeviceCause cause)
    {
        return IsEvent(cause) && cause != DeviceCause.Fault && cause != DeviceCause.Tamper
            && cause != DeviceCause.TamperEnded;
    }

    private static bool IsDanger(DeviceKind kind)
    {
        return kind == DeviceKind.SmokeDetector || kind == DeviceKind.CarbonMonoxideDetector;
    }

    // Smoke and carbon monoxide are a test only when the device's own test button says so; a walk test is for what is
    // pressed by hand.
    private bool IsPress(PairedDevice device, DeviceReport report, long nowMilliseconds, out AlarmKind kind)
    {
        bool callsForHelp = DeviceCatalogue.IsAlarm(device.Kind, report.Cause);
        bool isTestButton = report.Cause == DeviceCause.Test
            || (callsForHelp && (report.Flags & ReportFlags.TestButton) != 0);
        bool isInterview = PairingInterviews.IsGoingOn(device, nowMilliseconds) && IsOfUse(report.Cause)
            && !(callsForHelp && IsDanger(device.Kind));
        bool isWalk = callsForHelp && _walkTest.IsFor(device);
        kind = isTestButton || isInterview || isWalk ? AlarmKind.Test : AlarmKind.Person;
        return callsForHelp || isTestButton || isInterview;
    }

    private void TakePress(
        PairedDevice device,
        DeviceReport report,
        AlarmKind kind,
        uint counter,
        bool isNew,
        long heardAtMilliseconds,
        long nowMilliseconds)
    {
        PressCount++;
        if (!isNew)
        {
            _answers.SettleAgain(device, report.EventNumber, counter, heardAtMilliseconds);
            return;
        }

        _press.Kind = kind;
        _press.TriggerId = device.DeviceId;
        _press.DeviceType = DeviceCatalogue.TypeOf(device.Kind);
        _press.StatusCode = DeviceCatalogue.CodeOf(device.Kind, report.Cause);
        _press.LocationCode = _walkTest.IsFor(device) ? _walkTest.LocationCode : device.LocationCode;
        _press.Occupant = device.Occupant;
        _press.Priority = kind == AlarmKind.Test
            ? AlarmBook.TestPriority
            : DeviceCatalogue.PriorityOf(device.Kind, report.Cause);
        _press.Token = DeviceAnswers.TokenOf(device, report.EventNumber);
        _press.PressedAtMilliseconds = heardAtMilliseconds - (report.AgeSeconds * 1000L);
        _answers.Owe(device, counter, report.EventNumber, heardAtMilliseconds);
        _walkTest.OnPress(device, report, kind);
        _book.Take(_press, nowMilliseconds);
    }

    private void Note(
        PairedDevice device,
        DeviceReport report,
        int signalDbm,
        long heardAtMilliseconds,
        long nowMilliseconds)
    {
        device.HeardAtMilliseconds = heardAtMilliseconds;
        device.SignalDbm = signalDbm;
        device.DeviceSignalDbm = report.HubSignalDbm;
        device.BatteryPercent = report.BatteryPercent;
        if (IsMeasurement(report.Cause))
        {
            device.Value = report.Value;
        }

        if (_clock.IsSet)
        {
            device.LastHeardUnixMinutes = (uint)(_clock.UnixMilliseconds(nowMilliseconds) / 60_000);
        }

        bool isActive = (report.Flags & ReportFlags.Active) != 0;
        if (isActive != device.IsActive)
        {
            device.IsActive = isActive;
            _states.Mark(device);
        }
    }

    private void Tell(PairedDevice device, DeviceReport report, long heardAtMilliseconds)
    {
        EventCount++;
        int code = DeviceCatalogue.CodeOf(device.Kind, report.Cause);
        bool isListed = code != StatusCodes.Unknown;
        _events.AddOf(
            device,
            isListed ? code : StatusCodes.Undefined,
            isListed || device.IsVendor ? report.Value : (int)report.Cause,
            heardAtMilliseconds - (report.AgeSeconds * 1000L));
    }
}
