// Messages that were queued, and no provider.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Slices.Tests.World;

/// <summary>Keeps what it is given; the same id twice is one message.</summary>
internal sealed class OutgoingDouble : IOutgoing
{
    public List<OutgoingMessage> Queued { get; } = [];

    /// <summary>Fails at this many messages, as a store does that goes away; 0 never.</summary>
    public int FailsAt { get; set; }

    public void Queue(StoreSession session, OutgoingMessage message)
    {
        if (FailsAt > 0 && Queued.Count >= FailsAt)
        {
            throw new InvalidOperationException("The test cuts the sending off.");
        }

        if (Queued.All(one => one.MessageId != message.MessageId))
        {
            Queued.Add(message);
        }
    }

    public int Withdraw(StoreSession session, Guid tenantId, Guid caseId, OutgoingPurpose purpose) => 0;
}
