// Stands in for the queue of messages: keeps what it was given.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Slices.Tests.Dispatch;

internal sealed class OutgoingDouble : IOutgoing
{
    public List<OutgoingMessage> Queued { get; } = [];

    public List<Guid> Withdrawn { get; } = [];

    public OutgoingMessage[] To(string number) => [.. Queued.Where(message => message.Address == number)];

    public void Queue(StoreSession session, OutgoingMessage message) => Queued.Add(message);

    public int Withdraw(StoreSession session, Guid tenantId, Guid caseId, OutgoingPurpose purpose)
    {
        Withdrawn.Add(caseId);
        return 0;
    }
}
