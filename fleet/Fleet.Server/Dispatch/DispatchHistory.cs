// Shows messages of cases, problems and unmatched replies.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>The slice's reads for people.</summary>
internal sealed class DispatchHistory : IDispatchHistory, IDispatchProblems
{
    private readonly FleetStore _store;
    private readonly DispatchProblemFinder _finder;
    private readonly TimeProvider _time;

    public DispatchHistory(FleetStore store, DispatchProblemFinder finder, TimeProvider time)
    {
        _store = store;
        _finder = finder;
        _time = time;
    }

    public Task<IReadOnlyList<DispatchMessageView>> ListAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<DispatchMessageView>>(
            session => DispatchStore.Messages(session, actor.TenantId, caseId).ConvertAll(View), cancellationToken);
    }

    public Task<IReadOnlyList<DispatchProblem>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return _store.ReadAsync<IReadOnlyList<DispatchProblem>>(
            session => DispatchProblemFinder.Shown(_finder.Find(session, actor.TenantId, now)), cancellationToken);
    }

    public Task<IReadOnlyList<UnmatchedReply>> UnmatchedAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<UnmatchedReply>>(
            session => UnmatchedStore.List(session, actor.TenantId), cancellationToken);
    }

    private static DispatchMessageView View(StoredMessage message)
    {
        return new DispatchMessageView(
            message.MessageId,
            message.RecipientName,
            message.GroupName,
            message.IsRelative,
            message.IsRelative ? PhoneNumbers.Masked(message.PhoneNumber) : message.PhoneNumber,
            message.Kind,
            message.Purpose,
            message.Round,
            Rows.Time(message.QueuedAt),
            Rows.Time(message.HandedOverAt),
            Rows.Time(message.DeliveredAt),
            Rows.Time(message.FailedAt),
            Rows.Time(message.AnsweredAt),
            message.Answer,
            message.Provider,
            message.Fault);
    }
}
