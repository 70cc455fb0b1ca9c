// Writes what is told to whom, and queues it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>Fills the tenant's templates for a case, keeps the message, and hands it to the queue.</summary>
internal sealed class MessageWriter
{
    private readonly IOutgoing _outgoing;
    private readonly IHubNames _hubs;
    private readonly Uri _address;

    public MessageWriter(IOutgoing outgoing, IHubNames hubs, FleetSettings settings)
    {
        _outgoing = outgoing;
        _hubs = hubs;
        _address = settings.Dispatch.LinkAddress ?? settings.HttpUrl;
    }

    /// <summary>Asks a phone to take the case.</summary>
    public void Ask(
        StoreSession session, DispatchOrder order, Home? home, DispatchTarget target, int round, bool byVoice)
    {
        bool isVoice = byVoice || target.Channel == RecipientChannel.Voice;
        TemplatePurpose purpose = isVoice ? TemplatePurpose.DispatchVoice
            : target.IsRelative ? TemplatePurpose.Relative : TemplatePurpose.DispatchSms;
        string template = PolicyStore.Text(session, order.TenantId, purpose);
        Dictionary<string, string> values = Values(order, home, target);
        if (template.Contains("{link}", StringComparison.Ordinal))
        {
            string token = LinkStore.Make(
                session, order.TenantId, order.CaseId, target.RecipientId, target.GroupId, order.Now);
            values["link"] = new Uri(_address, "/r/" + token).ToString();
        }

        Queue(
            session, order, target, isVoice ? OutgoingKind.Voice : OutgoingKind.Sms, DispatchMessagePurpose.Ask, round,
            MessageText.Fill(template, values), Limits.Dispatch.AskMinutes);
    }

    /// <summary>Tells a phone something that it need not answer.</summary>
    public void Tell(
        StoreSession session,
        DispatchOrder order,
        Home? home,
        DispatchTarget target,
        DispatchMessagePurpose why,
        TemplatePurpose purpose,
        int round,
        string responder = "")
    {
        Dictionary<string, string> values = Values(order, home, target);
        values["responder"] = responder;
        values["link"] = "";
        Queue(
            session, order, target, OutgoingKind.Sms, why, round,
            MessageText.Fill(PolicyStore.Text(session, order.TenantId, purpose), values),
            Limits.Dispatch.NoticeMinutes);
    }

    /// <summary>Answers a phone that wrote something; what it is about need not be a case.</summary>
    public void Reply(StoreSession session, Guid tenantId, string phoneNumber, string text, long now)
    {
        _outgoing.Queue(session, new OutgoingMessage(
            Guid.CreateVersion7(Rows.Time(now)), tenantId, null, OutgoingPurpose.Notice, OutgoingKind.Sms, phoneNumber,
            text, now, now + (Limits.Dispatch.NoticeMinutes * 60_000L)));
    }

    /// <summary>What waits for a case is not sent any more.</summary>
    public void Withdraw(StoreSession session, DispatchOrder order)
    {
        _outgoing.Withdraw(session, order.TenantId, order.CaseId, OutgoingPurpose.Dispatch);
    }

    private void Queue(
        StoreSession session,
        DispatchOrder order,
        DispatchTarget target,
        OutgoingKind kind,
        DispatchMessagePurpose why,
        int round,
        string text,
        int minutes)
    {
        var message = new StoredMessage(
            Guid.CreateVersion7(Rows.Time(order.Now)), order.TenantId, order.CaseId, order.CaseNumber,
            target.RecipientId, target.Name, target.IsRelative, target.GroupId, target.GroupName, target.PhoneNumber,
            kind, why, round, order.Now);
        DispatchStore.Add(session, message);
        _outgoing.Queue(session, new OutgoingMessage(
            message.MessageId, order.TenantId, order.CaseId,
            why == DispatchMessagePurpose.Ask ? OutgoingPurpose.Dispatch : OutgoingPurpose.Notice,
            kind, target.PhoneNumber, text, order.Now, order.Now + (minutes * 60_000L)));
    }

    /// <summary>Personal data is here only for templates that the policy has let through.</summary>
    private Dictionary<string, string> Values(DispatchOrder order, Home? home, DispatchTarget target)
    {
        string cause = MessageTexts.Status(order.StatusCode);
        int[] occupants = [.. Enumerable.Range(1, 9).Where(number => (order.Occupants & (1 << number)) != 0)];
        IEnumerable<Resident> about = (home?.Residents ?? [])
            .Where(resident => occupants.Length == 0 || occupants.Contains(resident.Occupant));
        return new Dictionary<string, string>
        {
            ["case"] = order.CaseNumber.ToString(CultureInfo.InvariantCulture),
            ["area"] = home is { Area.Length: > 0 } ? home.Area : _hubs.Find(order.HubRowId).Name,
            ["key"] = home is { KeyNumber.Length: > 0 } ? home.KeyNumber : MessageTexts.Of("NoKey"),
            ["lock"] = home is { HasDigitalLock: true } ? MessageTexts.Of("DigitalLock") : "",
            ["cause"] = order.Kind switch
            {
                CaseKind.Technical => MessageTexts.Of("Cause_Technical", cause),
                CaseKind.Test => MessageTexts.Of("Cause_Test"),
                _ => cause,
            },
            ["occupant"] = string.Join(", ", occupants.Select(number => MessageTexts.Of("Occupant", number))),
            ["group"] = target.GroupName,
            ["replies"] = MessageTexts.Of("Replies"),
            ["name"] = string.Join(", ", about.Select(static resident => resident.Name)),
            ["address"] = home?.Street ?? "",
            ["town"] = home?.Town ?? "",
            ["phone"] = home?.PhoneNumber ?? "",
            ["plan"] = home?.Plan ?? "",
        };
    }
}
