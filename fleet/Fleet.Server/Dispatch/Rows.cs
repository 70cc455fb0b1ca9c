// Reads all rows of a statement.
using System;
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A statement's rows as a list, so that the statement is free again.</summary>
internal static class Rows
{
    public static List<T> List<T>(StoreCommand command, Func<DbDataReader, T> map)
    {
        var items = new List<T>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            items.Add(map(reader));
        }

        return items;
    }

    public static DateTimeOffset Time(long unixMilliseconds)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
    }

    public static DateTimeOffset? Time(long? unixMilliseconds)
    {
        return unixMilliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    public static long? NumberAt(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    public static Guid? IdAt(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetGuid(column);
    }
}
