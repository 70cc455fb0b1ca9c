// Sends to many, once to each, and keeps what became of every message.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Audit;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Server.Outages;

/// <inheritdoc cref="IBroadcasts"/>
internal sealed class Broadcasts : IBroadcasts, IChannelListener
{
    private const long ExpiryMilliseconds = 6 * 3_600_000;
    private readonly FleetStore _store;
    private readonly IResponderGroups _groups;
    private readonly IHomes _homes;
    private readonly IEnumerable<IMessageCheck> _checks;
    private readonly IServiceProvider _services;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public Broadcasts(
        FleetStore store,
        IResponderGroups groups,
        IHomes homes,
        IEnumerable<IMessageCheck> checks,
        IServiceProvider services,
        ITenantLog log,
        SteadyClock clock)
    {
        // The channels know their listeners, of which this is one: they are asked for when they are needed.
        (_store, _groups, _homes, _checks, _services, _log, _clock) =
            (store, groups, homes, checks, services, log, clock);
    }

    private IOutgoing Sender => _services.GetRequiredService<IOutgoing>();

    public async Task<BroadcastPreview> PreviewAsync(
        Actor actor, BroadcastDraft draft, CancellationToken cancellationToken)
    {
        (List<string> faults, List<Recipient> recipients) = await PrepareAsync(actor, draft, cancellationToken)
            .ConfigureAwait(false);
        return new BroadcastPreview(
            faults,
            recipients.Count(recipient => recipient.Reader == BroadcastReader.AlarmPhone),
            recipients.Count(recipient => recipient.Reader == BroadcastReader.Relative),
            recipients.Count(recipient => recipient.Reader == BroadcastReader.Listed));
    }

    public async Task<BroadcastView?> SendAsync(
        Actor actor, string idempotencyKey, BroadcastDraft draft, CancellationToken cancellationToken)
    {
        (List<string> faults, List<Recipient> recipients) = await PrepareAsync(actor, draft, cancellationToken)
            .ConfigureAwait(false);
        if (faults.Count > 0)
        {
            return null;
        }

        Guid id = await _store.WriteAsync(
            session => Begin(session, actor, idempotencyKey, draft, recipients.Count), cancellationToken)
            .ConfigureAwait(false);
        foreach (Recipient[] part in recipients.Chunk(Limits.Store.RowsPerBackgroundWrite))
        {
            await _store.WriteAsync(
                session => Queue(session, Sender, actor.TenantId, id, draft.Text, part), cancellationToken)
                .ConfigureAwait(false);
        }

        return (await _store.ReadAsync(
            session => BroadcastStore.List(session, actor.TenantId, id), cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<IReadOnlyList<BroadcastView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => BroadcastStore.List(session, actor.TenantId, null), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<BroadcastLine>?> LinesAsync(
        Actor actor, Guid broadcastId, CancellationToken cancellationToken)
    {
        return _store.ReadAsync<IReadOnlyList<BroadcastLine>?>(
            session => BroadcastStore.List(session, actor.TenantId, broadcastId).Count == 0
                ? null
                : BroadcastStore.Lines(session, broadcastId),
            cancellationToken);
    }

    public async Task<IReadOnlyList<ListedAddress>> AddressesAsync(Actor actor, CancellationToken cancellationToken)
    {
        return await _store.ReadAsync(
            session => BroadcastStore.Addresses(session, actor.TenantId), cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> SetAddressAsync(Actor actor, ListedAddress address, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                List<ListedAddress> listed = BroadcastStore.Addresses(session, actor.TenantId);
                if (listed.Count >= Limits.Technical.ListedAddresses
                    && !listed.Any(one => one.Kind == address.Kind && one.Address == address.Address))
                {
                    return false;
                }

                BroadcastStore.SetAddress(session, actor, address, _clock.UnixNow);
                Log(session, actor, "list", "changed", "an address was added or named anew");
                return true;
            },
            cancellationToken);
    }

    public Task<bool> RemoveAddressAsync(
        Actor actor, OutgoingKind kind, string address, CancellationToken cancellationToken)
    {
        return _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                bool isRemoved = BroadcastStore.RemoveAddress(session, actor.TenantId, kind, address);
                if (isRemoved)
                {
                    Log(session, actor, "list", "changed", "an address was removed");
                }

                return isRemoved;
            },
            cancellationToken);
    }

    public void Take(StoreSession session, Delivery delivery)
    {
        if (delivery.Message.Purpose == OutgoingPurpose.Broadcast)
        {
            RecipientState state = delivery.Step switch
            {
                DeliveryStep.HandedOver => RecipientState.HandedOver,
                DeliveryStep.Delivered => RecipientState.Delivered,
                _ => RecipientState.Failed,
            };
            BroadcastStore.Note(session, delivery.Message.MessageId, state, delivery.Detail, delivery.At);
        }
    }

    public bool Take(StoreSession session, Incoming incoming)
    {
        return false;
    }

    private async Task<(List<string> Faults, List<Recipient> Recipients)> PrepareAsync(
        Actor actor, BroadcastDraft draft, CancellationToken cancellationToken)
    {
        var recipients = new List<Recipient>();
        if (draft.ToAlarmPhones)
        {
            recipients.AddRange((await _groups.ListAsync(actor, cancellationToken).ConfigureAwait(false))
                .Where(group => group.IsActive)
                .SelectMany(group => group.Recipients
                    .Where(phone => phone.IsActive && phone.PhoneNumber.Length > 0)
                    .Select(phone => new Recipient(
                        OutgoingKind.Sms,
                        phone.PhoneNumber,
                        BroadcastReader.AlarmPhone,
                        group.Name + ", " + phone.Name))));
        }

        List<string> faults = await _store.ReadAsync(
            session =>
            {
                recipients.AddRange(ReadRecipients(session, actor.TenantId, draft));
                return Faults(session, actor.TenantId, draft);
            },
            cancellationToken).ConfigureAwait(false);
        List<Recipient> once = [.. recipients.DistinctBy(recipient => (recipient.Kind, recipient.Address))];
        if (once.Count == 0)
        {
            faults.Add("It would go to nobody.");
        }
        else if (once.Count > Limits.Technical.BroadcastRecipients)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture, $"It has more than {Limits.Technical.BroadcastRecipients} recipients."));
        }

        return (faults, once);
    }

    private List<Recipient> ReadRecipients(StoreSession session, Guid tenantId, BroadcastDraft draft)
    {
        var found = new List<Recipient>();
        if (draft.ToRelatives)
        {
            List<long> rows = draft.OutageId is { } outage
                ? OutageStore.AwayRows(session, tenantId, outage)
                : OutagePaper.Rows(session, tenantId);
            found.AddRange(rows
                .Select(row => _homes.Find(session, tenantId, row))
                .Where(home => home is not null)
                .SelectMany(home => home!.Relatives)
                .Where(relative => relative.IsToldOfOutages && relative.PhoneNumber.Length > 0)
                .Select(relative => new Recipient(
                    OutgoingKind.Sms, relative.PhoneNumber, BroadcastReader.Relative, "")));
        }

        if (draft.ToListed)
        {
            found.AddRange(BroadcastStore.Addresses(session, tenantId).Select(listed =>
                new Recipient(listed.Kind, listed.Address, BroadcastReader.Listed, listed.Label)));
        }

        return found;
    }

    private List<string> Faults(StoreSession session, Guid tenantId, BroadcastDraft draft)
    {
        string text = draft.Text.Trim();
        var faults = new List<string>();
        if (text.Length == 0 || draft.Text.Length > Limits.Technical.BroadcastLength)
        {
            faults.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The text must have 1 to {Limits.Technical.BroadcastLength} characters."));
        }

        if (draft.OutageId is { } outage && OutageStore.Find(session, tenantId, outage) is null)
        {
            faults.Add("There is no such outage.");
        }

        faults.AddRange(_checks.SelectMany(check => check.Check(session, tenantId, TemplatePurpose.Outage, draft.Text))
            .Select(finding => finding.Sentence));
        return faults;
    }

    private Guid Begin(
        StoreSession session, Actor actor, string idempotencyKey, BroadcastDraft draft, int count)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        Guid fresh = Guid.NewGuid();
        Guid id = BroadcastStore.Begin(session, actor, idempotencyKey, draft, fresh, now);
        if (id == fresh)
        {
            Log(session, actor, id.ToString(), "sent", string.Create(
                CultureInfo.InvariantCulture, $"{count} recipients"));
        }

        return id;
    }

    private int Queue(
        StoreSession session, IOutgoing outgoing, Guid tenantId, Guid broadcastId, string text, Recipient[] part)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        foreach (Recipient recipient in part)
        {
            Guid messageId = MessageId(broadcastId, recipient);
            if (BroadcastStore.Add(session, tenantId, broadcastId, messageId, recipient, now))
            {
                outgoing.Queue(session, new OutgoingMessage(
                    messageId,
                    tenantId,
                    null,
                    OutgoingPurpose.Broadcast,
                    recipient.Kind,
                    recipient.Address,
                    text,
                    now,
                    now + ExpiryMilliseconds));
            }
        }

        return part.Length;
    }

    /// <summary>The same recipient of the same broadcast has the same message, whoever asks again.</summary>
    private static Guid MessageId(Guid broadcastId, Recipient recipient)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{broadcastId:N}|{(int)recipient.Kind}|{recipient.Address}"));
        return new Guid(hash.AsSpan(0, 16));
    }

    private void Log(StoreSession session, Actor actor, string subject, string step, string detail)
    {
        _log.Append(
            session,
            actor.TenantId,
            "broadcast",
            subject,
            step,
            detail,
            _clock.UnixNow,
            actor.UserId,
            actor.DisplayName);
    }
}
