// Homes' rules without a store, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Programming;
using Hub.Protocols.Rules;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps versions of one hub in memory and checks them as the server does. The test plays the hub.</summary>
internal sealed class InMemoryRules(TimeProvider time) : IHubRules
{
    private readonly Lock _lock = new();
    private readonly List<RulesVersionView> _versions = [];
    private long? _reported;

    public IReadOnlyList<RuleTemplateView> Templates => GeneralPlan.Rules;

    /// <summary>The newest version; null when there is none.</summary>
    public RulesVersionView? Newest
    {
        get
        {
            lock (_lock)
            {
                return _versions.LastOrDefault();
            }
        }
    }

    /// <summary>Puts rules there, as somebody else has made them.</summary>
    public void Put(RuleSetEntry rules, string actorName = "Anna", string comment = "from the beginning")
    {
        lock (_lock)
        {
            Add(actorName, rules, comment, null);
        }
    }

    /// <summary>The hub answers the newest version.</summary>
    public void Answer(DocumentState state, string reason = "")
    {
        lock (_lock)
        {
            RulesVersionView newest = _versions[^1];
            _versions[^1] = newest with { State = state, Reason = reason };
            _reported = state == DocumentState.InForce ? newest.Version : _reported;
        }
    }

    public Task<RulesView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<RulesView?>(new RulesView(
                hubId,
                _versions.Count,
                _versions.LastOrDefault(),
                _versions.Find(one => one.Version == _reported),
                _reported,
                _reported is null ? null : time.GetUtcNow(),
                false));
        }
    }

    public Task<RulesChange> SetAsync(
        Actor actor,
        string hubId,
        RuleSetEntry document,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Change(actor, document, cause, seenVersion, null));
        }
    }

    public Task<RulesChange> RestoreAsync(
        Actor actor,
        string hubId,
        long version,
        ChangeCause cause,
        long seenVersion,
        CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            RuleSetEntry document = _versions[(int)version - 1].Document!;
            return Task.FromResult(Change(actor, document, cause, seenVersion, version));
        }
    }

    public Task<IReadOnlyList<RulesVersionView>?> VersionsAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RulesVersionView>?>([.. Enumerable.Reverse(_versions)]);
        }
    }

    public Task<RulesVersionView?> FindVersionAsync(
        Actor actor, string hubId, long version, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<RulesVersionView?>(_versions.Find(one => one.Version == version));
        }
    }

    public Task<RulesDifference?> CompareAsync(
        Actor actor, string hubId, long from, long to, CancellationToken cancellationToken) =>
        Task.FromResult<RulesDifference?>(null);

    public Task<IReadOnlyList<RuleHistory>?> ChangesAsync(
        Actor actor, string hubId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RuleHistory>?>(
                RuleComparison.Histories([.. Enumerable.Reverse(_versions)]));
        }
    }

    public RulesCheck Check(RuleSetEntry document, string prefix) => throw new NotSupportedException();

    private RulesChange Change(
        Actor actor, RuleSetEntry document, ChangeCause cause, long seenVersion, long? restoredFrom)
    {
        if (seenVersion != _versions.Count)
        {
            return new RulesChange(RulesResult.Stale, _versions[^1], null, []);
        }

        IReadOnlyList<FieldFault> faults = RuleDocument.Make(document, 1, HubRules.DocumentPrefix).Faults;
        if (cause.Comment.Length == 0)
        {
            faults = [new FieldFault("comment", "must say why."), .. faults];
        }

        return faults.Count > 0
            ? new RulesChange(RulesResult.Invalid, null, null, faults)
            : new RulesChange(
                RulesResult.Done, Add(actor.DisplayName, document, cause.Comment, restoredFrom), null, []);
    }

    private RulesVersionView Add(string actorName, RuleSetEntry rules, string comment, long? restoredFrom)
    {
        byte[] bytes = RuleDocument.Make(rules, 1, "").Bytes;
        Assert.InRange(bytes.Length, 1, RuleLimits.MaxDocumentBytes);
        DateTimeOffset now = time.GetUtcNow();
        for (int i = 0; i < _versions.Count; i++)
        {
            _versions[i] = _versions[i] with { State = DocumentState.Superseded };
        }

        var made = new RulesVersionView(
            _versions.Count + 1,
            DocumentState.Sent,
            "",
            now,
            now,
            actorName,
            comment,
            restoredFrom,
            null,
            bytes.Length,
            rules);
        _versions.Add(made);
        return made;
    }
}
