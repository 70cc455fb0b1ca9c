// The append-only log of a municipality.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <summary>
/// Appends to the tenant's hash-chained log inside the caller's transaction, which begins with
/// <see cref="Outbox.Open"/>; each entry is signed with the server's key (requirements §5.1, 2).
/// </summary>
public interface ITenantLog
{
    /// <summary>An entry of a case's own log, by its hash.</summary>
    void AppendCase(StoreSession session, Guid tenantId, Guid caseId, long number, long at, ReadOnlySpan<byte> hash);

    /// <summary>Anything else to be proven: a change of policy or of a chain, a look at personal data.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="topic">A stable code such as policy, chain, group, home, bundle, broadcast.</param>
    /// <param name="subject">The id of what it is about.</param>
    /// <param name="step">A stable code such as changed, seen, exported.</param>
    /// <param name="detail">A note without personal data, at most 1,000 characters.</param>
    /// <param name="at">Unix milliseconds UTC.</param>
    /// <param name="actorId">Who; null for the system.</param>
    /// <param name="actorName">The actor's display name.</param>
    void Append(
        StoreSession session,
        Guid tenantId,
        string topic,
        string subject,
        string step,
        string detail,
        long at,
        Guid? actorId,
        string? actorName);
}
