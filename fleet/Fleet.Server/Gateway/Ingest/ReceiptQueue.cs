// Completes receipts, and flushes each connection once.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Tells every connection of a group what became of its messages; one write per connection.</summary>
internal sealed class ReceiptQueue
{
    private readonly List<IUplinkReceipt> _toFlush = [];
    private readonly IngestFaultLog _faultLog;

    public ReceiptQueue(IngestFaultLog faultLog)
    {
        _faultLog = faultLog;
    }

    /// <summary>Completes the receipts of a group in the order of its messages.</summary>
    public void Complete(IngestGroup group)
    {
        foreach (ref FrameSlot slot in group.Slots)
        {
            if (slot.Receipt is not { } receipt)
            {
                continue;
            }

            try
            {
                receipt.Completed(slot.Token, slot.Outcome);
            }
            catch (Exception exception)
            {
                // One broken connection must not keep the others from their acknowledgements.
                _faultLog.ReceiptFailed(exception);
            }

            if (!receipt.AwaitingFlush)
            {
                receipt.AwaitingFlush = true;
                _toFlush.Add(receipt);
            }
        }

        foreach (IUplinkReceipt receipt in _toFlush)
        {
            receipt.AwaitingFlush = false;
            try
            {
                receipt.Flush();
            }
            catch (Exception exception)
            {
                _faultLog.ReceiptFailed(exception);
            }
        }

        _toFlush.Clear();
    }
}
