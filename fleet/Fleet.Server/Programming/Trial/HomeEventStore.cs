// Reads, writes and prunes homes' events.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Trial;

/// <summary>The SQL of homes' events; everything within a session.</summary>
internal static class HomeEventStore
{
    private const long SecondMilliseconds = 1_000;

    /// <summary>Keeps an event, once, with where its device is as far as that is known.</summary>
    public static void Add(StoreSession session, HubPrincipal hub, in HomeEvent one)
    {
        session.Sql(
            """
            INSERT INTO device.home_event (
                hub_row_id, sequence, tenant_id, happened_at, kind, device_id, device_type, status_code, value,
                location, occupant, rule_id)
            VALUES (@hub, @sequence, @tenant_id, @at, @kind, @device, @type, @code, @value,
                CASE WHEN @kind = 1 THEN COALESCE((
                    SELECT location FROM device.hub_device WHERE hub_row_id = @hub AND device_id = @device), 0)
                    ELSE @location END,
                CASE WHEN @kind = 1 THEN COALESCE((
                    SELECT occupant FROM device.hub_device WHERE hub_row_id = @hub AND device_id = @device), 0)
                    ELSE @occupant END,
                @rule)
            ON CONFLICT (hub_row_id, sequence) DO NOTHING
            """)
            .With("@hub", hub.RowId)
            .With("@sequence", one.Sequence)
            .With("@tenant_id", hub.TenantId)
            .With("@at", one.At)
            .With("@kind", (long)one.Kind)
            .With("@device", one.DeviceId)
            .With("@type", (long)one.DeviceType)
            .With("@code", (long)one.StatusCode)
            .With("@value", one.Value)
            .With("@location", (long)one.Location)
            .With("@occupant", (long)one.Occupant)
            .With("@rule", (long)one.RuleId)
            .Run();
    }

    /// <summary>Notes that a hub was heard.</summary>
    public static void Hear(StoreSession session, HubPrincipal hub, long heardAt)
    {
        session.Sql(
            """
            INSERT INTO device.home_event_reach (hub_row_id, tenant_id, since_at, heard_at, boot_count)
            VALUES (@hub, @tenant_id, @at, @at, 0)
            ON CONFLICT (hub_row_id) DO UPDATE SET heard_at = @at WHERE device.home_event_reach.heard_at < @at
            """)
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@at", heardAt)
            .Run();
    }

    /// <summary>Notes a hello: of a start that has not been told of, with how long the hub had not been heard before.
    /// </summary>
    public static void Start(StoreSession session, HubPrincipal hub, long bootCount, in HomeEvent start, long heardAt)
    {
        if (FindReach(session, hub) is { } reach && reach.BootCount != 0 && reach.BootCount < bootCount)
        {
            long unheard = Math.Clamp((start.At - reach.HeardAt) / SecondMilliseconds, 0, int.MaxValue);
            Add(session, hub, start with { Value = unheard });
        }

        Hear(session, hub, heardAt);
        session.Sql(
            """
            UPDATE device.home_event_reach SET boot_count = @boot
            WHERE hub_row_id = @hub AND boot_count < @boot
            """)
            .With("@boot", bootCount)
            .With("@hub", hub.RowId)
            .Run();
    }

    /// <summary>From when on, and up to when, a hub's events are told; null when it has told none.</summary>
    public static HomeReach? FindReach(StoreSession session, HubPrincipal hub)
    {
        using DbDataReader reader = session.Sql(
            "SELECT since_at, heard_at, boot_count FROM device.home_event_reach WHERE hub_row_id = @hub")
            .With("@hub", hub.RowId)
            .Read();
        return reader.Read()
            ? new HomeReach(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
            : null;
    }

    /// <summary>A home's events of a period, as <see cref="HomeEvents"/> orders them.</summary>
    /// <param name="session">A session.</param>
    /// <param name="hub">The home.</param>
    /// <param name="from">The first moment, unix milliseconds UTC.</param>
    /// <param name="to">The last moment.</param>
    public static List<HomeEvent> Read(StoreSession session, HubPrincipal hub, long from, long to)
    {
        var found = new List<HomeEvent>();
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, happened_at, kind, device_id, device_type, status_code, value, location, occupant, rule_id
            FROM device.home_event
            WHERE hub_row_id = @hub AND happened_at >= @from AND happened_at <= @to
            ORDER BY happened_at, sequence
            """)
            .With("@hub", hub.RowId)
            .With("@from", from)
            .With("@to", to)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return HomeEvents.InOrder(found);
    }

    /// <summary>The last event of a kind before a moment; null when none is kept.</summary>
    public static HomeEvent? FindLast(StoreSession session, HubPrincipal hub, HomeEventKind kind, long before)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT sequence, happened_at, kind, device_id, device_type, status_code, value, location, occupant, rule_id
            FROM device.home_event
            WHERE hub_row_id = @hub AND kind = @kind AND happened_at < @before
            ORDER BY happened_at DESC, sequence DESC LIMIT 1
            """)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@before", before)
            .Read();
        return reader.Read() ? Map(reader) : null;
    }

    /// <summary>The rows of hubs with events, after one, by row.</summary>
    public static List<long> Hubs(StoreSession session, long after, int limit)
    {
        var rows = new List<long>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id FROM device.home_event_reach
            WHERE hub_row_id > @after ORDER BY hub_row_id LIMIT @limit
            """)
            .With("@after", after)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    /// <summary>
    /// Removes a home's events from before a moment, and the oldest beyond the number that is kept, some at a time; the
    /// last word on which rules are in force and on who is at home stays.
    /// </summary>
    /// <returns>How many were removed.</returns>
    public static int Prune(StoreSession session, HubPrincipal hub, long before)
    {
        long cut = Math.Max(before, session.Sql(
            """
            SELECT happened_at FROM device.home_event WHERE hub_row_id = @hub
            ORDER BY happened_at DESC, sequence DESC LIMIT 1 OFFSET @kept
            """)
            .With("@hub", hub.RowId)
            .With("@kept", (long)Limits.Trial.EventsPerHome - 1)
            .Number() ?? 0);
        session.Sql(
            "UPDATE device.home_event_reach SET since_at = @cut WHERE hub_row_id = @hub AND since_at < @cut")
            .With("@cut", cut)
            .With("@hub", hub.RowId)
            .Run();
        return session.Sql(
            """
            DELETE FROM device.home_event WHERE hub_row_id = @hub AND sequence IN (
                SELECT sequence FROM device.home_event
                WHERE hub_row_id = @hub AND happened_at < @cut AND sequence <> @rules AND sequence <> @presence
                ORDER BY happened_at, sequence LIMIT @limit)
            """)
            .With("@hub", hub.RowId)
            .With("@cut", cut)
            .With("@rules", FindLast(session, hub, HomeEventKind.InForce, cut)?.Sequence ?? -1)
            .With("@presence", FindLast(session, hub, HomeEventKind.Presence, cut)?.Sequence ?? -1)
            .With("@limit", (long)Limits.Trial.RemovedAtOnce)
            .Run();
    }

    private static HomeEvent Map(DbDataReader reader)
    {
        return new HomeEvent(
            reader.GetInt64(0),
            reader.GetInt64(1),
            (HomeEventKind)reader.GetInt32(2),
            reader.GetInt64(3),
            reader.GetInt32(4),
            reader.GetInt32(5),
            reader.GetInt64(6),
            reader.GetInt32(7),
            reader.GetInt32(8),
            reader.GetInt32(9));
    }
}

/// <summary>Of which time a hub's events are known.</summary>
/// <param name="Since">When it first told any, unix milliseconds UTC.</param>
/// <param name="HeardAt">When it was last heard, to within <see cref="Limits.Trial.ReachMinutes"/> minutes.</param>
/// <param name="BootCount">Its last start; 0 when not known.</param>
internal readonly record struct HomeReach(long Since, long HeardAt, long BootCount);
