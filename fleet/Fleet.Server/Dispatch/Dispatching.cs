// Tells responders of cases.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IDispatching"/>
internal sealed class Dispatching : IDispatching
{
    private readonly IHomes _homes;
    private readonly MessageWriter _writer;

    public Dispatching(IHomes homes, MessageWriter writer)
    {
        _homes = homes;
        _writer = writer;
    }

    public DispatchResult Begin(StoreSession session, DispatchOrder order)
    {
        StoredDispatch? before = DispatchStore.Find(session, order.TenantId, order.CaseId);
        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        DispatchPlan plan = DispatchPlan.Make(session, order, home);
        var dispatch = new StoredDispatch(
            order, plan.GroupId, plan.GroupName, 0, before?.Round ?? 0, before?.BegunAt ?? order.Now);
        return TellNext(session, order, home, dispatch, plan, []);
    }

    public DispatchResult Next(StoreSession session, DispatchOrder order)
    {
        if (DispatchStore.Find(session, order.TenantId, order.CaseId) is not { } dispatch)
        {
            return Begin(session, order);
        }

        DispatchOrder now = order.GroupId is null ? order with { GroupId = dispatch.Order.GroupId } : order;
        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        DispatchPlan plan = DispatchPlan.Make(session, now, home);

        // Another group has come on duty since: it begins with its first phones.
        int position = plan.GroupId == dispatch.GroupId ? dispatch.NextPosition : 0;
        HashSet<Guid> declined = Declined(session, dispatch);
        StoredDispatch next = dispatch with
        {
            Order = now,
            GroupId = plan.GroupId,
            GroupName = plan.GroupName,
            NextPosition = position,
            AcceptedId = null,
            AcceptedName = null,
            AcceptedAt = null,
            OnSiteAt = null,
            LeftAt = null,
            ClosedAt = null,
        };
        LinkStore.Reopen(session, order.CaseId);
        return TellNext(session, now, home, next, plan, declined);
    }

    public DispatchResult Call(StoreSession session, DispatchOrder order)
    {
        if (DispatchStore.Find(session, order.TenantId, order.CaseId) is not { } dispatch)
        {
            return Begin(session, order);
        }

        StoredMessage[] waiting =
        [
            .. DispatchStore.Messages(session, order.TenantId, order.CaseId)
                .Where(static message => message.Purpose == DispatchMessagePurpose.Ask && message.SettledAt is null)
                .GroupBy(static message => message.RecipientId)
                .Where(static asked => asked.All(static message => message.Answer == DispatchAnswer.None))
                .Select(static asked => asked.Last()),
        ];
        if (waiting.Length == 0)
        {
            return Next(session, order);
        }

        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        foreach (StoredMessage message in waiting)
        {
            _writer.Ask(session, order, home, TargetOf(session, message, order.Now), dispatch.Round, byVoice: true);
        }

        return Told(dispatch, [.. waiting.Select(static message => message.RecipientName)], "called");
    }

    public DispatchResult Remind(StoreSession session, DispatchOrder order)
    {
        if (DispatchStore.Find(session, order.TenantId, order.CaseId) is not { } dispatch)
        {
            return new DispatchResult(null, "", 0, "nobody was told");
        }

        // Who accepted by word of mouth has no phone of their own here: then the phones that were asked are reminded.
        List<StoredMessage> messages = DispatchStore.Messages(session, order.TenantId, order.CaseId);
        StoredMessage[] asked =
        [
            .. messages.Where(static message => message.Purpose == DispatchMessagePurpose.Ask)
                .GroupBy(static message => message.RecipientId)
                .Select(static one => one.Last()),
        ];
        StoredMessage[] accepted = [.. asked.Where(message => message.RecipientId == dispatch.AcceptedId)];
        StoredMessage[] reminded = accepted.Length > 0
            ? accepted
            : [.. asked.Where(message => message.GroupId == dispatch.GroupId && message.Round == dispatch.Round)];
        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        foreach (StoredMessage message in reminded)
        {
            _writer.Tell(
                session, order, home, TargetOf(session, message, order.Now), DispatchMessagePurpose.Reminder,
                TemplatePurpose.Reminder, dispatch.Round);
        }

        return Told(dispatch, [.. reminded.Select(static message => message.RecipientName)], "reminded");
    }

    public void Settle(StoreSession session, DispatchOrder order, Guid? acceptedBy)
    {
        if (DispatchStore.Find(session, order.TenantId, order.CaseId) is not { } dispatch)
        {
            return;
        }

        List<StoredMessage> messages = DispatchStore.Messages(session, order.TenantId, order.CaseId);
        _writer.Withdraw(session, order);
        StoredDispatch settled = acceptedBy is { } id
            ? dispatch with
            {
                AcceptedId = id,
                AcceptedName = dispatch.AcceptedId == id ? dispatch.AcceptedName : NameOf(messages, id),
                AcceptedAt = dispatch.AcceptedId == id ? dispatch.AcceptedAt : order.Now,
            }
            : dispatch with { ClosedAt = dispatch.ClosedAt ?? order.Now };
        DispatchStore.Save(session, settled);
        if (acceptedBy is null)
        {
            LinkStore.End(session, order.CaseId, order.Now);
        }
        else
        {
            int minutes = PolicyStore.Find(session, order.TenantId).LinkMinutes;
            LinkStore.End(session, order.CaseId, settled.AcceptedAt!.Value + (minutes * 60_000L));
        }

        Notice(session, order, settled, messages);
    }

    /// <summary>Tells a phone whose message came through after the case was settled.</summary>
    public void NoticeLate(StoreSession session, StoredMessage message, long now)
    {
        if (DispatchStore.Find(session, message.TenantId, message.CaseId) is { } dispatch)
        {
            Notice(
                session, dispatch.Order with { Now = now }, dispatch,
                DispatchStore.Messages(session, message.TenantId, message.CaseId));
        }
    }

    /// <summary>
    /// Each phone that was reached and did not itself answer is told once: who has the case, or that it is closed.
    /// </summary>
    private void Notice(
        StoreSession session, DispatchOrder order, StoredDispatch dispatch, List<StoredMessage> messages)
    {
        if (dispatch.AcceptedId is null && dispatch.ClosedAt is null)
        {
            return;
        }

        Home? home = _homes.Find(session, order.TenantId, order.HubRowId);
        foreach (IGrouping<Guid, StoredMessage> asked in messages
            .Where(static message => message.Purpose == DispatchMessagePurpose.Ask)
            .GroupBy(static message => message.RecipientId))
        {
            StoredMessage last = asked.Last();
            bool knows = last.RecipientId == dispatch.AcceptedId || last.Answer == DispatchAnswer.Declined
                || asked.Any(static message => message.IsNoticed);
            bool isReached = asked.Any(static message => message.HandedOverAt is not null);
            if (!knows && isReached)
            {
                _writer.Tell(
                    session, order, home, TargetOf(session, last, order.Now), DispatchMessagePurpose.Notice,
                    dispatch.AcceptedId is null ? TemplatePurpose.Closed : TemplatePurpose.Taken, dispatch.Round,
                    dispatch.AcceptedName ?? "");
            }

            foreach (StoredMessage message in asked)
            {
                DispatchStore.Save(session, message with
                {
                    SettledAt = message.SettledAt ?? order.Now,
                    IsNoticed = message.IsNoticed || knows || isReached,
                });
            }
        }
    }

    private DispatchResult TellNext(
        StoreSession session,
        DispatchOrder order,
        Home? home,
        StoredDispatch dispatch,
        DispatchPlan plan,
        HashSet<Guid> declined)
    {
        (int position, DispatchTarget[] wave) = Choose(plan, dispatch.NextPosition, declined);
        if (wave.Length == 0)
        {
            DispatchStore.Save(session, dispatch);
            return new DispatchResult(null, "", 0, plan.Why.Length > 0 ? plan.Why : "nobody to tell");
        }

        StoredDispatch told = dispatch with { NextPosition = position + 1, Round = dispatch.Round + 1 };
        DispatchStore.Save(session, told);
        foreach (DispatchTarget target in wave)
        {
            _writer.Ask(session, order, home, target, told.Round, byVoice: false);
        }

        DispatchResult result = Told(told, [.. wave.Select(static target => target.Name)], "told");
        return plan.Why.Length > 0 ? result with { Detail = $"{result.Detail}; {plan.Why}" } : result;
    }

    /// <summary>
    /// From a place on, the first who have not declined; when all have, the first again: somebody must go.
    /// </summary>
    private static (int Position, DispatchTarget[] Wave) Choose(
        DispatchPlan plan, int position, HashSet<Guid> declined)
    {
        int count = plan.Waves.Count;
        for (int i = 0; i < count; i++)
        {
            int at = (position + i) % count;
            DispatchTarget[] wave =
                [.. plan.Waves[at].Where(target => !declined.Contains(target.RecipientId))];
            if (wave.Length > 0)
            {
                return (at, wave);
            }
        }

        return count == 0 ? (0, []) : (position % count, [.. plan.Waves[position % count]]);
    }

    private static HashSet<Guid> Declined(StoreSession session, StoredDispatch dispatch)
    {
        return
        [
            .. DispatchStore.Messages(session, dispatch.Order.TenantId, dispatch.Order.CaseId)
                .Where(static message => message.Answer == DispatchAnswer.Declined)
                .Select(static message => message.RecipientId),
        ];
    }

    private static DispatchResult Told(StoredDispatch dispatch, IReadOnlyList<string> names, string how)
    {
        return new DispatchResult(
            dispatch.GroupId,
            dispatch.GroupName,
            names.Count,
            string.Create(CultureInfo.InvariantCulture,
                $"group {dispatch.GroupId}; {how} {string.Join(", ", names)}; round {dispatch.Round}"));
    }

    private static string NameOf(List<StoredMessage> messages, Guid recipientId)
    {
        return messages.FindLast(message => message.RecipientId == recipientId)?.RecipientName
            ?? MessageTexts.Of("SomeColleague");
    }

    /// <summary>The phone of a message by the number in force now.</summary>
    private static DispatchTarget TargetOf(StoreSession session, StoredMessage message, long now)
    {
        string number = "";
        if (message.GroupId is { } group
            && GroupStore.Find(session, message.TenantId, group)?.Recipients
                .FirstOrDefault(recipient => recipient.RecipientId == message.RecipientId) is { } recipient)
        {
            number = recipient.NumberAt(now);
        }

        return new DispatchTarget(
            message.RecipientId, message.RecipientName, message.IsRelative, message.GroupId, message.GroupName,
            number.Length > 0 ? number : message.PhoneNumber, RecipientChannel.Sms);
    }
}
