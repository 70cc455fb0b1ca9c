// A hub's device as lists and pages show it.
using System;
using System.Collections.Generic;
using Hub.Protocols.Devices;

namespace Fleet.Server.Devices;

/// <summary>One device of a hub, as the hub last told.</summary>
/// <param name="DeviceId">The device's id, 32 bits.</param>
/// <param name="ShortId">The last four hexadecimal digits of the id, as its label shows them.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Variant">How a personal trigger is worn.</param>
/// <param name="Location">Where it is, a SCAIP location code; 0 when not known.</param>
/// <param name="Occupant">Which of those who live in the home it is for, 1 to 9; 0 when not told apart.</param>
/// <param name="BatteryPercent">0 to 100; null when unknown.</param>
/// <param name="SignalDbm">The level at which the hub last heard it; null when unknown.</param>
/// <param name="DeviceSignalDbm">The level at which it last heard the hub; null when unknown.</param>
/// <param name="MarginDb">The weaker of the two above the limit of reception; null when unknown.</param>
/// <param name="Verdict">The margin in a word.</param>
/// <param name="LastHeardAt">When the hub last heard it; null for never.</param>
/// <param name="SupervisionMinutes">Minutes between two reports of its own; 0 when it is not supervised.</param>
/// <param name="IsTested">False until a press of it has reached the centre since it was paired.</param>
/// <param name="TestedAt">When that press came; null when none has.</param>
/// <param name="IsLost">True when the hub misses it.</param>
/// <param name="IsBatteryLow">True when it has told that its battery is low.</param>
/// <param name="IsTampered">True while its case is open.</param>
/// <param name="IsActive">Open, occupied, switched on, wet or whatever its kind can be.</param>
/// <param name="IsVendors">True for another vendor's device that the hub hears through a bridge.</param>
/// <param name="Value">Its last measurement in its kind's unit; a temperature in 0.1 °C.</param>
/// <param name="PairedAt">When the fleet manager first heard of it as this hub's.</param>
/// <param name="RemovedAt">When the hub told that it is no longer its own; null while it is.</param>
/// <param name="ReportedAt">When the hub last told of it.</param>
public sealed record DeviceView(
    long DeviceId,
    string ShortId,
    DeviceKind Kind,
    DeviceVariant Variant,
    int Location,
    int Occupant,
    int? BatteryPercent,
    int? SignalDbm,
    int? DeviceSignalDbm,
    int? MarginDb,
    MarginVerdict Verdict,
    DateTimeOffset? LastHeardAt,
    int SupervisionMinutes,
    bool IsTested,
    DateTimeOffset? TestedAt,
    bool IsLost,
    bool IsBatteryLow,
    bool IsTampered,
    bool IsActive,
    bool IsVendors,
    int Value,
    DateTimeOffset PairedAt,
    DateTimeOffset? RemovedAt,
    DateTimeOffset ReportedAt);

/// <summary>The devices of a hub.</summary>
/// <param name="Items">Those it has, by kind and room; then, when asked for, those it had.</param>
/// <param name="CountAtHub">
/// How many the hub last said it has; another number than that of the items means that some have not been told yet.
/// Null when it has told nothing.
/// </param>
public sealed record DeviceList(IReadOnlyList<DeviceView> Items, int? CountAtHub);

/// <summary>A radio margin in a word: good, weak or failing (anchors C.2).</summary>
public enum MarginVerdict
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>20 dB or more above the limit: good.</summary>
    Good = 1,

    /// <summary>10 to 19 dB: works today, and may not with a closed door.</summary>
    Weak = 2,

    /// <summary>Less than 10 dB: presses will be missed.</summary>
    Fails = 3,
}

/// <summary>Judges margins.</summary>
internal static class Margins
{
    /// <summary>The level below which nothing is heard, in dBm.</summary>
    public const int LimitDbm = -110;

    /// <summary>From this margin on it is good, in dB.</summary>
    public const int GoodDb = 20;

    /// <summary>From this margin on it is weak, below it fails, in dB.</summary>
    public const int WeakDb = 10;

    /// <summary>The verdict on a margin.</summary>
    public static MarginVerdict Judge(int? marginDb)
    {
        return marginDb switch
        {
            null => MarginVerdict.Unknown,
            >= GoodDb => MarginVerdict.Good,
            >= WeakDb => MarginVerdict.Weak,
            _ => MarginVerdict.Fails,
        };
    }

    /// <summary>The margin of a level; null when it is unknown.</summary>
    public static int? Of(int signalDbm)
    {
        return signalDbm == 0 ? null : signalDbm - LimitDbm;
    }

    /// <summary>The margin of the weaker direction; null when neither is known.</summary>
    public static int? Of(int signalDbm, int deviceSignalDbm)
    {
        return (Of(signalDbm), Of(deviceSignalDbm)) switch
        {
            ({ } heard, { } hears) => Math.Min(heard, hears),
            (var heard, var hears) => heard ?? hears,
        };
    }
}
