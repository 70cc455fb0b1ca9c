// Groups, rotas, policies and templates without a store, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Http;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps what dispatching works by in memory: two groups, one rota, the built-in policy.</summary>
internal sealed class InMemoryDispatch(TimeProvider time)
    : IResponderGroups, IRotas, IDispatchPolicies, IMessageTemplates, IDispatchProblems, IDispatchHistory, IColleagues
{
    private const string BuiltIn = "Larm {case} {area} nyckel {key}: {cause}. {link} Svara 1 tar, 2 tar inte.";

    private readonly List<DispatchPolicyView> _policies =
        [new(MessagePrivacy.Pseudonymous, 60, null, "", "", 0)];

    public Dictionary<Guid, ResponderGroupView> Groups { get; } = [];

    public Dictionary<Guid, RotaView> Rotas { get; } = [];

    public List<DispatchProblem> Problems { get; } = [];

    public List<DispatchMessageView> Messages { get; } = [];

    public ConcurrentQueue<object> Asked { get; } = new();

    public string Text { get; private set; } = BuiltIn;

    /// <summary>Two groups as in HUL-031, and a rota that gives each its hours.</summary>
    public void Fill()
    {
        var south = AddGroup("Hemtjänst Söder", GroupKind.Provider, "Larm 1", "Larm 2");
        var night = AddGroup("Nattpatrull", GroupKind.NightPatrol, "Larm 1", "Stöd");
        var rota = new RotaView(
            Guid.NewGuid(), "Söder", true,
            [new RotaWindow(south, "06:46", "21:30"), new RotaWindow(night, "21:30", "06:46")], 12, 1);
        Rotas[rota.RotaId] = rota;
        Problems.Add(new DispatchProblem("no-number", "group", night.ToString(), "Nattpatrull", "It has none."));
    }

    /// <summary>One message in each stage.</summary>
    public void FillMessages()
    {
        var now = time.GetUtcNow();
        DispatchMessageView Message(string name, int ago, bool isDelivered, DispatchAnswer answer, string fault) => new(
            Guid.NewGuid(), name, "Hemtjänst Söder", false, "+46700000001", OutgoingKind.Sms,
            DispatchMessagePurpose.Ask, 1, now.AddSeconds(-ago), now.AddSeconds(1 - ago),
            isDelivered ? now.AddSeconds(3 - ago) : null, fault.Length > 0 ? now.AddSeconds(4 - ago) : null,
            answer == DispatchAnswer.None ? null : now.AddSeconds(20 - ago), answer, "simulator", fault);
        Messages.Add(Message("Larm 1", 60, true, DispatchAnswer.Declined, ""));
        Messages.Add(Message("Larm 2", 60, true, DispatchAnswer.Accepted, ""));
        Messages.Add(Message("Stöd", 30, false, DispatchAnswer.None, "number not in use"));
    }

    Task<IReadOnlyList<ResponderGroupView>> IResponderGroups.ListAsync(
        Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ResponderGroupView>>([.. Groups.Values.OrderBy(group => group.Name)]);

    Task<ResponderGroupView?> IResponderGroups.FindAsync(
        Actor actor, Guid groupId, CancellationToken cancellationToken) =>
        Task.FromResult(Groups.GetValueOrDefault(groupId));

    public Task<DispatchChange<ResponderGroupView>> AddAsync(
        Actor actor, ResponderGroupEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Recipients?.Any(one => one.PhoneNumber is null) != false)
        {
            return Refused<ResponderGroupView>(
                DispatchChangeResult.Invalid, new FieldFault("recipients[0].phoneNumber", "must be given."));
        }

        var id = AddGroup(entry.Name!, entry.Kind, [.. entry.Recipients.Select(one => one.Name!)]);
        return Done(Groups[id]);
    }

    public Task<DispatchChange<ResponderGroupView>> ChangeAsync(
        Actor actor, Guid groupId, ResponderGroupEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        Asked.Enqueue(entry);
        var group = Groups[groupId];
        Groups[groupId] = group with { Name = entry.Name!, UnitName = entry.UnitName!, Version = group.Version + 1 };
        return Done(Groups[groupId]);
    }

    public Task<DispatchChange<ResponderGroupView>> SetNumberAsync(
        Actor actor, Guid groupId, Guid recipientId, NumberEntry entry, CancellationToken cancellationToken)
    {
        Asked.Enqueue(entry);
        var now = time.GetUtcNow();
        var group = Groups[groupId];
        Groups[groupId] = group with
        {
            Recipients = [.. group.Recipients.Select(one => one.RecipientId != recipientId ? one : one with
            {
                Numbers =
                [
                    new NumberChange(
                        one.PhoneNumber, entry.PhoneNumber!, entry.From ?? now, now, actor.DisplayName),
                    .. one.Numbers,
                ],
            })],
        };
        return Done(Groups[groupId]);
    }

    Task<IReadOnlyList<RotaView>> IRotas.ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RotaView>>([.. Rotas.Values]);

    Task<RotaView?> IRotas.FindAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken) =>
        Task.FromResult(Rotas.GetValueOrDefault(rotaId));

    public Task<DispatchChange<RotaView>> AddAsync(Actor actor, RotaEntry entry, CancellationToken cancellationToken)
    {
        var rota = new RotaView(Guid.NewGuid(), entry.Name!, entry.IsDefault, entry.Windows!, 0, 1);
        Rotas[rota.RotaId] = rota;
        return Done(rota);
    }

    public Task<DispatchChange<RotaView>> ChangeAsync(
        Actor actor, Guid rotaId, RotaEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        Asked.Enqueue(entry);
        if (entry.Windows!.Count == 1)
        {
            return Task.FromResult(new DispatchChange<RotaView>(
                DispatchChangeResult.LeavesGap, null, [],
                [new DispatchProblem("gap", "rota", rotaId.ToString(), entry.Name!, "21:30 to 06:46 has nobody.")]));
        }

        Rotas[rotaId] = Rotas[rotaId] with { Name = entry.Name!, Windows = entry.Windows };
        return Done(Rotas[rotaId]);
    }

    public Task<DispatchChange<RotaView>> RemoveAsync(Actor actor, Guid rotaId, CancellationToken cancellationToken) =>
        Refused<RotaView>(DispatchChangeResult.LeavesGap);

    public Task<DispatchChange<RotaView>> CheckAsync(
        Actor actor, Guid? rotaId, RotaEntry entry, CancellationToken cancellationToken) =>
        Done(new RotaView(rotaId ?? Guid.NewGuid(), entry.Name!, entry.IsDefault, entry.Windows!, 0, 1));

    public Task<IReadOnlyList<DutyView>> OnDutyAsync(
        Actor actor, DateTimeOffset? at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DutyView>>([.. Rotas.Values.Select(rota => new DutyView(
            rota.RotaId, rota.Name, rota.Windows[0].GroupId, "Hemtjänst Söder", time.GetUtcNow().AddHours(3),
            [new DutyPhone("Larm 1", RecipientRole.First, "+46700000001")]))]);

    Task<DispatchPolicyView> IDispatchPolicies.FindAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(_policies[0]);

    public Task<IReadOnlyList<DispatchPolicyView>> HistoryAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DispatchPolicyView>>([.. _policies]);

    public Task<DispatchChange<DispatchPolicyView>> SetAsync(
        Actor actor, PolicyEntry entry, long? ifVersion, CancellationToken cancellationToken)
    {
        _policies.Insert(0, new DispatchPolicyView(
            entry.Privacy!.Value, entry.LinkMinutes!.Value, time.GetUtcNow(), actor.DisplayName, entry.Reason!,
            _policies.Count));
        return Done(_policies[0]);
    }

    Task<IReadOnlyList<MessageTemplateView>> IMessageTemplates.ListAsync(
        Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MessageTemplateView>>(
        [
            new MessageTemplateView(
                TemplatePurpose.DispatchSms, Text, Text == BuiltIn, ["{case}", "{area}", "{key}", "{cause}", "{link}"],
                new Dictionary<string, string> { ["standard"] = BuiltIn }, Lint(Text), null, "", 0),
        ]);

    public Task<TemplateLint> LintAsync(
        Actor actor, TemplatePurpose purpose, string text, CancellationToken cancellationToken) =>
        Task.FromResult(Lint(text));

    public Task<DispatchChange<MessageTemplateView>> SetAsync(
        Actor actor, TemplatePurpose purpose, string? text, long? ifVersion, CancellationToken cancellationToken)
    {
        if (text is not null && Lint(text).Findings.Count > 0)
        {
            return Refused<MessageTemplateView>(
                DispatchChangeResult.AgainstPolicy, new FieldFault("text", "has a name in it."));
        }

        Text = text ?? BuiltIn;
        return Task.FromResult(new DispatchChange<MessageTemplateView>(DispatchChangeResult.Done, null, [], []));
    }

    Task<IReadOnlyList<DispatchProblem>> IDispatchProblems.FindAsync(
        Actor actor, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DispatchProblem>>(Problems);

    public Task<IReadOnlyList<UnmatchedReply>> UnmatchedAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UnmatchedReply>>(
            [new UnmatchedReply(Guid.NewGuid(), time.GetUtcNow(), "+46700000099", "Ok?", "unknown-sender")]);

    public Task<IReadOnlyList<DispatchMessageView>> ListAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DispatchMessageView>>(Messages);

    Task<IReadOnlyList<Colleague>> IColleagues.ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Colleague>>(
        [
            new Colleague(Town.Sasha.UserId, Town.Sasha.DisplayName, Roles.Operator),
            new Colleague(actor.UserId, actor.DisplayName, Roles.Operator),
        ]);

    public Colleague? Find(Fleet.Server.Store.StoreSession session, Guid tenantId, Guid userId) => null;

    private static Task<DispatchChange<T>> Done<T>(T item)
        where T : class =>
        Task.FromResult(new DispatchChange<T>(DispatchChangeResult.Done, item, [], []));

    private static Task<DispatchChange<T>> Refused<T>(DispatchChangeResult result, params FieldFault[] faults)
        where T : class =>
        Task.FromResult(new DispatchChange<T>(result, null, faults, []));

    private static TemplateLint Lint(string text)
    {
        var at = text.IndexOf("{name}", StringComparison.Ordinal);
        IReadOnlyList<TemplateFinding> findings = at < 0
            ? []
            : [new TemplateFinding("personal-placeholder", "{name}", at, "is personal data.")];
        return new TemplateLint(findings, text.Replace("{case}", "4711"), text.Length, (text.Length / 153) + 1);
    }

    private Guid AddGroup(string name, GroupKind kind, params string[] phones)
    {
        var now = time.GetUtcNow();
        var id = Guid.NewGuid();
        Groups[id] = new ResponderGroupView(
            id, name, "Söder", kind, true,
            [.. phones.Select((phone, index) => new RecipientView(
                Guid.NewGuid(), index + 1, (RecipientRole)Math.Min(index, 2), phone, RecipientChannel.Sms, true,
                phone == "Stöd" ? "" : $"+4670000000{index + 1}",
                [new NumberChange("", $"+4670000000{index + 1}", now.AddDays(-30), now.AddDays(-31), "Siv")]))],
            [new GroupMember(Guid.NewGuid(), "nils", "Nils")], 1);
        return id;
    }
}
