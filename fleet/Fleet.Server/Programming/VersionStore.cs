// Reads versions of documents with how far they have come.
using System.Collections.Generic;
using System.Data.Common;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming;

/// <summary>A version as the store has it; times are unix milliseconds UTC.</summary>
/// <param name="Version">Its number.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Reason">The hub's words.</param>
/// <param name="ChangedAt">When the state was last changed.</param>
/// <param name="TrialEndsAt">When the hub goes back by itself; 0 when it tries nothing.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ActorName">By whom.</param>
/// <param name="Comment">Why.</param>
/// <param name="RestoredFrom">The version that it took again; null for none.</param>
/// <param name="CaseNumber">The case that it answers; null for none.</param>
/// <param name="Bytes">Bytes of the document.</param>
/// <param name="Model">The document as text.</param>
internal sealed record StoredVersion(
    long Version,
    DocumentState State,
    string Reason,
    long ChangedAt,
    long TrialEndsAt,
    long MadeAt,
    string ActorName,
    string Comment,
    long? RestoredFrom,
    long? CaseNumber,
    int Bytes,
    string Model);

/// <summary>The SQL of versions; everything within a session.</summary>
internal static class VersionStore
{
    private const string Select =
        """
        SELECT d.version, s.state, s.reason, s.changed_at, s.trial_ends_at, d.made_at, d.actor_name, d.comment,
               d.restored_from, d.case_number, length(d.body), d.model
        FROM device.hub_document d
        JOIN device.hub_document_state s ON s.hub_row_id = d.hub_row_id AND s.kind = d.kind AND s.version = d.version
        WHERE d.tenant_id = @tenant_id AND d.hub_row_id = @hub AND d.kind = @kind
        """;

    /// <summary>One version; null when the hub has none of that number.</summary>
    public static StoredVersion? Find(StoreSession session, HubPrincipal hub, DocumentKind kind, long version)
    {
        using DbDataReader reader = session.Sql(Select + " AND d.version = @version")
            .With("@tenant_id", hub.TenantId)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@version", version)
            .Read();
        return reader.Read() ? Map(reader) : null;
    }

    /// <summary>Versions below one, newest first.</summary>
    public static List<StoredVersion> List(
        StoreSession session, HubPrincipal hub, DocumentKind kind, long before, int limit)
    {
        var found = new List<StoredVersion>();
        using DbDataReader reader = session.Sql(
            Select + " AND d.version < @before ORDER BY d.version DESC LIMIT @limit")
            .With("@tenant_id", hub.TenantId)
            .With("@hub", hub.RowId)
            .With("@kind", (long)kind)
            .With("@before", before)
            .With("@limit", (long)limit)
            .Read();
        while (reader.Read())
        {
            found.Add(Map(reader));
        }

        return found;
    }

    private static StoredVersion Map(DbDataReader reader)
    {
        return new StoredVersion(
            reader.GetInt64(0),
            (DocumentState)reader.GetInt32(1),
            reader.GetString(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetString(6),
            reader.GetString(7),
            reader.IsDBNull(8) ? null : reader.GetInt64(8),
            reader.IsDBNull(9) ? null : reader.GetInt64(9),
            reader.GetInt32(10),
            reader.GetString(11));
    }
}
