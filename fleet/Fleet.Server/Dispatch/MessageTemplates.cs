// Lists, checks and changes message templates.
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

/// <inheritdoc cref="IMessageTemplates"/>
internal sealed class MessageTemplates : IMessageTemplates, IMessageCheck
{
    private readonly FleetStore _store;
    private readonly DispatchWrites _writes;
    private readonly IHomeIndex _homes;
    private readonly ITenantLog _log;
    private readonly TimeProvider _time;

    public MessageTemplates(
        FleetStore store, DispatchWrites writes, IHomeIndex homes, ITenantLog log, TimeProvider time)
    {
        _store = store;
        _writes = writes;
        _homes = homes;
        _log = log;
        _time = time;
    }

    public Task<IReadOnlyList<MessageTemplateView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<MessageTemplateView>>(
            session => [.. Enum.GetValues<TemplatePurpose>().Select(purpose => View(session, actor.TenantId, purpose))],
            cancellationToken);
    }

    public Task<TemplateLint> LintAsync(
        Actor actor, TemplatePurpose purpose, string text, CancellationToken cancellationToken)
    {
        return _store.ReadAsync(session => Lint(session, actor.TenantId, purpose, text), cancellationToken);
    }

    public IReadOnlyList<TemplateFinding> Check(
        StoreSession session, Guid tenantId, TemplatePurpose purpose, string text)
    {
        return Lint(session, tenantId, purpose, text).Findings;
    }

    public Task<DispatchChange<MessageTemplateView>> SetAsync(
        Actor actor, TemplatePurpose purpose, string? text, long? ifVersion, CancellationToken cancellationToken)
    {
        return _writes.RunAsync(
            actor, session => Set(session, actor, purpose, text?.Trim(), ifVersion), cancellationToken);
    }

    private DispatchChange<MessageTemplateView> Set(
        StoreSession session, Actor actor, TemplatePurpose purpose, string? text, long? ifVersion)
    {
        long before = PolicyStore.Template(session, actor.TenantId, purpose)?.Version ?? 0;
        if (ifVersion is { } version && version != before)
        {
            return DispatchWrites.Stale(View(session, actor.TenantId, purpose));
        }

        if (text is not null)
        {
            IReadOnlyList<TemplateFinding> findings = Lint(session, actor.TenantId, purpose, text).Findings;
            if (findings.Count > 0)
            {
                return DispatchWrites.Invalid<MessageTemplateView>(
                    [.. findings.Select(static finding => new FieldFault(
                        "text", $"{finding.Sentence} ({finding.Code}, at {finding.Position})"))]);
            }
        }

        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        PolicyStore.AddTemplate(
            session, actor, purpose, new StoredTemplate(text, now, actor.DisplayName, before + 1));
        _log.Append(
            session, actor.TenantId, "template", purpose.ToString(), text is null ? "reset" : "changed",
            $"version {before + 1}", now, actor.UserId, actor.DisplayName);
        return DispatchWrites.Done(View(session, actor.TenantId, purpose));
    }

    private TemplateLint Lint(StoreSession session, Guid tenantId, TemplatePurpose purpose, string text)
    {
        return TemplateRules.Lint(
            purpose, text, PolicyStore.Find(session, tenantId).Privacy, _homes.Words(session, tenantId));
    }

    private MessageTemplateView View(StoreSession session, Guid tenantId, TemplatePurpose purpose)
    {
        MessagePrivacy privacy = PolicyStore.Find(session, tenantId).Privacy;
        StoredTemplate? stored = PolicyStore.Template(session, tenantId, purpose);
        string text = stored?.Text ?? MessageTexts.Template(purpose);
        var builtIn = new Dictionary<string, string> { ["standard"] = MessageTexts.Template(purpose) };
        if (purpose == TemplatePurpose.DispatchSms && privacy == MessagePrivacy.FullDetails)
        {
            builtIn["helsingborg"] = MessageTexts.Of("Template_Helsingborg");
        }

        return new MessageTemplateView(
            purpose,
            text,
            stored?.Text is null,
            TemplateRules.Placeholders(purpose, privacy),
            builtIn,
            Lint(session, tenantId, purpose, text),
            stored is null ? null : Rows.Time(stored.ChangedAt),
            stored?.ActorName ?? "",
            stored?.Version ?? 0);
    }
}
