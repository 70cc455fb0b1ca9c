// How other slices have messages and calls sent.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>What a message or call is about; each has its readers.</summary>
public enum OutgoingPurpose
{
    /// <summary>A responder is asked to take a case: an answer is expected.</summary>
    Dispatch = 0,

    /// <summary>A responder is told something about a case: no answer is expected.</summary>
    Notice = 1,

    /// <summary>A broadcast to many (HBG-097, NOR-039).</summary>
    Broadcast = 2,
}

/// <summary>By what.</summary>
public enum OutgoingKind
{
    /// <summary>A short message.</summary>
    Sms = 0,

    /// <summary>A call that says a text and takes 1 or 2 as the answer.</summary>
    Voice = 1,

    /// <summary>An e-mail.</summary>
    Mail = 2,
}

/// <summary>Something to be sent.</summary>
/// <param name="MessageId">Made by the caller; also the idempotency key towards the provider.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="CaseId">The case it is about; null for a broadcast.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Kind">By what.</param>
/// <param name="Address">Phone number in international form, or mail address.</param>
/// <param name="Text">What it says; at most 640 characters.</param>
/// <param name="Now">When it was queued, unix milliseconds UTC.</param>
/// <param name="ExpiresAt">After this it is not sent any more, unix milliseconds UTC.</param>
public sealed record OutgoingMessage(
    Guid MessageId,
    Guid TenantId,
    Guid? CaseId,
    OutgoingPurpose Purpose,
    OutgoingKind Kind,
    string Address,
    string Text,
    long Now,
    long ExpiresAt);

/// <summary>
/// Queues messages inside the caller's transaction; they are sent after the commit, or after a restart.
/// </summary>
public interface IOutgoing
{
    /// <summary>Queues a message. The same id twice is one message.</summary>
    void Queue(StoreSession session, OutgoingMessage message);

    /// <summary>What still waits for a case is not sent any more. What is sent already stays sent.</summary>
    /// <returns>How many were taken back.</returns>
    int Withdraw(StoreSession session, Guid tenantId, Guid caseId, OutgoingPurpose purpose);
}
