// What lies in the fleet manager's store, read beside it.
using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Load;

/// <summary>Counts cases in a SQLite store, whether its server runs or not.</summary>
internal sealed class StoredCases : IDisposable
{
    private const int Closed = 9;
    private readonly SqliteConnection _store;

    public StoredCases(string file)
    {
        _store = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        _store.Open();
    }

    /// <summary>Open cases of people.</summary>
    public long Open() => Number($"SELECT count(*) FROM care_alarm_case WHERE state <> {Closed} AND kind = 0");

    /// <summary>Open cases that ought to have been seen to by that moment and were not.</summary>
    public long DueBy(long unixMilliseconds) => Number(
        $"SELECT count(*) FROM care_alarm_case WHERE state <> {Closed} AND next_deadline_at <= {unixMilliseconds}");

    /// <summary>The last of all deadlines, unix milliseconds.</summary>
    public long LastDeadline() => Number(
        $"SELECT coalesce(max(next_deadline_at), 0) FROM care_alarm_case WHERE state <> {Closed} AND kind = 0");

    /// <summary>Alarms held.</summary>
    public long Alarms() => Number("SELECT count(*) FROM care_alarm");

    /// <summary>Messages to responders that a provider has not taken yet.</summary>
    public long MessagesWaiting() => Number("SELECT count(*) FROM care_outgoing_message WHERE state IN (0, 1)");

    /// <summary>Messages to responders.</summary>
    public long Messages() => Number("SELECT count(*) FROM care_outgoing_message");

    /// <summary>The priorities of the first open cases, as a list must show them.</summary>
    public List<int> Priorities(int count)
    {
        using SqliteCommand command = _store.CreateCommand();
        command.CommandText =
            $"SELECT priority FROM care_alarm_case WHERE state <> {Closed} ORDER BY priority LIMIT {count}";
        using SqliteDataReader reader = command.ExecuteReader();
        var priorities = new List<int>();
        while (reader.Read())
        {
            priorities.Add(reader.GetInt32(0));
        }

        return priorities;
    }

    public void Dispose() => _store.Dispose();

    private long Number(string sql)
    {
        using SqliteCommand command = _store.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
