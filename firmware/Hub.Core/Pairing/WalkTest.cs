// The walk test: each press from a room is answered and its radio margin told.
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>
/// A technician walks through the home with a trigger (HUL-147, HUL-149). While it lasts, presses of triggers that are
/// pressed by hand are test alarms; what smoke, a fall or a seizure tells stays a person's alarm.
/// </summary>
public sealed class WalkTest
{
    private readonly PairingReports _reports;
    private readonly IAudio? _audio;
    private uint _pairingId;
    private int _ordinal;

    internal WalkTest(PairingReports reports, IAudio? audio)
    {
        _reports = reports;
        _audio = audio;
    }

    /// <summary>Whether a walk test is going on.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Presses answered, since the start of the hub.</summary>
    public long PressCount { get; private set; }

    /// <summary>The room the technician is in, a SCAIP location code; 0 when not told.</summary>
    internal int LocationCode { get; private set; }

    /// <summary>When it ends by itself; long.MaxValue when none is going on.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    internal static bool IsPressedByHand(DeviceKind kind)
    {
        return kind == DeviceKind.PersonalTrigger || kind == DeviceKind.EasyPress;
    }

    /// <summary>Whether a press of this device now belongs to the walk test.</summary>
    internal bool IsFor(PairedDevice device)
    {
        return IsOpen && IsPressedByHand(device.Kind);
    }

    internal void Start(uint pairingId, int seconds, long nowMilliseconds)
    {
        IsOpen = true;
        _pairingId = pairingId;
        LocationCode = 0;
        _ordinal = 0;
        int limited = seconds <= 0 ? Limits.WalkTestSeconds : seconds;
        limited = limited > Limits.MaxWalkTestSeconds ? Limits.MaxWalkTestSeconds : limited;
        NextDueAtMilliseconds = nowMilliseconds + (limited * 1000L);
        Tell(WalkTestStep.Started, 0);
    }

    /// <summary>The technician goes into a room.</summary>
    internal void Enter(int locationCode, int ordinal)
    {
        LocationCode = locationCode;
        _ordinal = ordinal;
    }

    /// <summary>Ends the test, if one is going on.</summary>
    internal void End()
    {
        if (IsOpen)
        {
            IsOpen = false;
            NextDueAtMilliseconds = long.MaxValue;
            Tell(WalkTestStep.Ended, 0);
        }
    }

    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds >= NextDueAtMilliseconds)
        {
            End();
        }
    }

    /// <summary>A press was heard; a repeat of one that was answered is passed over.</summary>
    internal void OnPress(PairedDevice device, DeviceReport report, AlarmKind kind)
    {
        if (kind != AlarmKind.Test || !IsFor(device) || device.WalkEvent == report.EventNumber)
        {
            return;
        }

        device.WalkEvent = report.EventNumber;
        PressCount++;
        PairingReport told = Tell(WalkTestStep.Press, device.DeviceId);
        told.LocationCode = LocationCode;
        told.Ordinal = _ordinal;
        told.SignalDbm = device.SignalDbm;
        told.DeviceSignalDbm = device.DeviceSignalDbm;
        _audio?.Play(Sound.WalkTestAnswer);
    }

    private PairingReport Tell(WalkTestStep step, uint deviceId)
    {
        PairingReport report = _reports.AddWalk(step, _pairingId, deviceId);
        report.EndsAtMilliseconds = IsOpen ? NextDueAtMilliseconds : long.MinValue;
        return report;
    }
}
