// The public handler of technical cases' deadlines, contacts and reports.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Supervision;

/// <summary>Lists and changes what stands beside technical cases, within the actor's tenant.</summary>
public interface IFaults
{
    /// <summary>Open technical cases, the next due first.</summary>
    Task<IReadOnlyList<FaultView>> ListAsync(
        Actor actor, string? hubId, bool includeQuiet, CancellationToken cancellationToken);

    /// <summary>One technical case; null when the tenant has none.</summary>
    Task<FaultView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Raises a technical case for what staff have seen (HBG-085).</summary>
    /// <returns>The case; null when there is no such hub.</returns>
    Task<Guid?> ReportAsync(
        Actor actor, string hubId, FaultKind kind, string note, CancellationToken cancellationToken);

    /// <summary>
    /// Something was exchanged, repaired or reset: the case cannot be closed until a test has come through (HBG-083).
    /// </summary>
    /// <returns>False when the tenant has no such open case.</returns>
    Task<bool> MarkExchangedAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Says which component a case is about, after somebody has looked (HUL-121).</summary>
    /// <returns>False when the tenant has no such case.</returns>
    Task<bool> SetComponentAsync(
        Actor actor, Guid caseId, FaultComponent component, CancellationToken cancellationToken);

    /// <summary>Whom to ask about which component.</summary>
    Task<IReadOnlyList<SupportContact>> ContactsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Sets whom to ask about a component.</summary>
    Task SetContactAsync(Actor actor, SupportContact contact, CancellationToken cancellationToken);

    /// <summary>Triggers that have not been tried within a day after their pairing (requirements §5.1, 7).</summary>
    Task<IReadOnlyList<UntestedDevice>> UntestedAsync(Actor actor, CancellationToken cancellationToken);
}
