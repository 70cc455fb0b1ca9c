// Where a message that waits goes, when the phone's number has changed since.
using System;
using System.Linq;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>
/// The number in force of the phone that a message is for (HBG-079). What was asked of a phone that has left its group
/// stays with the number it had: it was for that phone.
/// </summary>
internal sealed class CurrentNumbers : ICurrentAddress
{
    public string? Find(StoreSession session, Guid messageId, long now)
    {
        if (DispatchStore.Message(session, messageId) is not { GroupId: { } group } message
            || GroupStore.Find(session, message.TenantId, group)?.Recipients
                .FirstOrDefault(recipient => recipient.RecipientId == message.RecipientId) is not { } phone)
        {
            return null;
        }

        string number = phone.NumberAt(now);
        if (number.Length > 0 && number != message.PhoneNumber)
        {
            DispatchStore.Readdress(session, messageId, number);
        }

        return number;
    }
}
