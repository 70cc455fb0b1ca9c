// What statistics know of a case, a hub and a contract besides the log.
using System;
using System.Collections.Generic;
using System.Linq;

namespace Fleet.Evidence.Statistics;

/// <summary>What a case is about.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">What people say aloud.</param>
/// <param name="Kind">0 person, 1 technical, 2 test.</param>
/// <param name="HubId">The home's hub.</param>
/// <param name="Unit">The unit that the home is counted to; empty when none is entered.</param>
/// <param name="RaisedAt">The press, unix milliseconds UTC.</param>
/// <param name="ReceivedAt">When the centre had it; decides the period.</param>
public sealed record CaseFacts(
    Guid CaseId, long CaseNumber, int Kind, string HubId, string Unit, long RaisedAt, long ReceivedAt);

/// <summary>A hub in the municipality.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Unit">The unit that its home is counted to; empty when none is entered.</param>
/// <param name="AddedAt">When it was registered, unix milliseconds UTC.</param>
/// <param name="EndedAt">When its alarm was ended; null while it is in use.</param>
public sealed record HubFacts(string HubId, string Unit, long AddedAt, long? EndedAt);

/// <summary>The response time agreed on (HBG-002).</summary>
/// <param name="Unit">A unit; empty for the whole municipality.</param>
/// <param name="ValidFrom">From when on, unix milliseconds UTC.</param>
/// <param name="Contract">Where it is agreed on.</param>
/// <param name="Minutes">The longest time from confirmation to check-in.</param>
public sealed record ResponseLimit(string Unit, long ValidFrom, string Contract, int Minutes)
{
    /// <summary>What counts where nothing is agreed on (HBG-072, UPP-022).</summary>
    public const int StandardMinutes = 30;

    /// <summary>The limit in minutes for a case: the unit's before the municipality's, the newest in force.</summary>
    public static int For(IReadOnlyList<ResponseLimit> limits, string unit, long receivedAt)
    {
        return limits
            .Where(limit => limit.ValidFrom <= receivedAt && (limit.Unit.Length == 0 || limit.Unit == unit))
            .OrderByDescending(limit => limit.Unit.Length > 0)
            .ThenByDescending(limit => limit.ValidFrom)
            .FirstOrDefault()?.Minutes ?? StandardMinutes;
    }
}
