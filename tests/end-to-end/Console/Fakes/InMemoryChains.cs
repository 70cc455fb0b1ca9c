// Escalation chains without a store, for tests of the console's pages alone.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps one chain for all kinds; refuses a step without time.</summary>
internal sealed class InMemoryChains : IEscalationChains
{
    private static readonly EscalationChain Built = new(
        "helsingborg", false,
        [new(60, EscalationAction.SoundAgain), new(60, EscalationAction.ToSupervisor)],
        [new(300, EscalationAction.RemindOwner)],
        [new(60, EscalationAction.Dispatch)],
        [new(300, EscalationAction.CallResponders), new(300, EscalationAction.NextResponders)],
        [new(1800, EscalationAction.RemindResponder), new(300, EscalationAction.Redispatch)],
        [new(3600, EscalationAction.RemindResponder)]);

    private readonly List<ChainView> _versions = [];

    public IReadOnlyList<ChainTemplate> Templates { get; } =
    [
        new("helsingborg", CaseKind.Person, Built),
        new("hultsfred", CaseKind.Person, Built with { Name = "hultsfred", IsDirect = true }),
    ];

    public Task<ChainView> FindAsync(Actor actor, CaseKind kind, CancellationToken cancellationToken) =>
        Task.FromResult(_versions.FirstOrDefault() ?? new ChainView(kind, 0, Built));

    public Task<IReadOnlyList<ChainView>> VersionsAsync(
        Actor actor, CaseKind kind, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ChainView>>([.. _versions]);

    public Task<ChainChange> SetAsync(
        Actor actor, CaseKind kind, EscalationChain chain, string reason, long? ifVersion,
        CancellationToken cancellationToken)
    {
        if (chain.Raised.Any(step => step.AfterSeconds < 1))
        {
            return Task.FromResult(new ChainChange(
                null, [new ChainFault("chain.raised[0].afterSeconds", "must be 1 to 86400.")], false));
        }

        _versions.Insert(0, new ChainView(
            kind, _versions.Count + 1, chain, Town.Now, actor.DisplayName, reason));
        return Task.FromResult(new ChainChange(_versions[0], [], false));
    }
}
