// What other slices may read of cases to prove and count them.
using System;
using System.Collections.Generic;
using Fleet.Evidence;
using Fleet.Evidence.Bundles;
using Fleet.Evidence.Exports;
using Fleet.Evidence.Statistics;
using Fleet.Server.Store;

namespace Fleet.Server.Alarms;

/// <summary>A case with everything that belongs to it.</summary>
/// <param name="Case">Its facts.</param>
/// <param name="Alarms">Its presses.</param>
/// <param name="Presences">Check-ins and check-outs at its hub, from the press until after its end.</param>
/// <param name="Log">Its whole log.</param>
public sealed record CaseRecord(
    BundleCase Case,
    IReadOnlyList<BundleAlarm> Alarms,
    IReadOnlyList<BundlePresence> Presences,
    IReadOnlyList<CaseEntry> Log);

/// <summary>Reads cases and their logs, without personal data of those who live in the homes.</summary>
public interface ICaseEvidence
{
    /// <summary>One case of a municipality; null when there is none.</summary>
    CaseRecord? Find(StoreSession session, Guid tenantId, Guid caseId);

    /// <summary>What statistics know of a case; null when there is none.</summary>
    CaseFacts? FindFacts(StoreSession session, Guid tenantId, Guid caseId);

    /// <summary>An entry of a case's log with the hash before it; null when there is none.</summary>
    ExportStep? FindStep(StoreSession session, Guid caseId, long number);

    /// <summary>Every case that came within a period, one after the other, with the times of its stages.</summary>
    /// <param name="session">A session.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="from">The first time, unix milliseconds UTC.</param>
    /// <param name="to">The time after the last.</param>
    IEnumerable<(CaseFacts Facts, CaseTimes Times)> Read(StoreSession session, Guid tenantId, long from, long to);

    /// <summary>The unit that a hub's home is counted to; empty when none is entered.</summary>
    string UnitOf(StoreSession session, Guid tenantId, long hubRowId);
}
