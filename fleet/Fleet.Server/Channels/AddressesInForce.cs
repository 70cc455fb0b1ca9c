// Where a message goes that has waited.
using System.Collections.Generic;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>Asks those who know whether an address has changed since a message was queued (HBG-079).</summary>
internal sealed class AddressesInForce
{
    private readonly IEnumerable<ICurrentAddress> _addresses;

    public AddressesInForce(IEnumerable<ICurrentAddress> addresses)
    {
        _addresses = addresses;
    }

    /// <summary>The message with the address in force now, which is kept; empty when there is none any more.</summary>
    public OutgoingRow Of(StoreSession session, OutgoingRow row, long now)
    {
        foreach (ICurrentAddress addresses in _addresses)
        {
            if (addresses.Find(session, row.Message.MessageId, now) is { } address && address != row.Message.Address)
            {
                if (address.Length > 0)
                {
                    OutgoingStore.Readdress(session, row.Message.MessageId, address);
                }

                return row with { Message = row.Message with { Address = address } };
            }
        }

        return row;
    }
}
