// The care record without a store, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.CareRecord;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Nothing has been handed over until a person says so.</summary>
internal sealed class InMemoryCareRecord : ICareRecord
{
    private readonly HashSet<Guid> _marked = [];

    public Task<CaseDocument?> LookAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult<CaseDocument?>(null);

    public Task<DocumentStateView?> FindStateAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult<DocumentStateView?>(new DocumentStateView(
            caseId,
            1,
            _marked.Contains(caseId) ? DocumentState.ByHand : DocumentState.NotHandedOver,
            null,
            "",
            0,
            ""));

    public Task<IReadOnlyList<DocumentStateView>> FaultsAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DocumentStateView>>([]);

    public Task<DocumentStateView?> MarkAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        _marked.Add(caseId);
        return FindStateAsync(actor, caseId, cancellationToken);
    }
}
