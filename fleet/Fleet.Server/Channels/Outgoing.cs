// Takes messages for sending.
using System;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <inheritdoc cref="IOutgoing"/>
internal sealed class Outgoing : IOutgoing
{
    private readonly SteadyClock _clock;

    public Outgoing(SteadyClock clock)
    {
        _clock = clock;
    }

    public void Queue(StoreSession session, OutgoingMessage message)
    {
        int longest = message.Kind == OutgoingKind.Mail ? Limits.Channels.MailLength : Limits.Channels.TextLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Text.Length, longest, nameof(message));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            message.Address.Length, Limits.Channels.AddressLength, nameof(message));
        string address = message.Kind == OutgoingKind.Mail
            ? message.Address.Trim()
            : DialledNumber.Read(message.Address) ?? message.Address.Trim();
        if (OutgoingStore.Add(session, message with { Address = address }))
        {
            // Wakes the sender after the commit, as it wakes the outbox's readers.
            session.OutboxGrew = true;
        }
    }

    public int Withdraw(StoreSession session, Guid tenantId, Guid caseId, OutgoingPurpose purpose)
    {
        return OutgoingStore.Withdraw(session, tenantId, caseId, purpose, _clock.UnixNow);
    }
}
