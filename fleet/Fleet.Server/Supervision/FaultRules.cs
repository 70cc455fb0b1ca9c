// What the codes of a technical case mean, how urgent it is, and when it is due. No clock, no store.
using System;
using Fleet.Server.Time;
using Hub.Protocols.Alarms;

namespace Fleet.Server.Supervision;

/// <summary>What is known of a fault by its codes alone.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Component">With which component.</param>
/// <param name="IsUrgent">True when alarms may not come through: mended day and night (HBG-087).</param>
internal readonly record struct FaultMeaning(FaultKind Kind, FaultComponent Component, bool IsUrgent);

/// <summary>Reads codes and counts deadlines.</summary>
internal sealed class FaultRules
{
    private readonly SwedishCalendar _calendar;
    private readonly FaultOptions _options;

    public FaultRules(SwedishCalendar calendar, FaultOptions options)
    {
        _calendar = calendar;
        _options = options;
    }

    /// <summary>The codes under which staff's own reports are raised (HBG-085).</summary>
    public static (int DeviceType, int StatusCode)? CodesOf(FaultKind kind)
    {
        return kind switch
        {
            FaultKind.NoContact => (DeviceTypes.LocalUnitAndController, StatusCodes.Disconnected),
            FaultKind.PoorSound => (DeviceTypes.LocalUnitAndController, StatusCodes.Trouble),
            FaultKind.Misplaced => (DeviceTypes.LocalUnitAndController, StatusCodes.MaintenanceNeeded),
            FaultKind.PartBroken => (DeviceTypes.LocalUnitAndController, StatusCodes.Failure),
            FaultKind.Other => (DeviceTypes.LocalUnitAndController, StatusCodes.Undefined),
            _ => null,
        };
    }

    /// <summary>What a technical case is about.</summary>
    public static FaultMeaning MeaningOf(int deviceType, int statusCode, long triggerId)
    {
        if (triggerId != 0)
        {
            return OfDevice(deviceType, statusCode);
        }

        return (deviceType, statusCode) switch
        {
            (DeviceTypes.LocalUnitAndController, StatusCodes.Offline or StatusCodes.Disconnected) =>
                new FaultMeaning(FaultKind.NoContact, FaultComponent.Network, true),
            (DeviceTypes.LocalUnitAndController, StatusCodes.Trouble) =>
                new FaultMeaning(FaultKind.PoorSound, FaultComponent.Hub, false),
            (DeviceTypes.LocalUnitAndController, StatusCodes.MaintenanceNeeded) =>
                new FaultMeaning(FaultKind.Misplaced, FaultComponent.Hub, false),
            (DeviceTypes.LocalUnitAndController, StatusCodes.Failure) =>
                new FaultMeaning(FaultKind.PartBroken, FaultComponent.Hub, false),
            (DeviceTypes.PowerSupply, StatusCodes.PowerFailure) =>
                new FaultMeaning(FaultKind.MainsLost, FaultComponent.Power, false),
            (DeviceTypes.PowerSupply, StatusCodes.BatteryLow or StatusCodes.BatteryFailure) =>
                new FaultMeaning(FaultKind.BatteryLow, FaultComponent.Hub, true),
            (DeviceTypes.SystemMonitor, StatusCodes.Malfunction or StatusCodes.MemoryFull) =>
                new FaultMeaning(FaultKind.Storage, FaultComponent.Hub, true),
            (DeviceTypes.CommunicationLinkMonitor, StatusCodes.TimeOut) =>
                new FaultMeaning(FaultKind.TestMissing, FaultComponent.Hub, true),
            (DeviceTypes.CommunicationLinkMonitor, _) =>
                new FaultMeaning(FaultKind.Link, FaultComponent.Network, false),
            (_, StatusCodes.Jammed or StatusCodes.RfInterference or StatusCodes.RadioInterference) =>
                new FaultMeaning(FaultKind.Jamming, FaultComponent.Hub, true),
            _ => new FaultMeaning(FaultKind.Other, FaultComponent.Other, false),
        };
    }

    /// <summary>When it must be mended: the first whole weekday (HBG-086), or in hours (HBG-087).</summary>
    public long DueAt(bool isUrgent, long detectedAt)
    {
        DateTimeOffset detected = DateTimeOffset.FromUnixTimeMilliseconds(detectedAt);
        DateTimeOffset due = isUrgent
            ? detected.AddHours(_options.UrgentHours)
            : _calendar.EndOfFirstWholeWorkday(detected);
        return due.ToUnixTimeMilliseconds();
    }

    private static FaultMeaning OfDevice(int deviceType, int statusCode)
    {
        bool isWorn = deviceType is DeviceTypes.PersonalTrigger or DeviceTypes.PanicButton
            or DeviceTypes.FixedTrigger or DeviceTypes.FallDetector or DeviceTypes.SmokeDetector;
        return statusCode switch
        {
            StatusCodes.RadioTestTransmissionMissing =>
                new FaultMeaning(FaultKind.TriggerSilent, FaultComponent.Device, isWorn),
            StatusCodes.BatteryLow or StatusCodes.BatteryFailure =>
                new FaultMeaning(FaultKind.BatteryLow, FaultComponent.Device, false),
            StatusCodes.MaintenanceNeeded => new FaultMeaning(FaultKind.TriggerUntested, FaultComponent.Device, false),
            StatusCodes.TamperAlarm => new FaultMeaning(FaultKind.Tamper, FaultComponent.Device, false),
            StatusCodes.Malfunction => new FaultMeaning(FaultKind.PartBroken, FaultComponent.Device, isWorn),
            _ => new FaultMeaning(FaultKind.Other, FaultComponent.Device, false),
        };
    }
}
