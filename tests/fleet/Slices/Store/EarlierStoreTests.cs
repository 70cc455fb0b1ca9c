// A store made by an earlier version comes forward with everything in it.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Store;
using Microsoft.Data.Sqlite;
using Npgsql;
using Slices.Tests.World;

namespace Slices.Tests.Store;

/// <summary>Migrations on a store that holds cases from before them.</summary>
public sealed class EarlierStoreTests : IDisposable
{
    private const string Tenant = "11111111-1111-4111-8111-111111111111";
    private const string OpenCase = "22222222-2222-4222-8222-222222222222";
    private const string ClosedCase = "33333333-3333-4333-8333-333333333333";
    private readonly string _directory = Directory.CreateTempSubdirectory("earlier").FullName;

    [Theory]
    [InlineData(StoreProvider.Sqlite)]
    [InlineData(StoreProvider.PostgreSql)]
    public async Task Cases_alarms_and_logs_from_before_the_whole_way_of_a_case_are_kept(StoreProvider provider)
    {
        await using DbConnection connection = await OpenAsync(provider);
        StoreDialect dialect = StoreDialect.Of(provider);
        IReadOnlyList<Migration> all = Migration.All(provider);
        new Migrator(connection, dialect, [.. all.Where(m => m.Number < 5)], TimeProvider.System).Apply();
        foreach (string statement in Rows(provider))
        {
            await RunAsync(connection, dialect.Text(statement));
        }

        new Migrator(connection, dialect, all, TimeProvider.System).Apply();

        Assert.Equal(
            [$"{ClosedCase} 9 2500 0", $"{OpenCase} 1 2000 0"],
            await ReadAsync(
                connection,
                dialect.Text("SELECT case_id, state, phase_since, queue FROM care.alarm_case ORDER BY state DESC")));
        Assert.Equal(["1"], await ReadAsync(connection, dialect.Text("SELECT COUNT(*) FROM care.alarm")));
        Assert.Equal(["1"], await ReadAsync(connection, dialect.Text("SELECT COUNT(*) FROM care.case_log")));
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(
            connection, dialect.Text("UPDATE care.case_log SET step = 'other'")));
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(
            connection, dialect.Text($"UPDATE care.alarm_case SET owner_id = NULL WHERE case_id = '{OpenCase}'")));
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(
            connection, dialect.Text($"DELETE FROM care.alarm_case WHERE case_id = '{OpenCase}'")));
    }

    [Fact]
    public async Task A_migration_that_would_leave_rows_without_what_they_refer_to_changes_nothing()
    {
        await using DbConnection connection = await OpenAsync(StoreProvider.Sqlite);
        IReadOnlyList<Migration> all = [.. Migration.All(StoreProvider.Sqlite).Where(m => m.Number < 5)];
        new Migrator(connection, StoreDialect.Sqlite, all, TimeProvider.System).Apply();
        foreach (string statement in Rows(StoreProvider.Sqlite))
        {
            await RunAsync(connection, StoreDialect.Sqlite.Text(statement));
        }

        var careless = new Migration(5, "0005_careless", "DROP TABLE care_alarm_case;");
        Assert.Throws<StoreSchemaException>(() => new Migrator(
            connection, StoreDialect.Sqlite, [.. all, careless], TimeProvider.System).Apply());

        Assert.Equal(["2"], await ReadAsync(connection, "SELECT COUNT(*) FROM care_alarm_case"));
        Assert.Equal(["1"], await ReadAsync(connection, "PRAGMA foreign_keys"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private static IEnumerable<string> Rows(StoreProvider provider)
    {
        string hash = provider == StoreProvider.Sqlite ? "zeroblob(32)" : "decode(repeat('00', 32), 'hex')";
        string yes = provider == StoreProvider.Sqlite ? "1" : "TRUE";
        yield return $"INSERT INTO access.tenant VALUES ('{Tenant}', 'Norrby', 1)";
        yield return Case(OpenCase, "1, 1", "'44444444-4444-4444-8444-444444444444', 'Op', 2000, 3000, 0, NULL, NULL");
        yield return Case(ClosedCase, "2, 9", "NULL, NULL, NULL, NULL, 0, 1, 2500");
        yield return "INSERT INTO care.alarm VALUES "
            + $"(1, 7, '{Tenant}', 1, 0, 5, 3, 10, 0, 1, 1, 1000, 1100, '{OpenCase}', 0)";
        yield return $"INSERT INTO care.case_log VALUES ('{OpenCase}', 1, '{Tenant}', 1100, 'raised', NULL, NULL, '', "
            + $"{hash})";

        string Case(string id, string numberAndState, string rest) =>
            $"""
            INSERT INTO care.alarm_case (
                case_id, tenant_id, hub_row_id, kind, device_type, status_code, trigger_id, priority,
                is_condition_active, press_count, raised_at, received_at, last_event_at, version, log_count, log_hash,
                case_number, state, owner_id, owner_name, claimed_at, next_deadline_at, overdue_count, outcome,
                closed_at)
            VALUES (
                '{id}', '{Tenant}', 1, 0, 3, 10, 5, 1, {yes}, 1, 1000, 1100, 2000, 2, 1, {hash}, {numberAndState},
                {rest})
            """;
    }

    private async Task<DbConnection> OpenAsync(StoreProvider provider)
    {
        DbConnection connection = provider == StoreProvider.Sqlite
            ? new SqliteConnection(
                $"Data Source={Path.Combine(_directory, Path.GetRandomFileName())};Foreign Keys=True")
            : new NpgsqlConnection(await PostgresCluster.CreateDatabaseAsync());
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return rows;
    }
}
