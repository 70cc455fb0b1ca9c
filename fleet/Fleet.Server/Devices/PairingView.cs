// A pairing as pages and programs see it.
using System;
using System.Collections.Generic;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>One attempt to pair a device: who asked, what the hub has told, how it stands.</summary>
/// <param name="PairingId">Its number within the hub.</param>
/// <param name="HubId">The hub.</param>
/// <param name="State">How it stands now.</param>
/// <param name="Reason">Why it went no further, or why the last try within it was refused.</param>
/// <param name="AskedAt">When it was asked for, or opened at the hub.</param>
/// <param name="ExpiresAt">Until when the hub listens, or waits for the first press.</param>
/// <param name="EndedAt">When it ended; null while it goes on.</param>
/// <param name="ActorName">Who asked; null when it was opened at the hub.</param>
/// <param name="DeviceId">The device of the label, or the one that came; 0 while there is none.</param>
/// <param name="ShortId">The last four hexadecimal digits of the device's id; empty while there is none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Variant">How a personal trigger is worn.</param>
/// <param name="Location">The room asked for, a SCAIP location code; 0 for none.</param>
/// <param name="Occupant">Whose it is to be, 1 to 9; 0 when not told apart.</param>
/// <param name="ReplacesDeviceId">The device whose place it takes; 0 for none.</param>
/// <param name="BatteryPercent">0 to 100; null when unknown.</param>
/// <param name="SignalDbm">The level at which the hub last heard it; null when unknown.</param>
/// <param name="MarginDb">That level above the limit of reception; null when unknown.</param>
/// <param name="Verdict">The margin in a word.</param>
/// <param name="IsPressProven">
/// True when a press of the device has been received at the centre. Only then can a pairing be finished.
/// </param>
/// <param name="Steps">What the hub has told, oldest first.</param>
public sealed record PairingView(
    long PairingId,
    string HubId,
    PairingState State,
    PairingReason Reason,
    DateTimeOffset AskedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string? ActorName,
    long DeviceId,
    string ShortId,
    DeviceKind Kind,
    DeviceVariant Variant,
    int Location,
    int Occupant,
    long ReplacesDeviceId,
    int? BatteryPercent,
    int? SignalDbm,
    int? MarginDb,
    MarginVerdict Verdict,
    bool IsPressProven,
    IReadOnlyList<PairingStepView> Steps)
{
    /// <summary>True when nothing more will come of it.</summary>
    public bool IsOver => State is not (PairingState.Asked or PairingState.Open or PairingState.Interview);

    /// <summary>When a step was first told since the device last asked to join; null when it was not.</summary>
    public DateTimeOffset? TimeOf(PairingStep step)
    {
        DateTimeOffset? at = null;
        foreach (PairingStepView told in Steps)
        {
            if (told.Step == PairingStep.Heard && step != PairingStep.Opened)
            {
                at = null;
            }

            if (told.Step == step)
            {
                at ??= told.At;
            }
        }

        return at;
    }
}

/// <summary>One thing that the hub told of a pairing.</summary>
/// <param name="At">When it was committed.</param>
/// <param name="Step">What happened.</param>
/// <param name="Reason">Why not; none when nothing stopped it.</param>
/// <param name="DeviceId">The device; 0 when none.</param>
/// <param name="ShortId">The last four hexadecimal digits of the device's id; empty when none.</param>
/// <param name="MarginDb">The margin then; null when unknown.</param>
public sealed record PairingStepView(
    DateTimeOffset At, PairingStep Step, PairingReason Reason, long DeviceId, string ShortId, int? MarginDb);

/// <summary>How a pairing stands.</summary>
public enum PairingState
{
    /// <summary>Sent to the hub; it has not answered yet.</summary>
    Asked = 0,

    /// <summary>The hub listens.</summary>
    Open = 1,

    /// <summary>A device has joined and is being looked over; its first press is waited for.</summary>
    Interview = 2,

    /// <summary>Done: a press of the device has been received at the centre.</summary>
    Finished = 3,

    /// <summary>The device is the hub's, and no press of it has ever reached the centre.</summary>
    Untested = 4,

    /// <summary>Over without a device.</summary>
    Closed = 5,

    /// <summary>The hub would not.</summary>
    Refused = 6,

    /// <summary>The hub did not answer.</summary>
    Unanswered = 7,
}
