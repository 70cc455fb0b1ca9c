// Reads and writes rotas within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>A rota with its windows in order.</summary>
internal sealed record StoredRota(
    Guid RotaId, string Name, bool IsDefault, long Version, IReadOnlyList<StoredWindow> Windows);

/// <summary>The SQL of rotas.</summary>
internal static class RotaStore
{
    private const string Columns = "rota_id, name, is_default, version";

    /// <summary>All rotas of a tenant: the default one, then by name.</summary>
    public static List<StoredRota> All(StoreSession session, Guid tenantId)
    {
        return WithWindows(session, Rows.List(
            session.Sql(
                $"SELECT {Columns} FROM care.rota WHERE tenant_id = @tenant_id ORDER BY is_default DESC, name")
                .With("@tenant_id", tenantId),
            Map));
    }

    /// <summary>One rota; null when the tenant has none with this id.</summary>
    public static StoredRota? Find(StoreSession session, Guid tenantId, Guid rotaId)
    {
        return WithWindows(session, Rows.List(
            session.Sql($"SELECT {Columns} FROM care.rota WHERE tenant_id = @tenant_id AND rota_id = @id")
                .With("@tenant_id", tenantId)
                .With("@id", rotaId),
            Map)).FirstOrDefault();
    }

    /// <summary>The tenant's default rota; null when it has none.</summary>
    public static StoredRota? Default(StoreSession session, Guid tenantId)
    {
        return WithWindows(session, Rows.List(
            session.Sql($"SELECT {Columns} FROM care.rota WHERE tenant_id = @tenant_id AND is_default = @yes")
                .With("@tenant_id", tenantId)
                .With("@yes", true),
            Map)).FirstOrDefault();
    }

    /// <summary>Writes a rota as it will be. A new default takes the place of the one before.</summary>
    public static void Save(StoreSession session, Guid tenantId, StoredRota rota)
    {
        if (rota.IsDefault)
        {
            session.Sql(
                """
                UPDATE care.rota SET is_default = @no, version = version + 1
                WHERE tenant_id = @tenant_id AND is_default = @yes AND rota_id <> @id
                """)
                .With("@no", false)
                .With("@yes", true)
                .With("@tenant_id", tenantId)
                .With("@id", rota.RotaId)
                .Run();
        }

        session.Sql(
            """
            INSERT INTO care.rota (rota_id, tenant_id, name, is_default, version)
            VALUES (@id, @tenant_id, @name, @default, @version)
            ON CONFLICT (rota_id) DO UPDATE SET name = @name, is_default = @default, version = @version
            """)
            .With("@id", rota.RotaId)
            .With("@tenant_id", tenantId)
            .With("@name", rota.Name)
            .With("@default", rota.IsDefault)
            .With("@version", rota.Version)
            .Run();
        session.Sql("DELETE FROM care.rota_window WHERE rota_id = @id").With("@id", rota.RotaId).Run();
        for (int i = 0; i < rota.Windows.Count; i++)
        {
            Insert(session, tenantId, rota.RotaId, i, rota.Windows[i]);
        }
    }

    /// <summary>Removes a rota.</summary>
    public static void Remove(StoreSession session, Guid rotaId)
    {
        session.Sql("DELETE FROM care.rota_window WHERE rota_id = @id").With("@id", rotaId).Run();
        session.Sql("DELETE FROM care.rota WHERE rota_id = @id").With("@id", rotaId).Run();
    }

    private static void Insert(StoreSession session, Guid tenantId, Guid rotaId, int position, StoredWindow window)
    {
        session.Sql(
            """
            INSERT INTO care.rota_window (
                rota_id, position, tenant_id, group_id, backup_group_id, weekdays, start_minute, end_minute, first_day,
                last_day, is_exception)
            VALUES (
                @rota, @position, @tenant_id, @group, @backup, @weekdays, @start, @end, @first, @last, @exception)
            """)
            .With("@rota", rotaId)
            .With("@position", (long)position)
            .With("@tenant_id", tenantId)
            .With("@group", window.GroupId)
            .With("@backup", window.BackupGroupId)
            .With("@weekdays", (long)window.Weekdays)
            .With("@start", (long)window.Start)
            .With("@end", (long)window.End)
            .With("@first", window.FirstDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("@last", window.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("@exception", window.IsException)
            .Run();
    }

    private static List<StoredRota> WithWindows(StoreSession session, List<StoredRota> rotas)
    {
        return rotas.ConvertAll(rota => rota with
        {
            Windows = Rows.List(
                session.Sql(
                    """
                    SELECT group_id, backup_group_id, weekdays, start_minute, end_minute, first_day, last_day,
                        is_exception
                    FROM care.rota_window WHERE rota_id = @id ORDER BY position
                    """)
                    .With("@id", rota.RotaId),
                static reader => new StoredWindow(
                    reader.GetGuid(0),
                    Rows.IdAt(reader, 1),
                    reader.GetInt32(2),
                    reader.GetInt32(3),
                    reader.GetInt32(4),
                    Day(reader, 5),
                    Day(reader, 6),
                    reader.GetBoolean(7))),
        });
    }

    private static StoredRota Map(DbDataReader reader)
    {
        return new StoredRota(
            reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3), []);
    }

    private static DateOnly? Day(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column)
            ? null
            : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
