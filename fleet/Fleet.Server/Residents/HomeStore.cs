// Reads and writes homes within a transaction.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Server.Store;

namespace Fleet.Server.Residents;

/// <summary>The SQL of homes.</summary>
internal sealed class HomeStore : IHomes, IHomeIndex
{
    public Home? Find(StoreSession session, Guid tenantId, long hubRowId)
    {
        Home home;
        using (DbDataReader reader = session.Sql(
            """
            SELECT area, unit_name, rota_id, street, town, phone_number, hub_phone_number, key_number,
                has_digital_lock, plan, version, absence, relatives_turn
            FROM care.home WHERE hub_row_id = @hub AND tenant_id = @tenant_id
            """)
            .With("@hub", hubRowId)
            .With("@tenant_id", tenantId)
            .Read())
        {
            if (!reader.Read())
            {
                return null;
            }

            home = new Home(
                hubRowId,
                reader.GetString(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetGuid(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetString(7),
                reader.GetBoolean(8),
                reader.GetString(9),
                [],
                [],
                reader.GetInt64(10),
                reader.GetString(11),
                (RelativesTurn)reader.GetInt32(12));
        }

        return home with
        {
            Residents = List(
                session.Sql("SELECT occupant, name FROM care.home_resident WHERE hub_row_id = @hub ORDER BY occupant")
                    .With("@hub", hubRowId),
                static reader => new Resident(reader.GetInt32(0), reader.GetString(1))),
            Relatives = List(
                session.Sql(
                    """
                    SELECT position, name, phone_number, is_told_of_outages FROM care.home_relative
                    WHERE hub_row_id = @hub ORDER BY position
                    """)
                    .With("@hub", hubRowId),
                static reader => new Relative(
                    reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3))),
            Criteria = List(
                session.Sql(
                    """
                    SELECT status_code, criterion FROM care.home_criterion WHERE hub_row_id = @hub ORDER BY status_code
                    """)
                    .With("@hub", hubRowId),
                static reader => new ActionCriterion(reader.GetInt32(0), reader.GetString(1))),
        };
    }

    public IReadOnlyDictionary<Guid, int> CountByRota(StoreSession session, Guid tenantId)
    {
        return List(
            session.Sql(
                """
                SELECT rota_id, COUNT(*) FROM care.home
                WHERE tenant_id = @tenant_id AND rota_id IS NOT NULL GROUP BY rota_id
                """)
                .With("@tenant_id", tenantId),
            static reader => (Id: reader.GetGuid(0), Count: reader.GetInt32(1)))
            .ToDictionary(static pair => pair.Id, static pair => pair.Count);
    }

    public PersonalWords Words(StoreSession session, Guid tenantId)
    {
        List<string> names = List(
            session.Sql(
                """
                SELECT name FROM care.home_resident WHERE tenant_id = @tenant_id
                UNION SELECT name FROM care.home_relative WHERE tenant_id = @tenant_id
                """)
                .With("@tenant_id", tenantId),
            static reader => reader.GetString(0));
        List<string> streets = List(
            session.Sql("SELECT DISTINCT street FROM care.home WHERE tenant_id = @tenant_id")
                .With("@tenant_id", tenantId),
            static reader => HomeRules.StreetName(reader.GetString(0)));
        List<string> keys = List(
            session.Sql("SELECT DISTINCT key_number FROM care.home WHERE tenant_id = @tenant_id AND key_number <> ''")
                .With("@tenant_id", tenantId),
            static reader => reader.GetString(0));
        return new PersonalWords(names, [.. streets.Where(static name => name.Length > 0).Distinct()], keys);
    }

    /// <summary>Writes a home as it will be.</summary>
    public static void Save(StoreSession session, Guid tenantId, Home home, long now)
    {
        foreach (string table in new[] { "home_resident", "home_relative", "home_criterion" })
        {
            session.Sql($"DELETE FROM care.{table} WHERE hub_row_id = @hub").With("@hub", home.HubRowId).Run();
        }

        SaveHome(session, tenantId, home, now);
        foreach (Resident resident in home.Residents)
        {
            session.Sql(
                """
                INSERT INTO care.home_resident (hub_row_id, occupant, tenant_id, name)
                VALUES (@hub, @occupant, @tenant_id, @name)
                """)
                .With("@hub", home.HubRowId)
                .With("@occupant", (long)resident.Occupant)
                .With("@tenant_id", tenantId)
                .With("@name", resident.Name)
                .Run();
        }

        foreach (Relative relative in home.Relatives)
        {
            session.Sql(
                """
                INSERT INTO care.home_relative (
                    hub_row_id, position, tenant_id, name, phone_number, is_told_of_outages)
                VALUES (@hub, @position, @tenant_id, @name, @phone, @outages)
                """)
                .With("@hub", home.HubRowId)
                .With("@position", (long)relative.Order)
                .With("@tenant_id", tenantId)
                .With("@name", relative.Name)
                .With("@phone", relative.PhoneNumber)
                .With("@outages", relative.IsToldOfOutages)
                .Run();
        }

        foreach (ActionCriterion criterion in home.Criteria ?? [])
        {
            session.Sql(
                """
                INSERT INTO care.home_criterion (hub_row_id, status_code, tenant_id, criterion)
                VALUES (@hub, @status, @tenant_id, @criterion)
                """)
                .With("@hub", home.HubRowId)
                .With("@status", (long)criterion.StatusCode)
                .With("@tenant_id", tenantId)
                .With("@criterion", criterion.Text)
                .Run();
        }
    }

    private static void SaveHome(StoreSession session, Guid tenantId, Home home, long now)
    {
        session.Sql(
            """
            INSERT INTO care.home (
                hub_row_id, tenant_id, area, unit_name, rota_id, street, town, phone_number, hub_phone_number,
                key_number, has_digital_lock, plan, absence, relatives_turn, version, changed_at)
            VALUES (
                @hub, @tenant_id, @area, @unit, @rota_id, @street, @town, @phone, @hub_phone, @key, @lock, @plan,
                @absence, @turn, @version, @now)
            ON CONFLICT (hub_row_id) DO UPDATE SET
                area = @area, unit_name = @unit, rota_id = @rota_id, street = @street, town = @town,
                phone_number = @phone, hub_phone_number = @hub_phone, key_number = @key, has_digital_lock = @lock,
                plan = @plan, absence = @absence, relatives_turn = @turn, version = @version, changed_at = @now
            """)
            .With("@hub", home.HubRowId)
            .With("@tenant_id", tenantId)
            .With("@area", home.Area)
            .With("@unit", home.UnitName)
            .With("@rota_id", home.RotaId)
            .With("@street", home.Street)
            .With("@town", home.Town)
            .With("@phone", home.PhoneNumber)
            .With("@hub_phone", home.HubPhoneNumber)
            .With("@key", home.KeyNumber)
            .With("@lock", home.HasDigitalLock)
            .With("@plan", home.Plan)
            .With("@absence", home.Absence)
            .With("@turn", (long)home.RelativesTurn)
            .With("@version", home.Version)
            .With("@now", now)
            .Run();
    }

    private static List<T> List<T>(StoreCommand command, Func<DbDataReader, T> map)
    {
        var items = new List<T>();
        using DbDataReader reader = command.Read();
        while (reader.Read())
        {
            items.Add(map(reader));
        }

        return items;
    }
}
