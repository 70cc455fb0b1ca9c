// Message templates and the check that keeps personal data out of them.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>What a template is for.</summary>
public enum TemplatePurpose
{
    /// <summary>Asks a responder by short message to take a case.</summary>
    DispatchSms = 0,

    /// <summary>The same, spoken in a call.</summary>
    DispatchVoice = 1,

    /// <summary>Reminds who accepted to check in or out.</summary>
    Reminder = 2,

    /// <summary>Tells the others who has taken the case (HUL-062).</summary>
    Taken = 3,

    /// <summary>Tells those who were asked that the case is closed.</summary>
    Closed = 4,

    /// <summary>Asks a relative.</summary>
    Relative = 5,

    /// <summary>Answers a reply that does not say which case it is about.</summary>
    AskAgain = 6,

    /// <summary>Tells of an outage (NOR-039).</summary>
    Outage = 7,
}

/// <summary>What is wrong at one place of a template.</summary>
/// <param name="Code">
/// A stable code: unknown-placeholder, missing-placeholder, personal-placeholder, phone-number, personal-number,
/// resident-name, street, key-number, too-long or empty.
/// </param>
/// <param name="Found">The text found.</param>
/// <param name="Position">Where it begins, from 0.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record TemplateFinding(string Code, string Found, int Position, string Sentence);

/// <summary>The result of checking a template.</summary>
/// <param name="Findings">What is wrong; empty when it may be used.</param>
/// <param name="Preview">How a message looks, with an invented home.</param>
/// <param name="Length">The preview's characters.</param>
/// <param name="Parts">The short messages it takes.</param>
public sealed record TemplateLint(
    IReadOnlyList<TemplateFinding> Findings, string Preview, int Length, int Parts);

/// <summary>A template.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Text">Its text with placeholders such as {case}.</param>
/// <param name="IsBuiltIn">Whether it is the built-in one.</param>
/// <param name="Placeholders">The placeholders that may be used under the policy in force.</param>
/// <param name="BuiltIn">Built-in texts to choose from under the policy in force, by name.</param>
/// <param name="Lint">The check of the text.</param>
/// <param name="ChangedAt">When it was written; null for the built-in one.</param>
/// <param name="ChangedBy">By whom.</param>
/// <param name="Version">Raised by every change; 0 for the built-in one.</param>
public sealed record MessageTemplateView(
    TemplatePurpose Purpose,
    string Text,
    bool IsBuiltIn,
    IReadOnlyList<string> Placeholders,
    IReadOnlyDictionary<string, string> BuiltIn,
    TemplateLint Lint,
    DateTimeOffset? ChangedAt,
    string ChangedBy,
    long Version);

/// <summary>Lists, checks and changes templates.</summary>
public interface IMessageTemplates
{
    /// <summary>All templates in force.</summary>
    Task<IReadOnlyList<MessageTemplateView>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Checks a text without writing it.</summary>
    Task<TemplateLint> LintAsync(
        Actor actor, TemplatePurpose purpose, string text, CancellationToken cancellationToken);

    /// <summary>Writes a template; refused when it breaks the policy. Null puts the built-in one back.</summary>
    Task<DispatchChange<MessageTemplateView>> SetAsync(
        Actor actor, TemplatePurpose purpose, string? text, long? ifVersion, CancellationToken cancellationToken);
}

/// <summary>Checks texts that other slices send to many, in the caller's session.</summary>
public interface IMessageCheck
{
    /// <summary>What is wrong with a text under the tenant's policy; empty when it may be sent.</summary>
    IReadOnlyList<TemplateFinding> Check(
        StoreSession session, Guid tenantId, TemplatePurpose purpose, string text);
}
