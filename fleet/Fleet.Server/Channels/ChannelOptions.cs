// The settings of messages and calls.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Channels;

/// <summary>What a provider is reached by.</summary>
public enum ProviderKind
{
    /// <summary>The simulated phones of this server.</summary>
    Simulator = 0,

    /// <summary>46elks over HTTP.</summary>
    Elks = 1,

    /// <summary>Any gateway with an HTTP interface, by configuration.</summary>
    Http = 2,

    /// <summary>A mail server.</summary>
    Smtp = 3,
}

/// <summary>How a gateway wants its fields.</summary>
public enum BodyFormat
{
    /// <summary>As a form.</summary>
    Form = 0,

    /// <summary>As JSON.</summary>
    Json = 1,
}

/// <summary>How a gateway's HTTP interface looks.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Format">How the body is written.</param>
/// <param name="Body">The body with {to}, {from}, {text} and {id}; each is escaped as the format needs.</param>
/// <param name="Header">A header such as "Authorization: Bearer …"; null when none.</param>
/// <param name="Reference">The field of the answer, with points between levels, that holds the reference.</param>
/// <param name="SmsFrom">The field of an incoming message with the sender's number.</param>
/// <param name="SmsText">The field of an incoming message with its text.</param>
/// <param name="SmsReference">The field of an incoming message with its id.</param>
/// <param name="ReportReference">The field of a delivery report with the message's reference.</param>
/// <param name="ReportStatus">The field of a delivery report with the status.</param>
/// <param name="DeliveredWords">The statuses that mean delivered.</param>
/// <param name="FailedWords">The statuses that mean failed.</param>
public sealed record HttpGateway(
    string Method,
    BodyFormat Format,
    string Body,
    string? Header,
    string Reference,
    string SmsFrom,
    string SmsText,
    string SmsReference,
    string ReportReference,
    string ReportStatus,
    IReadOnlyList<string> DeliveredWords,
    IReadOnlyList<string> FailedWords);

/// <summary>One provider. Their order is the order of preference.</summary>
/// <param name="Name">What logs and reports call it; also stands in its webhooks' addresses.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Url">Where it is; of a mail server smtp://host:port or smtps://host:port.</param>
/// <param name="UserName">The account; null when none is needed.</param>
/// <param name="Password">The account's password.</param>
/// <param name="From">The number or address that messages come from.</param>
/// <param name="WebhookSecret">What makes its webhooks' addresses secret; null when it has none.</param>
/// <param name="AllowedAddresses">From where webhooks may come, such as 192.0.2.0/24; empty for everywhere.</param>
/// <param name="VoiceAudio">The address of the sound with which calls ask for 1 or 2; null for no calls.</param>
/// <param name="PerSecond">Messages a second.</param>
/// <param name="InFlight">Messages at once.</param>
/// <param name="TimeoutSeconds">How long an answer may take.</param>
/// <param name="Gateway">How an HTTP gateway looks; null for the other kinds.</param>
/// <param name="TenantName">The municipality whose number this is; null when several use it.</param>
public sealed record ProviderOptions(
    string Name,
    ProviderKind Kind,
    Uri? Url = null,
    string? UserName = null,
    string? Password = null,
    string From = "",
    string? WebhookSecret = null,
    IReadOnlyList<string>? AllowedAddresses = null,
    Uri? VoiceAudio = null,
    int PerSecond = Limits.Channels.PerSecond,
    int InFlight = Limits.Channels.InFlightPerProvider,
    int TimeoutSeconds = 10,
    HttpGateway? Gateway = null,
    string? TenantName = null);

/// <summary>The settings of the slice.</summary>
/// <param name="Providers">The providers, the preferred one first.</param>
/// <param name="PublicUrl">How providers reach this server, for their webhooks; null when they can't.</param>
/// <param name="RetentionDays">How long messages and calls are kept.</param>
/// <param name="RingSeconds">How long a phone rings.</param>
public sealed record ChannelOptions(
    IReadOnlyList<ProviderOptions> Providers, Uri? PublicUrl = null, int RetentionDays = 400, int RingSeconds = 30)
{
    /// <summary>The simulated phones alone: what is in force when nothing is configured.</summary>
    public static ChannelOptions Simulated { get; } = new(
        [new ProviderOptions("simulator", ProviderKind.Simulator, PerSecond: 1_000, InFlight: 32)]);
}
