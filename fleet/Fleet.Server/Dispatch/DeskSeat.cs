// As whom a signed-in person stands before a case.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>
/// A person's standing in a case that one of their groups was told about. Who opened a phone's link is that phone;
/// without a link a person is themself.
/// </summary>
/// <param name="Dispatch">The case.</param>
/// <param name="Groups">The person's groups that were told.</param>
/// <param name="Responder">As whom the person answers.</param>
/// <param name="HasLink">Whether the person opened a link of the case.</param>
internal sealed record DeskSeat(
    StoredDispatch Dispatch, IReadOnlyList<Guid> Groups, ResponderOnCase Responder, bool HasLink)
{
    /// <summary>
    /// Where the case stands for the person; phones of a group are shared, so its own case is all of its.
    /// </summary>
    public DeskState State => Dispatch switch
    {
        { ClosedAt: not null } => DeskState.Closed,
        { AcceptedId: null } => DeskState.Open,
        { } taken when taken.AcceptedId != Responder.ResponderId => DeskState.Taken,
        { LeftAt: not null } => DeskState.Done,
        { OnSiteAt: not null } => DeskState.OnSite,
        _ => DeskState.Mine,
    };

    /// <summary>The person's standing; null when none of their groups was told.</summary>
    public static DeskSeat? Take(StoreSession session, Actor actor, StoredDispatch dispatch)
    {
        DispatchOrder order = dispatch.Order;
        dispatch = WithPresence(session, dispatch);
        List<Guid> mine = GroupStore.GroupsOf(session, actor.TenantId, actor.UserId);
        StoredMessage[] asked =
        [
            .. DispatchStore.Messages(session, order.TenantId, order.CaseId)
                .Where(message => message.Purpose == DispatchMessagePurpose.Ask
                    && message.GroupId is { } group && mine.Contains(group)),
        ];
        if (asked.Length == 0)
        {
            return null;
        }

        StoredLink? link = LinkStore.BoundTo(session, order.CaseId, actor.UserId) is [var first, ..] ? first : null;
        StoredMessage? phone = link is null
            ? null
            : Array.FindLast(asked, message => message.RecipientId == link.RecipientId);
        ResponderOnCase responder = phone is null
            ? new ResponderOnCase(actor.UserId, actor.DisplayName, asked[^1].GroupId)
            : new ResponderOnCase(
                phone.RecipientId, $"{phone.RecipientName} ({actor.DisplayName})", phone.GroupId);

        // A phone that accepted by reply belongs to whoever of its group is signed in and goes.
        if (dispatch.AcceptedId is { } accepted && accepted != responder.ResponderId
            && Array.FindLast(asked, message => message.RecipientId == accepted) is { } own)
        {
            bool isFree = link is null && own.GroupId is { } group && mine.Contains(group);
            responder = isFree
                ? new ResponderOnCase(accepted, $"{own.RecipientName} ({actor.DisplayName})", own.GroupId)
                : responder;
        }

        return new DeskSeat(
            dispatch,
            [.. asked.Select(static message => message.GroupId!.Value).Distinct()],
            responder,
            phone is not null);
    }

    /// <summary>A check-in at the hub, or by an operator, is in the case and not in the dispatch.</summary>
    private static StoredDispatch WithPresence(StoreSession session, StoredDispatch dispatch)
    {
        (long? OnSite, long? Left) presence = Rows.List(
            session.Sql(
                "SELECT on_site_at, left_at FROM care.alarm_case WHERE case_id = @id AND tenant_id = @tenant_id")
                .With("@id", dispatch.Order.CaseId)
                .With("@tenant_id", dispatch.Order.TenantId),
            static reader => (Rows.NumberAt(reader, 0), Rows.NumberAt(reader, 1))).FirstOrDefault();
        return dispatch with
        {
            OnSiteAt = dispatch.OnSiteAt ?? presence.OnSite,
            LeftAt = dispatch.LeftAt ?? presence.Left,
        };
    }
}
