// Shows and changes the tenant's policy.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IDispatchPolicies"/>
internal sealed class DispatchPolicies : IDispatchPolicies
{
    private readonly FleetStore _store;
    private readonly DispatchWrites _writes;
    private readonly IHomeIndex _homes;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public DispatchPolicies(
        FleetStore store, DispatchWrites writes, IHomeIndex homes, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _writes = writes;
        _homes = homes;
        _log = log;
        _time = time;
    }

    public Task<DispatchPolicyView> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => PolicyStore.Find(session, actor.TenantId), cancellationToken);
    }

    public Task<IReadOnlyList<DispatchPolicyView>> HistoryAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<DispatchPolicyView>>(
            session => PolicyStore.History(session, actor.TenantId, Limits.Dispatch.VersionsShown), cancellationToken);
    }

    public Task<DispatchChange<DispatchPolicyView>> SetAsync(
        Actor actor, PolicyEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(actor, session => Set(session, actor, entry, ifVersion), cancellationToken);
    }

    private DispatchChange<DispatchPolicyView> Set(
        StoreSession session, Actor actor, PolicyEntry entry, long? ifVersion)
    {
        DispatchPolicyView before = PolicyStore.Find(session, actor.TenantId);
        if (ifVersion is { } version && version != before.Version)
        {
            return DispatchWrites.Stale(before);
        }

        var faults = new List<FieldFault>();
        string reason = DispatchWrites.Text(entry.Reason, "reason", 1, Limits.Dispatch.ReasonLength, faults);
        int minutes = entry.LinkMinutes ?? before.LinkMinutes;
        if (minutes is < Limits.Dispatch.ShortestLinkMinutes or > Limits.Dispatch.LongestLinkMinutes)
        {
            faults.Add(new FieldFault(
                "linkMinutes",
                $"must be {Limits.Dispatch.ShortestLinkMinutes} to {Limits.Dispatch.LongestLinkMinutes}."));
        }

        if (faults.Count > 0)
        {
            return DispatchWrites.Invalid<DispatchPolicyView>(faults);
        }

        DateTimeOffset now = _time.GetUtcNow();
        MessagePrivacy privacy = entry.Privacy ?? before.Privacy;
        List<DispatchProblem> broken = Broken(session, actor, privacy);
        if (broken.Count > 0 && !entry.ResetTemplates)
        {
            return new DispatchChange<DispatchPolicyView>(DispatchChangeResult.AgainstPolicy, null, [], broken);
        }

        foreach (DispatchProblem problem in broken)
        {
            TemplatePurpose purpose = Enum.Parse<TemplatePurpose>(problem.SubjectId);
            long next = (PolicyStore.Template(session, actor.TenantId, purpose)?.Version ?? 0) + 1;
            PolicyStore.AddTemplate(
                session, actor, purpose,
                new StoredTemplate(null, now.ToUnixTimeMilliseconds(), actor.DisplayName, next));
            Log(session, actor, "template", problem.SubjectId, "reset", "the policy changed", now);
        }

        var policy = new DispatchPolicyView(privacy, minutes, now, actor.DisplayName, reason, before.Version + 1);
        PolicyStore.Add(session, actor, policy);
        Log(session, actor, "policy", "dispatch", "changed",
            $"privacy {before.Privacy} to {privacy}; link minutes {before.LinkMinutes} to {minutes}; reason {reason}",
            now);
        return DispatchWrites.Done(policy);
    }

    /// <summary>The tenant's own templates that would break a policy.</summary>
    private List<DispatchProblem> Broken(StoreSession session, Actor actor, MessagePrivacy privacy)
    {
        var broken = new List<DispatchProblem>();
        PersonalWords words = _homes.Words(session, actor.TenantId);
        foreach (TemplatePurpose purpose in Enum.GetValues<TemplatePurpose>())
        {
            if (PolicyStore.Template(session, actor.TenantId, purpose)?.Text is not { } text)
            {
                continue;
            }

            IReadOnlyList<TemplateFinding> findings = TemplateRules.Lint(purpose, text, privacy, words).Findings;
            if (findings.Count > 0)
            {
                broken.Add(new DispatchProblem(
                    "template-against-policy", "template", purpose.ToString(), purpose.ToString(),
                    string.Join(" ", findings.Select(static finding => finding.Sentence))));
            }
        }

        return broken;
    }

    private void Log(
        StoreSession session, Actor actor, string topic, string subject, string step, string detail, DateTimeOffset now)
    {
        _log.Append(
            session, actor.TenantId, topic, subject, step, detail, now.ToUnixTimeMilliseconds(), actor.UserId,
            actor.DisplayName);
    }
}
