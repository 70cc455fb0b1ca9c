// The public handler of outages.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Outages;

/// <summary>Lists outages and works on them, within the actor's tenant.</summary>
public interface IOutages
{
    /// <summary>Outages, open ones first, then the newest.</summary>
    Task<IReadOnlyList<OutageView>> ListAsync(Actor actor, bool includeEnded, CancellationToken cancellationToken);

    /// <summary>One outage with its homes; null when the tenant has none.</summary>
    Task<OutageDetail?> FindAsync(Actor actor, Guid outageId, CancellationToken cancellationToken);

    /// <summary>The open outage of a hub; null when it is in none.</summary>
    Task<OutageView?> OfHubAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>
    /// Homes that are away, with what is needed to phone or visit them (NOR-040). The look is logged.
    /// </summary>
    Task<IReadOnlyList<WorkLine>?> WorklistAsync(Actor actor, Guid outageId, CancellationToken cancellationToken);

    /// <summary>Somebody has asked after a home, or tried to.</summary>
    /// <returns>False when the outage has no such home.</returns>
    Task<bool> TickOffAsync(
        Actor actor,
        Guid outageId,
        string hubId,
        HomeContact contact,
        string note,
        CancellationToken cancellationToken);

    /// <summary>Says whether the homes are cared for by hand meanwhile (HUL-124, HUL-129).</summary>
    /// <returns>False when the tenant has no such outage.</returns>
    Task<bool> SetManualCareAsync(
        Actor actor, Guid outageId, bool isNeeded, string note, CancellationToken cancellationToken);

    /// <summary>Claims and closes those cases of an outage whose homes are back and that nobody else owns.</summary>
    /// <returns>How many were closed; null when the tenant has no such outage.</returns>
    Task<int?> CloseCasesAsync(Actor actor, Guid outageId, CancellationToken cancellationToken);

    /// <summary>Every home for the paper file, by area and street (HBG-080, UPP-040). The look is logged.</summary>
    Task<IReadOnlyList<PaperLine>> PaperAsync(Actor actor, CancellationToken cancellationToken);
}
