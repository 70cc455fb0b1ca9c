// Follows a newly paired device until its first press has been received at the centre.
using Hub.Core.Alarming;
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using static Hub.Core.Moment;

namespace Hub.Core.Pairing;

/// <summary>
/// The interview of a device (steps 3 to 7 on up/pairing): keys, battery, supervision, press. Only the fleet manager's
/// <i>held</i> ends it well. When ten minutes have passed without, the device stays paired and counts as untested.
/// </summary>
internal sealed class PairingInterviews : IHeldListener
{
    private const int ToldBattery = 1;
    private const int ToldSupervised = 2;

    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly PairingReports _reports;
    private readonly DeviceStates _states;
    private long _nextAtMilliseconds = long.MaxValue;

    internal PairingInterviews(
        DeviceTable table,
        DeviceStore store,
        PairingReports reports,
        DeviceStates states)
    {
        _table = table;
        _store = store;
        _reports = reports;
        _states = states;
    }

    /// <summary>When an interview ends by itself; long.MaxValue when none is going on.</summary>
    internal long NextDueAtMilliseconds
    {
        get { return _nextAtMilliseconds; }
    }

    /// <summary>Whether a press of this device now is its test.</summary>
    internal static bool IsGoingOn(PairedDevice device, long nowMilliseconds)
    {
        return !device.IsTested && nowMilliseconds < device.InterviewUntilMilliseconds;
    }

    /// <summary>A device has been paired.</summary>
    internal void Begin(PairedDevice device, uint pairingId, int signalDbm, long nowMilliseconds)
    {
        device.PairingId = pairingId;
        device.ToldSteps = 0;
        device.InterviewUntilMilliseconds = nowMilliseconds + Limits.InterviewMilliseconds;
        device.UntestedAtMilliseconds = device.InterviewUntilMilliseconds;
        _nextAtMilliseconds = Earlier(_nextAtMilliseconds, device.InterviewUntilMilliseconds);
        Tell(device, PairingStep.KeysExchanged, signalDbm);
    }

    /// <summary>A report of the device has been settled.</summary>
    internal void OnReport(PairedDevice device, int signalDbm, long nowMilliseconds)
    {
        if (!IsGoingOn(device, nowMilliseconds))
        {
            return;
        }

        if ((device.ToldSteps & ToldBattery) == 0 && device.BatteryPercent != RadioLimits.BatteryUnknown)
        {
            device.ToldSteps |= ToldBattery;
            Tell(device, PairingStep.BatteryReported, signalDbm);
        }

        // From its first acknowledged report on, its silence would be noticed.
        if ((device.ToldSteps & ToldSupervised) == 0)
        {
            device.ToldSteps |= ToldSupervised;
            Tell(device, PairingStep.Supervised, signalDbm);
        }
    }

    /// <inheritdoc/>
    public void OnHeld(uint triggerId, uint pressToken, AlarmKind kind)
    {
        PairedDevice? device = kind == AlarmKind.Person || kind == AlarmKind.Test ? _table.Find(triggerId) : null;

        // A press from before the device was paired anew proves nothing of its new keys.
        if (device == null || device.IsTested || pressToken != DeviceAnswers.TokenOf(device, (int)pressToken))
        {
            return;
        }

        device.IsTested = true;
        device.InterviewUntilMilliseconds = PairedDevice.NoTime;
        _store.WriteProgress(device);
        _states.Mark(device);
        if ((device.ToldSteps & ToldBattery) == 0)
        {
            Tell(device, PairingStep.BatteryReported, device.SignalDbm);
        }

        Tell(device, PairingStep.PressReceived, device.SignalDbm);
        Tell(device, PairingStep.Finished, device.SignalDbm);
    }

    /// <summary>After a start: whoever was being paired is told that the interview was cut short. The presses of such a
    /// device are a person's from now on: nobody knows how much time has passed.</summary>
    internal void Start(PairedDevice device, bool isFromKit, long nowMilliseconds)
    {
        if (device.IsTested || isFromKit)
        {
            return;
        }

        device.UntestedAtMilliseconds = nowMilliseconds + Limits.InterviewMilliseconds;
        Close(device, PairingReason.HubRestarted);
    }

    /// <summary>Ends interviews whose time has passed.</summary>
    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds < _nextAtMilliseconds)
        {
            return;
        }

        _nextAtMilliseconds = long.MaxValue;
        for (int i = 0; i < _table.Capacity; i++)
        {
            PairedDevice device = _table.At(i);
            if (!device.IsInUse || device.InterviewUntilMilliseconds == PairedDevice.NoTime)
            {
                continue;
            }

            if (nowMilliseconds < device.InterviewUntilMilliseconds)
            {
                _nextAtMilliseconds = Earlier(_nextAtMilliseconds, device.InterviewUntilMilliseconds);
                continue;
            }

            device.InterviewUntilMilliseconds = PairedDevice.NoTime;
            Close(device, PairingReason.TimedOut);
        }
    }

    private void Close(PairedDevice device, PairingReason reason)
    {
        PairingReport report = _reports.Add(PairingStep.Closed, reason, device.PairingId, device.DeviceId);
        Describe(report, device, 0);
    }

    private void Tell(PairedDevice device, PairingStep step, int signalDbm)
    {
        PairingReport report = _reports.Add(step, PairingReason.None, device.PairingId, device.DeviceId);
        Describe(report, device, signalDbm);
    }

    private static void Describe(PairingReport report, PairedDevice device, int signalDbm)
    {
        report.DeviceKind = device.Kind;
        report.Variant = device.Variant;
        report.BatteryPercent = device.BatteryPercent;
        report.SignalDbm = signalDbm;
        report.EndsAtMilliseconds = device.InterviewUntilMilliseconds;
    }
}
