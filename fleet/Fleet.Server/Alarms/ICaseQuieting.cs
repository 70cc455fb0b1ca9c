// How a case that is one of many of one outage is kept from sounding.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>
/// Quiets and wakes cases inside the caller's transaction, which begins with <see cref="Outbox.Open"/>. A quiet case
/// stays open, and its one deadline is the time at which it sounds again.
/// </summary>
public interface ICaseQuieting
{
    /// <summary>Quiets a technical case that nobody has claimed.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="until">When it sounds again, unix milliseconds UTC.</param>
    /// <param name="detail">Why, without personal data.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <returns>False when the case is of another kind, claimed, closed, or not there.</returns>
    bool Quiet(StoreSession session, Guid tenantId, Guid caseId, long until, string detail, long now);

    /// <summary>Lets a quiet case sound again, with a new first deadline.</summary>
    /// <returns>False when it was not quiet.</returns>
    bool Wake(StoreSession session, Guid tenantId, Guid caseId, string detail, long now);
}
