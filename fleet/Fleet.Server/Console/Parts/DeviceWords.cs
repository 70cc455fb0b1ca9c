// The words and pictures that stand for devices, rooms and margins.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Resources;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Parts;

internal static class DeviceWords
{
    /// <summary>The rooms offered, the usual ones first; SCAIP location codes (requirements §2.1).</summary>
    public static readonly IReadOnlyList<int> Rooms =
        [42, 43, 21, 12, 11, 13, 26, 22, 25, 28, 10, 24, 39, 40, 38, 16, 15, 29, 47, 49];

    /// <summary>Which of those who live in a home a device can be for.</summary>
    public const int Occupants = 9;

    /// <summary>The steps of the interview that a technician sees ticking, in their order.</summary>
    public static readonly IReadOnlyList<PairingStep> Interview =
    [
        PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported, PairingStep.Supervised,
        PairingStep.PressReceived,
    ];

    /// <summary>What a device is and how it is worn.</summary>
    public static string Kind(this IStringLocalizer<Texts> texts, DeviceKind kind, DeviceVariant variant)
    {
        var word = texts[$"DeviceKind_{kind}"];
        var name = word.ResourceNotFound ? texts["DeviceKind_Other", (int)kind] : word;
        return variant is DeviceVariant.Neck or DeviceVariant.Wrist or DeviceVariant.Extra
            ? $"{name} ({texts[$"DeviceVariant_{variant}"]})"
            : name;
    }

    /// <summary>A room, with its number where there are several; empty when it is not known.</summary>
    public static string Room(this IStringLocalizer<Texts> texts, int location, int ordinal = 0)
    {
        var room = location == 0 ? "" : texts.Coded("Location", location);
        return ordinal > 0 ? $"{room} {ordinal}" : room;
    }

    /// <summary>A room by itself, with a capital; a dash's place when it is not known.</summary>
    public static string RoomTitle(this IStringLocalizer<Texts> texts, int location, int ordinal = 0)
    {
        var room = texts.Room(location, ordinal);
        return room.Length == 0 ? texts["Room_Choose"] : char.ToUpperInvariant(room[0]) + room[1..];
    }

    /// <summary>For whom: nothing when those who live in the home are not told apart.</summary>
    public static string For(this IStringLocalizer<Texts> texts, IReadOnlyList<int> occupants) => occupants.Count switch
    {
        0 => "",
        1 => texts["Occupant_Short", occupants[0]],
        _ => texts["Occupant_And", string.Join(", ", occupants.SkipLast(1)), occupants[^1]],
    };

    /// <summary>A device by what it is, where it is and whose it is: "Larmknapp, badrum, brukare 2".</summary>
    public static string Device(this IStringLocalizer<Texts> texts, DeviceView device) => string.Join(
        ", ",
        new[]
        {
            texts.Kind(device.Kind, device.Variant), texts.Room(device.Location),
            texts.For(device.Occupant == 0 ? [] : [device.Occupant]),
        }.Where(word => word.Length > 0));

    /// <summary>The trigger of a case with its room and whose it is, then the cause.</summary>
    public static string Cause(this IStringLocalizer<Texts> texts, AlarmCaseView view)
    {
        var trigger = string.Join(
            ", ",
            new[]
            {
                texts.Coded("Device", view.DeviceType), texts.Room(view.Location), texts.For(view.Occupants ?? []),
            }.Where(word => word.Length > 0));
        return $"{trigger} · {texts.Coded("Status", view.StatusCode)}";
    }

    /// <summary>The trigger of a responder's case, then the cause.</summary>
    public static string Cause(this IStringLocalizer<Texts> texts, DeskCase desk) =>
        $"{texts.Coded("Device", desk.DeviceType)} · {texts.Coded("Status", desk.StatusCode)}";

    /// <summary>Why a pairing went no further; empty when nothing stopped it.</summary>
    public static string Reason(this IStringLocalizer<Texts> texts, PairingReason reason)
    {
        if (reason == PairingReason.None)
        {
            return "";
        }

        var text = texts[$"PairingReason_{reason}"];
        return text.ResourceNotFound ? texts["PairingReason_Other", (int)reason] : text;
    }

    /// <summary>What is wrong with an install code; empty when nothing is.</summary>
    public static string Fault(this IStringLocalizer<Texts> texts, InstallCodeError error) =>
        error == InstallCodeError.None ? "" : texts[$"Code_{error}"];

    /// <summary>The colour of the gravest there is about a device.</summary>
    public static string Class(DeviceView device) => device switch
    {
        { RemovedAt: not null } => "is-unknown",
        { IsTested: false } or { IsLost: true } or { Verdict: MarginVerdict.Fails } => "is-silent",
        { IsTampered: true } or { IsBatteryLow: true } or { Verdict: MarginVerdict.Weak } => "is-late",
        _ => "is-ok",
    };

    /// <summary>A kind's picture.</summary>
    public static string Icon(DeviceKind kind) => kind switch
    {
        DeviceKind.PersonalTrigger or DeviceKind.EasyPress => "trigger",
        DeviceKind.FallDetector => "fall",
        DeviceKind.BedMonitor => "bed",
        DeviceKind.Mat => "mat",
        DeviceKind.ChairMonitor => "chair",
        DeviceKind.DoorContact => "door",
        DeviceKind.MotionDetector or DeviceKind.PresenceSensor => "motion",
        DeviceKind.SmokeDetector => "flame",
        DeviceKind.LeakDetector => "drop",
        DeviceKind.EpilepsyDetector => "pulse",
        DeviceKind.VoiceTrigger => "sound",
        DeviceKind.PillCabinet => "pill",
        DeviceKind.SmartPlug => "plug",
        DeviceKind.TemperatureSensor => "thermometer",
        DeviceKind.CarbonMonoxideDetector => "gas",
        _ => "question",
    };

    /// <summary>A verdict's picture.</summary>
    public static string Icon(MarginVerdict verdict) => verdict switch
    {
        MarginVerdict.Good => "check",
        MarginVerdict.Weak => "warning",
        MarginVerdict.Fails => "silent",
        _ => "question",
    };

    /// <summary>A verdict's class in the style sheet.</summary>
    public static string Class(MarginVerdict verdict) => verdict switch
    {
        MarginVerdict.Good => "is-ok",
        MarginVerdict.Weak => "is-late",
        MarginVerdict.Fails => "is-silent",
        _ => "is-unknown",
    };

    /// <summary>A pairing's class in the style sheet.</summary>
    public static string Class(PairingState state) => state switch
    {
        PairingState.Finished => "is-ok",
        PairingState.Untested => "is-silent",
        PairingState.Refused or PairingState.Unanswered or PairingState.Closed => "is-late",
        _ => "is-unknown",
    };

    /// <summary>A pairing's picture.</summary>
    public static string Icon(PairingState state) => state switch
    {
        PairingState.Finished => "check",
        PairingState.Asked => "clock",
        PairingState.Open or PairingState.Interview => "signal",
        _ => "warning",
    };
}
