// How other slices hear of the end of a case.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>A case that was closed in this transaction.</summary>
/// <param name="TenantId">The municipality.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">What it was about.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ClosedAt">When, unix milliseconds UTC; another one at each closing.</param>
/// <param name="Now">The time of the change.</param>
public readonly record struct EndedCase(
    Guid TenantId, Guid CaseId, CaseKind Kind, CaseOutcome Outcome, long ClosedAt, long Now);

/// <summary>Called in the transaction that closes a case, after it is written.</summary>
public interface ICaseEnd
{
    /// <summary>The case is closed.</summary>
    void Closed(StoreSession session, EndedCase ended);
}
