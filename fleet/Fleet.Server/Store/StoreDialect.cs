// Turns the store's portable SQL into that of the database in use.
using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Fleet.Server.Store;

/// <summary>
/// The few differences between the databases. SQL in the slices is written once, with schema-qualified tables such as
/// <c>care.alarm_case</c> and parameters such as <c>@case_id</c>; SQLite has no schemas, so a prefix takes their place.
/// </summary>
public sealed partial class StoreDialect
{
    private readonly ConcurrentDictionary<string, string> _texts = new();

    private StoreDialect(StoreProvider provider)
    {
        Provider = provider;
    }

    /// <summary>SQLite.</summary>
    public static StoreDialect Sqlite { get; } = new(StoreProvider.Sqlite);

    /// <summary>PostgreSQL.</summary>
    public static StoreDialect PostgreSql { get; } = new(StoreProvider.PostgreSql);

    /// <summary>The database.</summary>
    public StoreProvider Provider { get; }

    /// <summary>The dialect of a provider.</summary>
    public static StoreDialect Of(StoreProvider provider)
    {
        return provider == StoreProvider.Sqlite ? Sqlite : PostgreSql;
    }

    /// <summary>The statement as this database wants it.</summary>
    public string Text(string sql)
    {
        if (Provider == StoreProvider.PostgreSql)
        {
            return sql;
        }

        return _texts.GetOrAdd(sql, static text => SchemaName().Replace(text, "$1_$2"));
    }

    [GeneratedRegex(@"\b(store|access|device|care)\.([a-z_]+)\b")]
    private static partial Regex SchemaName();
}
