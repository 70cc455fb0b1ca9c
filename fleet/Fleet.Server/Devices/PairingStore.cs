// Reads and writes pairings and their steps within a transaction.
using System.Data.Common;
using Fleet.Server.Store;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <summary>The SQL of pairings.</summary>
internal static class PairingStore
{
    /// <summary>Pairings opened at a hub have numbers from here on, which no request has.</summary>
    public const long AtHub = 1L << 32;

    private const long SequenceMask = (1L << 48) - 1;

    private const string Columns =
        """
        hub_row_id, pairing_id, tenant_id, state, reason, steps_told, asked_at, expires_at, ended_at, actor_id,
        actor_name, label_device_id, device_id, kind, variant, location, occupant, replaces_device_id, battery_percent,
        signal_dbm, margin_db
        """;

    /// <summary>Takes a step; one that was taken before changes nothing.</summary>
    public static void Take(StoreSession session, in DeviceNews news)
    {
        long id = news.PairingId != 0 ? news.PairingId : FindAtHub(session, news);
        if (id == 0 || Find(session, news.Hub.RowId, id) is not { } row || !AddStep(session, id, news))
        {
            // A step of no pairing, such as a removal, is told by the hub's history and the device's state.
            return;
        }

        PairingRules.Take(row, news);
        Update(session, row);
        if (news.Step == PairingStep.PressReceived)
        {
            DeviceStore.NoteTested(session, news.Hub.RowId, news.DeviceId, news.At);
        }
    }

    /// <summary>Writes a new pairing.</summary>
    public static void Insert(StoreSession session, PairingRow row)
    {
        Bind(
            session.Sql(
                "INSERT INTO device.pairing (" + Columns + """
                )
                VALUES (
                    @hub, @id, @tenant_id, @state, @reason, @steps, @asked, @expires, @ended, @actor_id, @actor_name,
                    @label, @device, @kind, @variant, @location, @occupant, @replaces, @battery, @signal, @margin)
                """)
                .With("@tenant_id", row.TenantId)
                .With("@asked", row.AskedAt)
                .With("@actor_id", row.ActorId)
                .With("@actor_name", row.ActorName)
                .With("@label", row.LabelDeviceId)
                .With("@location", (long)row.Location)
                .With("@occupant", (long)row.Occupant)
                .With("@replaces", row.ReplacesDeviceId),
            row).Run();
    }

    /// <summary>Ends a pairing that the hub has not answered, or would not begin.</summary>
    public static void EndAsked(StoreSession session, long hubRowId, long pairingId, PairingState state, long at)
    {
        session.Sql(
            """
            UPDATE device.pairing SET state = @state, ended_at = @at
            WHERE hub_row_id = @hub AND pairing_id = @id AND state = 0
            """)
            .With("@state", (long)state)
            .With("@at", at)
            .With("@hub", hubRowId)
            .With("@id", pairingId)
            .Run();
    }

    /// <summary>The hub's pairing that listens for a device at a moment; null when none does.</summary>
    public static PairingRow? FindListening(StoreSession session, long hubRowId, long now)
    {
        using DbDataReader reader = session.Sql(
            "SELECT " + Columns + """
             FROM device.pairing WHERE hub_row_id = @hub AND state IN (0, 1) ORDER BY asked_at DESC LIMIT 10
            """)
            .With("@hub", hubRowId)
            .Read();
        while (reader.Read())
        {
            PairingRow row = Map(reader);
            if (PairingRules.At(row, now).State is PairingState.Asked or PairingState.Open)
            {
                return row;
            }
        }

        return null;
    }

    private static PairingRow? Find(StoreSession session, long hubRowId, long pairingId)
    {
        using DbDataReader reader = session.Sql(
            "SELECT " + Columns + " FROM device.pairing WHERE hub_row_id = @hub AND pairing_id = @id")
            .With("@hub", hubRowId)
            .With("@id", pairingId)
            .Read();
        return reader.Read() ? Map(reader) : null;
    }

    /// <summary>The pairing opened at the hub itself; an opening makes a new one. 0 when there is none.</summary>
    private static long FindAtHub(StoreSession session, in DeviceNews news)
    {
        long hub = news.Hub.RowId;
        if (news.Step != PairingStep.Opened)
        {
            return session.Sql(
                """
                SELECT pairing_id FROM device.pairing WHERE hub_row_id = @hub AND pairing_id >= @first
                ORDER BY asked_at DESC, pairing_id DESC LIMIT 1
                """)
                .With("@hub", hub)
                .With("@first", AtHub)
                .Number() ?? 0;
        }

        long id = AtHub + (long)(news.Sequence & SequenceMask);
        long count = session.Sql(
            "SELECT COUNT(*) FROM device.pairing WHERE hub_row_id = @hub AND pairing_id >= @first")
            .With("@hub", hub)
            .With("@first", AtHub)
            .Number() ?? 0;
        if (Find(session, hub, id) is null && count < Limits.Devices.PairingsAtHub)
        {
            Insert(session, new PairingRow
            {
                HubRowId = hub,
                PairingId = id,
                TenantId = news.Hub.TenantId,
                AskedAt = news.At,
                ExpiresAt = news.At + (news.SecondsLeft * 1_000L),
            });
        }

        return id;
    }

    /// <returns>False when the step was taken before, or the pairing has had its steps.</returns>
    private static bool AddStep(StoreSession session, long pairingId, in DeviceNews news)
    {
        long count = session.Sql(
            "SELECT COUNT(*) FROM device.pairing_step WHERE hub_row_id = @hub AND pairing_id = @id")
            .With("@hub", news.Hub.RowId)
            .With("@id", pairingId)
            .Number() ?? 0;
        return count < Limits.Devices.StepsPerPairing && session.Sql(
            """
            INSERT INTO device.pairing_step (
                hub_row_id, sequence, tenant_id, pairing_id, at, step, reason, device_id, kind, seconds_left,
                battery_percent, signal_dbm, margin_db)
            VALUES (
                @hub, @sequence, @tenant_id, @id, @at, @step, @reason, @device, @kind, @seconds, @battery, @signal,
                @margin)
            ON CONFLICT (hub_row_id, sequence) DO NOTHING
            """)
            .With("@hub", news.Hub.RowId)
            .With("@sequence", (long)news.Sequence)
            .With("@tenant_id", news.Hub.TenantId)
            .With("@id", pairingId)
            .With("@at", news.At)
            .With("@step", (long)news.Step)
            .With("@reason", (long)news.Reason)
            .With("@device", news.DeviceId)
            .With("@kind", (long)news.DeviceKind)
            .With("@seconds", (long)news.SecondsLeft)
            .With("@battery", (long)news.Battery)
            .With("@signal", (long)news.SignalDbm)
            .With("@margin", (long)news.MarginDb)
            .Run() == 1;
    }

    private static void Update(StoreSession session, PairingRow row)
    {
        Bind(
            session.Sql(
                """
                UPDATE device.pairing SET
                    state = @state, reason = @reason, steps_told = @steps, expires_at = @expires, ended_at = @ended,
                    device_id = @device, kind = @kind, variant = @variant, battery_percent = @battery,
                    signal_dbm = @signal, margin_db = @margin
                WHERE hub_row_id = @hub AND pairing_id = @id
                """),
            row).Run();
    }

    private static StoreCommand Bind(StoreCommand command, PairingRow row)
    {
        return command.With("@hub", row.HubRowId)
            .With("@id", row.PairingId)
            .With("@state", (long)row.State)
            .With("@reason", (long)row.Reason)
            .With("@steps", (long)row.StepsTold)
            .With("@expires", row.ExpiresAt)
            .With("@ended", row.EndedAt)
            .With("@device", row.DeviceId)
            .With("@kind", (long)row.Kind)
            .With("@variant", (long)row.Variant)
            .With("@battery", (long)row.BatteryPercent)
            .With("@signal", (long)row.SignalDbm)
            .With("@margin", (long)row.MarginDb);
    }

    private static PairingRow Map(DbDataReader reader)
    {
        return new PairingRow
        {
            HubRowId = reader.GetInt64(0),
            PairingId = reader.GetInt64(1),
            TenantId = reader.GetGuid(2),
            State = (PairingState)reader.GetInt32(3),
            Reason = (PairingReason)reader.GetInt32(4),
            StepsTold = reader.GetInt32(5),
            AskedAt = reader.GetInt64(6),
            ExpiresAt = reader.GetInt64(7),
            EndedAt = reader.IsDBNull(8) ? null : reader.GetInt64(8),
            ActorId = reader.IsDBNull(9) ? null : reader.GetGuid(9),
            ActorName = reader.IsDBNull(10) ? null : reader.GetString(10),
            LabelDeviceId = reader.GetInt64(11),
            DeviceId = reader.GetInt64(12),
            Kind = (DeviceKind)reader.GetInt32(13),
            Variant = (DeviceVariant)reader.GetInt32(14),
            Location = reader.GetInt32(15),
            Occupant = reader.GetInt32(16),
            ReplacesDeviceId = reader.GetInt64(17),
            BatteryPercent = reader.GetInt32(18),
            SignalDbm = reader.GetInt32(19),
            MarginDb = reader.GetInt32(20),
        };
    }
}
