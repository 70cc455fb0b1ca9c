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
    public static void Take(PairingRow row, in DeviceNews news)
    {
        if (IsOther(row, news) && news.Step != PairingStep.Refused)
        {
            return;
        }

        switch (news.Step)
        {
            case PairingStep.Opened:
                Open(row, news);
                break;
            case PairingStep.Heard:
                Hear(row, news);
                break;
            case PairingStep.KeysExchanged or PairingStep.BatteryReported or PairingStep.Supervised:
                Learn(row, news);
                GoOn(row, news);
                break;
            case PairingStep.PressReceived:
                Learn(row, news);
                GoOn(row, news);
                FinishWhenProven(row, news.At);
                break;
            case PairingStep.Finished:
                Learn(row, news);
                GoOn(row, news);
                FinishWhenProven(row, news.At);
                break;
            case PairingStep.Refused:
                Refuse(row, news);
                break;
            case PairingStep.Closed:
                Close(row, news);
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
    private static bool IsOther(PairingRow row, in DeviceNews news)
    {
        return row.LabelDeviceId != 0 && news.DeviceId != 0 && news.DeviceId != row.LabelDeviceId;
    }

    private static int Bit(PairingStep step)
    {
        return (int)step is > 0 and < 31 ? 1 << (int)step : 0;
    }

    private static void Open(PairingRow row, in DeviceNews news)
    {
        if (row.State is PairingState.Asked or PairingState.Open or PairingState.Unanswered)
        {
            Set(row, PairingState.Open, news.At);
            row.ExpiresAt = news.At + (news.SecondsLeft * 1_000L);
        }
    }

    private static void Hear(PairingRow row, in DeviceNews news)
    {
        if (HasJoined(row) && row.State is not (PairingState.Open or PairingState.Asked))
        {
            return;
        }

        row.StepsTold = 0;
        Learn(row, news);
        row.StepsTold |= Bit(news.Step);
        Set(row, PairingState.Interview, news.At);
        row.ExpiresAt = news.At + (Math.Max(news.SecondsLeft, Limits.Devices.GraceSeconds) * 1_000L);
    }

    /// <summary>A step of the interview; its time runs from here.</summary>
    private static void GoOn(PairingRow row, in DeviceNews news)
    {
        row.StepsTold |= Bit(news.Step);
        if (row.State is PairingState.Asked or PairingState.Open or PairingState.Interview)
        {
            bool isJoin = news.Step == PairingStep.KeysExchanged;
            Set(row, PairingState.Interview, news.At);
            long left = Math.Max(news.SecondsLeft, isJoin ? Limits.Devices.InterviewSeconds : 0) * 1_000L;
            row.ExpiresAt = Math.Max(row.ExpiresAt, news.At + left);
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

    private static void Refuse(PairingRow row, in DeviceNews news)
    {
        if (row.State == PairingState.Refused && row.Reason == PairingReason.None)
        {
            // The answer that says no came before the step that says why.
            row.Reason = news.Reason;
        }

        if (row.State >= PairingState.Finished && row.State != PairingState.Unanswered)
        {
            return;
        }

        row.Reason = news.Reason;
        if (IsOther(row, news))
        {
            // Somebody else's device wanted in: worth a word, and nothing to the one that is waited for.
            return;
        }

        if (row.State is PairingState.Asked or PairingState.Unanswered)
        {
            Set(row, PairingState.Refused, news.At);
        }
        else if (row.State == PairingState.Interview && !HasJoined(row))
        {
            // The window stays open for the right device.
            row.StepsTold = 0;
            Set(row, PairingState.Open, news.At);
            row.ExpiresAt = news.At + (news.SecondsLeft * 1_000L);
        }
    }

    private static void Close(PairingRow row, in DeviceNews news)
    {
        if (row.State >= PairingState.Finished)
        {
            return;
        }

        if (!HasJoined(row))
        {
            row.Reason = news.Reason == PairingReason.None ? row.Reason : news.Reason;
            Set(row, PairingState.Closed, news.At);
        }
        else if (news.Reason != PairingReason.None)
        {
            row.Reason = news.Reason;
            Set(row, PairingState.Untested, news.At);
        }
    }

    private static void Learn(PairingRow row, in DeviceNews news)
    {
        if (news.DeviceId != 0)
        {
            row.DeviceId = news.DeviceId;
            row.Kind = news.DeviceKind == DeviceKind.Unknown ? row.Kind : news.DeviceKind;
            row.Variant = news.Variant == DeviceVariant.None ? row.Variant : news.Variant;
        }

        row.BatteryPercent = news.Battery <= 100 && news.Step >= PairingStep.KeysExchanged
            ? news.Battery
            : row.BatteryPercent;
        if (news.SignalDbm != 0)
        {
            row.SignalDbm = news.SignalDbm;
            row.MarginDb = news.MarginDb;
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
