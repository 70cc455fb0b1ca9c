// Makes what people see of devices, pairings and walk tests from their rows.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hub.Protocols.Devices;

namespace Fleet.Server.Devices;

/// <summary>Maps rows to views.</summary>
internal static class DeviceViews
{
    private const int NewestPresses = 50;

    public static DeviceView Of(HubDeviceRow row)
    {
        int? margin = Margins.Of(row.SignalDbm, row.DeviceSignalDbm);
        return new DeviceView(
            row.DeviceId,
            ShortId(row.DeviceId),
            row.Kind,
            row.Variant,
            row.Location,
            row.Occupant,
            Percent(row.BatteryPercent),
            Known(row.SignalDbm),
            Known(row.DeviceSignalDbm),
            margin,
            Margins.Judge(margin),
            Time(row.LastHeardAt),
            row.SupervisionMinutes,
            !Has(row, DeviceFlags.Untested),
            Time(row.TestedAt),
            Has(row, DeviceFlags.Lost),
            Has(row, DeviceFlags.BatteryLow),
            Has(row, DeviceFlags.Tamper),
            Has(row, DeviceFlags.Active),
            Has(row, DeviceFlags.VendorDevice),
            (int)row.Value,
            Time(row.PairedAt),
            Time(row.RemovedAt),
            Time(row.ReportedAt));
    }

    public static PairingView Of(PairingRow row, string hubId, IReadOnlyList<PairingStepRow> steps, long now)
    {
        (PairingState state, Hub.Protocols.Messages.PairingReason reason) = PairingRules.At(row, now);
        int? margin = row.SignalDbm == 0 ? null : row.MarginDb;
        bool hasJustEnded = state != row.State;
        return new PairingView(
            row.PairingId,
            hubId,
            state,
            reason,
            Time(row.AskedAt),
            Time(row.ExpiresAt),
            hasJustEnded ? Time(row.ExpiresAt) : Time(row.EndedAt),
            row.ActorName,
            row.DeviceId,
            row.DeviceId == 0 ? "" : ShortId(row.DeviceId),
            row.Kind,
            row.Variant,
            row.Location,
            row.Occupant,
            row.ReplacesDeviceId,
            Percent(row.BatteryPercent),
            Known(row.SignalDbm),
            margin,
            Margins.Judge(margin),
            PairingRules.Told(row, Hub.Protocols.Messages.PairingStep.PressReceived),
            [.. steps.Select(Of)]);
    }

    public static WalkTestView Of(WalkTestRow row, string hubId, IReadOnlyList<WalkPressRow> presses, long now)
    {
        List<RoomResult> rooms =
        [
            .. presses.GroupBy(press => (press.Location, press.Ordinal))
                .Select(room => Of(room.Key.Location, room.Key.Ordinal, [.. room])),
        ];
        WalkTestState state = StateAt(row, now);
        return new WalkTestView(
            row.WalkTestId,
            hubId,
            state,
            Time(row.AskedAt),
            Time(row.ExpiresAt),
            state != row.State ? Time(row.ExpiresAt) : Time(row.EndedAt),
            row.ActorName,
            row.Location,
            row.Ordinal,
            rooms.Count == 0 ? MarginVerdict.Unknown : rooms.Max(room => room.Verdict),
            rooms,
            [.. presses.Reverse().Take(NewestPresses).Select(Of)]);
    }

    public static DeviceRequestView Of(PairRequestRow row)
    {
        return new DeviceRequestView(
            row.Sequence,
            (Hub.Protocols.Messages.PairAction)row.Action,
            row.PairingId,
            row.DeviceId,
            Time(row.AskedAt),
            row.ActorName,
            (Hub.Protocols.Messages.AcknowledgementResult?)row.Result,
            Time(row.AnsweredAt));
    }

    private static PairingStepView Of(PairingStepRow row)
    {
        return new PairingStepView(
            Time(row.At),
            row.Step,
            row.Reason,
            row.DeviceId,
            row.DeviceId == 0 ? "" : ShortId(row.DeviceId),
            row.SignalDbm == 0 ? null : row.MarginDb);
    }

    private static WalkPressView Of(WalkPressRow row)
    {
        int? margin = row.SignalDbm == 0 ? null : row.MarginDb;
        return new WalkPressView(
            Time(row.At),
            row.DeviceId,
            ShortId(row.DeviceId),
            row.Location,
            row.Ordinal,
            Known(row.SignalDbm),
            Known(row.DeviceSignalDbm),
            margin,
            Margins.Judge(margin));
    }

    private static RoomResult Of(int location, int ordinal, IReadOnlyList<WalkPressRow> presses)
    {
        List<int> margins = [.. presses.Where(press => press.SignalDbm != 0).Select(press => press.MarginDb)];
        int? least = margins.Count == 0 ? null : margins.Min();
        int? average = margins.Count == 0 ? null : (int)Math.Round(margins.Average());
        return new RoomResult(location, ordinal, presses.Count, least, average, Margins.Judge(least));
    }

    private static WalkTestState StateAt(WalkTestRow row, long now)
    {
        return row.State switch
        {
            WalkTestState.Asked when now > row.ExpiresAt => WalkTestState.Unanswered,
            WalkTestState.Running when now > row.ExpiresAt + (Limits.Devices.GraceSeconds * 1_000L) =>
                WalkTestState.Ended,
            _ => row.State,
        };
    }

    private static bool Has(HubDeviceRow row, int flag)
    {
        return (row.Flags & flag) != 0;
    }

    private static int? Percent(int battery)
    {
        return battery <= 100 ? battery : null;
    }

    private static int? Known(int dbm)
    {
        return dbm == 0 ? null : dbm;
    }

    private static string ShortId(long deviceId)
    {
        return (deviceId & 0xFFFF).ToString("X4", CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }

    private static DateTimeOffset? Time(long? unixMilliseconds)
    {
        return unixMilliseconds is { } at ? Time(at) : null;
    }
}
