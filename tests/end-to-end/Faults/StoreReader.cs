// Looks into the fleet manager's store without the fleet manager.
using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Tests.Faults;

/// <summary>An alarm as it lies in the store.</summary>
internal sealed record StoredAlarm(string HubId, ulong Sequence, uint TriggerId, int PressCount, string CaseId);

/// <summary>A case as it lies in the store, with what its log says.</summary>
internal sealed record StoredCase(string CaseId, string HubId, int PressCount, int LogEntries, int LogCount);

/// <summary>Reads a SQLite store.</summary>
internal sealed class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;

    private StoreReader(string file) =>
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");

    /// <summary>
    /// Copies the store as a killed process has left it, with its write-ahead log, and opens the copy: what it shows
    /// is what the next start will find, and the original stays as it was left.
    /// </summary>
    public static StoreReader OpenCopy(string dataFolder, string copyFolder)
    {
        Directory.CreateDirectory(copyFolder);
        foreach (string file in Directory.EnumerateFiles(dataFolder, "fleet.db*"))
        {
            File.Copy(file, Path.Combine(copyFolder, Path.GetFileName(file)), overwrite: true);
        }

        return Opened(Path.Combine(copyFolder, "fleet.db"));
    }

    /// <summary>Opens the store of a running fleet manager for reading.</summary>
    public static StoreReader Open(string dataFolder) => Opened(Path.Combine(dataFolder, "fleet.db"));

    public IReadOnlyList<StoredAlarm> Alarms() => Read(
        """
        SELECT h.hub_id, a.sequence, a.trigger_id, a.press_count, a.case_id
        FROM care_alarm a JOIN device_hub h ON h.hub_row_id = a.hub_row_id
        """,
        r => new StoredAlarm(
            r.GetString(0), (ulong)r.GetInt64(1), (uint)r.GetInt64(2), r.GetInt32(3), r.GetString(4)));

    public IReadOnlyList<StoredCase> Cases() => Read(
        """
        SELECT c.case_id, h.hub_id, c.press_count, c.log_count,
            (SELECT count(*) FROM care_case_log l WHERE l.case_id = c.case_id)
        FROM care_alarm_case c JOIN device_hub h ON h.hub_row_id = c.hub_row_id
        WHERE c.kind = 0
        """,
        r => new StoredCase(r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetInt32(4), r.GetInt32(3)));

    /// <summary>"ok" when SQLite finds nothing wrong with the file.</summary>
    public string IntegrityCheck() => Read("PRAGMA integrity_check", r => r.GetString(0))[0];

    public void Dispose() => _connection.Dispose();

    private static StoreReader Opened(string file)
    {
        var reader = new StoreReader(file);
        reader._connection.Open();
        return reader;
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
