// The port to those who carry messages and calls.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <summary>What a provider did with a message or a call.</summary>
internal enum SendOutcome
{
    /// <summary>It has it.</summary>
    Taken = 0,

    /// <summary>It did not answer, or is broken or full: another try may help.</summary>
    Failed = 1,

    /// <summary>It does not want this one: another try would not help.</summary>
    Refused = 2,
}

/// <summary>A provider's answer.</summary>
/// <param name="Outcome">What it did.</param>
/// <param name="Reference">Its own name for what it has taken.</param>
/// <param name="Detail">A short note without personal data.</param>
internal sealed record SendResult(SendOutcome Outcome, string? Reference, string Detail)
{
    public static SendResult Taken(string? reference) => new(SendOutcome.Taken, reference, "");

    public static SendResult Failed(string detail) => new(SendOutcome.Failed, null, detail);

    public static SendResult Refused(string detail) => new(SendOutcome.Refused, null, detail);
}

/// <summary>Carries messages. What it throws counts as a failure.</summary>
internal interface IMessageProvider
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>Whether it carries such messages.</summary>
    bool Carries(OutgoingKind kind);

    /// <summary>Sends a message. Its id is the key by which a second sending of the same can be known.</summary>
    Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Called in the transaction that notes that the provider has the message.</summary>
    void Noted(StoreSession session, OutgoingMessage message, string? reference)
    {
    }
}

/// <summary>A call between an operator and another end.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="Target">Who is called.</param>
/// <param name="OperatorNumber">Rings first.</param>
/// <param name="Number">Rings when the operator has answered.</param>
/// <param name="IsRecorded">Whether the provider is to record it.</param>
internal sealed record VoiceOrder(
    Guid CallId, Guid TenantId, CallTarget Target, string OperatorNumber, string Number, bool IsRecorded);

/// <summary>Connects calls.</summary>
internal interface IVoiceProvider
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>Whether it is set up for calls.</summary>
    bool MayConnect { get; }

    /// <summary>Whether it can send tones into a call.</summary>
    bool MaySendTones { get; }

    /// <summary>Whether it can end a call.</summary>
    bool MayEnd { get; }

    /// <summary>Rings the operator, then the other end.</summary>
    Task<SendResult> ConnectAsync(VoiceOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a call.</summary>
    Task<bool> EndAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>Sends a tone to the other end.</summary>
    Task<bool> SendToneAsync(Guid callId, CallTone tone, CancellationToken cancellationToken);

    /// <summary>Has a recording deleted.</summary>
    Task<bool> DeleteRecordingAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>Reads what a provider posts to this server.</summary>
internal interface IWebhookSource
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>Reads a post.</summary>
    /// <param name="what">sms, delivery or call.</param>
    /// <param name="fields">The fields of body and query.</param>
    /// <returns>What it says, or what is wrong with it.</returns>
    WebhookNews Read(string what, IReadOnlyDictionary<string, string> fields);

    /// <summary>What the call does next, as the provider wants to read it; null for an empty answer.</summary>
    string? Answer(CallNews news, CallPlan plan) => null;
}

/// <summary>What a call is for, as far as a provider must know it to steer it.</summary>
/// <param name="IsMessage">True for a call that says a message and takes 1 or 2.</param>
/// <param name="Number">The other end's number.</param>
/// <param name="IsRecorded">Whether it is recorded.</param>
internal sealed record CallPlan(bool IsMessage, string Number, bool IsRecorded);
