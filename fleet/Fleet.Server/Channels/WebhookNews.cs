// What comes in from providers, whatever their words for it.
using System;

namespace Fleet.Server.Channels;

/// <summary>Something a provider told.</summary>
internal abstract record WebhookNews;

/// <summary>A short message.</summary>
/// <param name="Reference">The provider's name for it; the same one twice is one message.</param>
/// <param name="From">The sender's number.</param>
/// <param name="Text">What it says.</param>
internal sealed record SmsNews(string Reference, string From, string Text) : WebhookNews;

/// <summary>What a delivery report says.</summary>
internal enum ReportStatus
{
    /// <summary>On its way.</summary>
    Sent = 0,

    /// <summary>On the phone.</summary>
    Delivered = 1,

    /// <summary>It could not be delivered.</summary>
    Failed = 2,
}

/// <summary>A delivery report.</summary>
/// <param name="Reference">The provider's name for the message.</param>
/// <param name="MessageId">Our own, when the provider gives it back.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Detail">A short note without personal data.</param>
internal sealed record ReportNews(string Reference, Guid? MessageId, ReportStatus Status, string Detail) : WebhookNews;

/// <summary>What happened in a call.</summary>
internal enum CallEvent
{
    /// <summary>The first end answered: the phone of a message, or the operator's.</summary>
    FirstAnswered = 0,

    /// <summary>The other end answered.</summary>
    OtherAnswered = 1,

    /// <summary>A key was pressed.</summary>
    Digit = 2,

    /// <summary>The call is over.</summary>
    Ended = 3,

    /// <summary>A recording is there.</summary>
    Recorded = 4,
}

/// <summary>News of a call.</summary>
/// <param name="CallId">The call's id, or the message's that it says.</param>
/// <param name="Event">What happened.</param>
/// <param name="Value">The key, or the recording's reference.</param>
/// <param name="Result">What came of it; only when it ended.</param>
internal sealed record CallNews(Guid CallId, CallEvent Event, string Value, CallResult Result = CallResult.None)
    : WebhookNews;

/// <summary>The post can't be read.</summary>
/// <param name="Field">Which field is wrong.</param>
/// <param name="Sentence">What it must be.</param>
internal sealed record WebhookFault(string Field, string Sentence) : WebhookNews;
