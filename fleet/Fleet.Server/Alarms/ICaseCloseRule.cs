// How other slices keep a case open that is not done.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>Asked inside the transaction that would close a case; every registered rule must agree.</summary>
public interface ICaseCloseRule
{
    /// <summary>Whether a case may be closed.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="caseId">The case.</param>
    bool MayClose(StoreSession session, Guid tenantId, Guid caseId);
}
