// How the sender asks where somebody is reached now.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>
/// Knows the address in force of those a message is for: between the queue and the provider a number may change
/// (HBG-079). Asked inside the transaction in which the message is taken.
/// </summary>
public interface ICurrentAddress
{
    /// <summary>The address in force; empty when there is none any more; null when the message is not its own.</summary>
    string? Find(StoreSession session, Guid messageId, long now);
}
