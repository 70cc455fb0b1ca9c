// How other slices hear of what became of messages, and of answers.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>What became of a message (HUL-054).</summary>
public enum DeliveryStep
{
    /// <summary>The provider has taken it.</summary>
    HandedOver = 0,

    /// <summary>It reached the phone; of a call: it was answered.</summary>
    Delivered = 1,

    /// <summary>It failed with every provider, or its time was over.</summary>
    Failed = 2,
}

/// <summary>News of a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Step">What became of it.</param>
/// <param name="Provider">Which provider, by its configured name.</param>
/// <param name="Detail">A short note without personal data, such as the provider's fault.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
public sealed record Delivery(OutgoingMessage Message, DeliveryStep Step, string Provider, string Detail, long At);

/// <summary>Something that came in from a phone.</summary>
/// <param name="Provider">Which provider, by its configured name.</param>
/// <param name="From">The phone's number in international form.</param>
/// <param name="Text">What it says: a reply, or the digit pressed in a call.</param>
/// <param name="MessageId">The call it answers; null for a short message.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="TenantId">
/// The tenant that the provider belongs to, or that last wrote to the phone; null when nobody can tell.
/// </param>
public sealed record Incoming(
    string Provider, string From, string Text, Guid? MessageId, long At, Guid? TenantId = null);

/// <summary>
/// Reacts inside the transaction in which the news is kept, which begins with <see cref="Outbox.Open"/>. Every
/// registered listener is asked; news comes at least once and in the order it was taken, so listeners are idempotent.
/// </summary>
public interface IChannelListener
{
    /// <summary>A message went forward, or failed for good.</summary>
    void Take(StoreSession session, Delivery delivery);

    /// <summary>Something came in.</summary>
    /// <returns>True when it was for this listener.</returns>
    bool Take(StoreSession session, Incoming incoming);
}
