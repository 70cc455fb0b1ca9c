// The state machine of a pairing: what the hub's steps make of it. No clock, no store.
using System;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>
/// Asked → open → interview → finished. Finished needs two words of the hub: that it is, and that a press of the
/// device has been received at the centre; a device without that press is untested, whatever else went well.
/// </summary>
internal static class PairingRules
{
    /// <summary>Takes a step that has not been taken before.</summary>
    public static void Take(PairingRow row, in DeviceReport report)
    {
        if (IsOther(row, report) && report.Step != PairingStep.Refused)
        {
            return;
        }

        switch (report.Step)
        {
            case PairingStep.Opened:
                Open(row, report);
                break;
            case PairingStep.Heard:
                Hear(row, report);
                break;
            case PairingStep.KeysExchanged or PairingStep.BatteryReported or PairingStep.Supervised:
                Learn(row, report);
                GoOn(row, report);
                break;
            case PairingStep.PressReceived:
                Learn(row, report);
                GoOn(row, report);
                FinishWhenProven(row, report.At);
                break;
            case PairingStep.Finished:
                Learn(row, report);
                GoOn(row, report);
                FinishWhenProven(row, report.At);
                break;
            case PairingStep.Refused:
                Refuse(row, report);
                break;
            case PairingStep.Closed:
                Close(row, report);
                break;
        }
    }

    /// <summary>How a pairing stands at a moment: what no longer comes is not waited for.</summary>
    public static (PairingState State, PairingReason Reason) At(PairingRow row, long now)
    {
        long end = row.ExpiresAt + (Limits.Devices.GraceSeconds * 1_000L);
        return row.State switch
        {
            PairingState.Asked when now > row.ExpiresAt => (PairingState.Unanswered, row.Reason),
            PairingState.Open when now > end => (PairingState.Closed, PairingReason.TimedOut),
            PairingState.Interview when now > end => HasJoined(row)
                ? (PairingState.Untested, PairingReason.TimedOut)
                : (PairingState.Closed, PairingReason.TimedOut),
            _ => (row.State, row.Reason),
        };
    }

    /// <summary>True when a step was told since the device last asked to join.</summary>
    public static bool Told(PairingRow row, PairingStep step)
    {
        return (row.StepsTold & Bit(step)) != 0;
    }

    private static bool HasJoined(PairingRow row)
    {
        return Told(row, PairingStep.KeysExchanged);
    }

    /// <summary>True for a device other than the one of the label.</summary>
    private static bool IsOther(PairingRow row, in DeviceReport report)
    {
        return row.LabelDeviceId != 0 && report.DeviceId != 0 && report.DeviceId != row.LabelDeviceId;
    }

    private static int Bit(PairingStep step)
    {
        return (int)step is > 0 and < 31 ? 1 << (int)step : 0;
    }

    private static void Open(PairingRow row, in DeviceReport report)
    {
        if (row.State is PairingState.Asked or PairingState.Open or PairingState.Unanswered)
        {
            Set(row, PairingState.Open, report.At);
            row.ExpiresAt = report.At + (report.SecondsLeft * 1_000L);
        }
    }

    private static void Hear(PairingRow row, in DeviceReport report)
    {
        if (HasJoined(row) && row.State is not (PairingState.Open or PairingState.Asked))
        {
            return;
        }

        row.StepsTold = 0;
        Learn(row, report);
        row.StepsTold |= Bit(report.Step);
        Set(row, PairingState.Interview, report.At);
        row.ExpiresAt = report.At + (Math.Max(report.SecondsLeft, Limits.Devices.GraceSeconds) * 1_000L);
    }

    /// <summary>A step of the interview; its time runs from here.</summary>
    private static void GoOn(PairingRow row, in DeviceReport report)
    {
        row.StepsTold |= Bit(report.Step);
        if (row.State is PairingState.Asked or PairingState.Open or PairingState.Interview)
        {
            bool isJoin = report.Step == PairingStep.KeysExchanged;
            Set(row, PairingState.Interview, report.At);
            long left = Math.Max(report.SecondsLeft, isJoin ? Limits.Devices.InterviewSeconds : 0) * 1_000L;
            row.ExpiresAt = Math.Max(row.ExpiresAt, report.At + left);
        }
    }

    private static void FinishWhenProven(PairingRow row, long at)
    {
        if (Told(row, PairingStep.PressReceived) && Told(row, PairingStep.Finished))
        {
            row.Reason = PairingReason.None;
            Set(row, PairingState.Finished, at);
        }
        else if (Told(row, PairingStep.Finished) && row.State < PairingState.Finished)
        {
            // The hub says that it is done, and the press is missing: not here.
            Set(row, PairingState.Untested, at);
        }
    }

    private static void Refuse(PairingRow row, in DeviceReport report)
    {
        if (row.State >= PairingState.Finished && row.State != PairingState.Unanswered)
        {
            return;
        }

        row.Reason = report.Reason;
        if (IsOther(row, report))
        {
            // Somebody else's device wanted in: worth a word, and nothing to the one that is waited for.
            return;
        }

        if (row.State is PairingState.Asked or PairingState.Unanswered)
        {
            Set(row, PairingState.Refused, report.At);
        }
        else if (row.State == PairingState.Interview && !HasJoined(row))
        {
            // The window stays open for the right device.
            row.StepsTold = 0;
            Set(row, PairingState.Open, report.At);
            row.ExpiresAt = report.At + (report.SecondsLeft * 1_000L);
        }
    }

    private static void Close(PairingRow row, in DeviceReport report)
    {
        if (row.State >= PairingState.Finished)
        {
            return;
        }

        if (!HasJoined(row))
        {
            row.Reason = report.Reason == PairingReason.None ? row.Reason : report.Reason;
            Set(row, PairingState.Closed, report.At);
        }
        else if (report.Reason != PairingReason.None)
        {
            row.Reason = report.Reason;
            Set(row, PairingState.Untested, report.At);
        }
    }

    private static void Learn(PairingRow row, in DeviceReport report)
    {
        if (report.DeviceId != 0)
        {
            row.DeviceId = report.DeviceId;
            row.Kind = report.DeviceKind == DeviceKind.Unknown ? row.Kind : report.DeviceKind;
            row.Variant = report.Variant == DeviceVariant.None ? row.Variant : report.Variant;
        }

        row.BatteryPercent = report.Battery <= 100 && report.Step >= PairingStep.KeysExchanged
            ? report.Battery
            : row.BatteryPercent;
        if (report.SignalDbm != 0)
        {
            row.SignalDbm = report.SignalDbm;
            row.MarginDb = report.MarginDb;
        }
    }

    private static void Set(PairingRow row, PairingState state, long at)
    {
        bool wasOver = row.State >= PairingState.Finished;
        bool isOver = state >= PairingState.Finished;
        row.State = state;
        row.EndedAt = isOver ? (wasOver ? row.EndedAt ?? at : at) : null;
    }
}
