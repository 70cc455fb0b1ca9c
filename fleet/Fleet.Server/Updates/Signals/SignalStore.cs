// Reads and writes figures of hubs' days, and what came of comparing them.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Text.Json;
using Fleet.Server.Gateway;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Updates.Signals;

/// <summary>The moment from which a hub ran a release for good.</summary>
/// <param name="HubRow">The hub.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Figures">What of that day had been before.</param>
internal readonly record struct SignalMark(long HubRow, long At, DayFigures Figures);

/// <summary>The SQL of signals; everything within a session.</summary>
internal static class SignalStore
{
    private const long MillisecondsPerDay = 86_400_000;

    private const string Sums =
        """
        SELECT COALESCE(SUM(heartbeats), 0), COALESCE(SUM(gaps), 0), COALESCE(SUM(restarts), 0),
               COALESCE(SUM(tests), 0), COALESCE(SUM(test_delay), 0), COALESCE(SUM(battery_seconds), 0),
               COALESCE(SUM(battery_lost), 0), COALESCE(SUM(lost_triggers), 0), COUNT(*)
        FROM device.hub_day WHERE hub_row_id = @hub AND day >= @from AND day < @to
        """;

    /// <summary>The day of a time, counted from 1970.</summary>
    public static long DayOf(long unixMilliseconds)
    {
        return unixMilliseconds / MillisecondsPerDay;
    }

    /// <summary>Adds to the figures of a hub's day.</summary>
    public static void Add(StoreSession session, HubPrincipal hub, long now, DayFigures figures)
    {
        session.Sql(
            """
            INSERT INTO device.hub_day AS d (
                hub_row_id, day, tenant_id, heartbeats, gaps, restarts, tests, test_delay, battery_seconds,
                battery_lost, lost_triggers)
            VALUES (
                @hub, @day, @tenant_id, @heartbeats, @gaps, @restarts, @tests, @delay, @seconds, @lost, @triggers)
            ON CONFLICT (hub_row_id, day) DO UPDATE SET
                heartbeats = d.heartbeats + @heartbeats, gaps = d.gaps + @gaps, restarts = d.restarts + @restarts,
                tests = d.tests + @tests, test_delay = d.test_delay + @delay,
                battery_seconds = d.battery_seconds + @seconds, battery_lost = d.battery_lost + @lost,
                lost_triggers = d.lost_triggers + @triggers
            """)
            .With("@hub", hub.RowId)
            .With("@day", DayOf(now))
            .With("@tenant_id", hub.TenantId)
            .With("@heartbeats", figures.Heartbeats)
            .With("@gaps", figures.Gaps)
            .With("@restarts", figures.Restarts)
            .With("@tests", figures.Tests)
            .With("@delay", figures.TestDelay)
            .With("@seconds", figures.BatterySeconds)
            .With("@lost", figures.BatteryLost)
            .With("@triggers", figures.LostTriggers)
            .Run();
    }

    /// <summary>The figures of a hub from a day on, before another, and over how many days it has any.</summary>
    public static (DayFigures Figures, int Days) Sum(StoreSession session, long hubRow, long from, long to)
    {
        using DbDataReader reader = session.Sql(Sums)
            .With("@hub", hubRow)
            .With("@from", from)
            .With("@to", to)
            .Read();
        reader.Read();
        long At(int column) => Convert.ToInt64(reader.GetValue(column), null);
        return (new DayFigures(At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7)), (int)At(8));
    }

    /// <summary>Notes the moment from which a hub runs a release for good.</summary>
    public static void Mark(StoreSession session, Guid rolloutId, HubPrincipal hub, long now)
    {
        (DayFigures today, int _) = Sum(session, hub.RowId, DayOf(now), DayOf(now) + 1);
        session.Sql(
            """
            INSERT INTO device.rollout_mark (rollout_id, hub_row_id, tenant_id, marked_at, figures, worse)
            VALUES (@rollout, @hub, @tenant_id, @now, @figures, '')
            ON CONFLICT (rollout_id, hub_row_id) DO UPDATE SET marked_at = @now, figures = @figures, worse = ''
            """)
            .With("@rollout", rolloutId)
            .With("@hub", hub.RowId)
            .With("@tenant_id", hub.TenantId)
            .With("@now", now)
            .With("@figures", JsonSerializer.Serialize(today, JsonSettings.Options))
            .Run();
    }

    /// <summary>Hubs that have run a release for long enough, and do not do worse as far as is known.</summary>
    public static List<SignalMark> Marked(StoreSession session, Guid rolloutId, long before, long afterHub, int limit)
    {
        var found = new List<SignalMark>();
        using DbDataReader reader = session.Sql(
            """
            SELECT hub_row_id, marked_at, figures FROM device.rollout_mark
            WHERE rollout_id = @rollout AND marked_at <= @before AND worse = '' AND hub_row_id > @after
            ORDER BY hub_row_id LIMIT @limit
            """)
            .With("@rollout", rolloutId)
            .With("@before", before)
            .With("@after", afterHub)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add(new SignalMark(
                reader.GetInt64(0),
                reader.GetInt64(1),
                JsonSerializer.Deserialize<DayFigures>(reader.GetString(2), JsonSettings.Options)!));
        }

        return found;
    }

    /// <summary>Notes what a hub does worse.</summary>
    public static void SetWorse(StoreSession session, Guid rolloutId, long hubRow, string worse)
    {
        session.Sql("UPDATE device.rollout_mark SET worse = @worse WHERE rollout_id = @rollout AND hub_row_id = @hub")
            .With("@worse", worse)
            .With("@rollout", rolloutId)
            .With("@hub", hubRow)
            .Run();
        session.Sql(
            """
            UPDATE device.rollout_hub SET reason = @worse WHERE rollout_id = @rollout AND hub_row_id = @hub
            """)
            .With("@worse", worse)
            .With("@rollout", rolloutId)
            .With("@hub", hubRow)
            .Run();
    }

    /// <summary>How many updated hubs do worse, and what the first does.</summary>
    public static (int Hubs, string First) Worse(StoreSession session, Guid rolloutId)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT COUNT(*), COALESCE(MIN(m.worse), '') FROM device.rollout_mark m
            JOIN device.rollout_hub h ON h.rollout_id = m.rollout_id AND h.hub_row_id = m.hub_row_id
            WHERE m.rollout_id = @rollout AND m.worse <> '' AND h.state = 5
            """)
            .With("@rollout", rolloutId)
            .Read();
        return reader.Read() ? ((int)reader.GetInt64(0), reader.GetString(1)) : (0, "");
    }

    /// <summary>Why the first hub failed that did.</summary>
    public static string FirstFailure(StoreSession session, Guid rolloutId)
    {
        using DbDataReader reader = session.Sql(
            """
            SELECT reason FROM device.rollout_hub
            WHERE rollout_id = @rollout AND state IN (6, 7, 8) ORDER BY ended_at, place LIMIT 1
            """)
            .With("@rollout", rolloutId)
            .Read();
        return reader.Read() ? reader.GetString(0) : "";
    }

    /// <summary>Forgets days that nothing is held against any more.</summary>
    public static int Forget(StoreSession session, long beforeDay)
    {
        return session.Sql(
            """
            DELETE FROM device.hub_day WHERE (hub_row_id, day) IN (
                SELECT hub_row_id, day FROM device.hub_day WHERE day < @before LIMIT @limit)
            """)
            .With("@before", beforeDay)
            .With("@limit", (long)Limits.Store.RowsPerBackgroundWrite)
            .Run();
    }
}
