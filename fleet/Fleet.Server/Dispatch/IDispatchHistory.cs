// Which messages went out for a case, and what became of them.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Channels;

namespace Fleet.Server.Dispatch;

/// <summary>Why a message went out.</summary>
public enum DispatchMessagePurpose
{
    /// <summary>Asks to take the case.</summary>
    Ask = 0,

    /// <summary>Reminds to check in or out.</summary>
    Reminder = 1,

    /// <summary>Tells something that needs no answer.</summary>
    Notice = 2,
}

/// <summary>What was answered to a message.</summary>
public enum DispatchAnswer
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Takes the case (HBG-067).</summary>
    Accepted = 1,

    /// <summary>Does not (HUL-052).</summary>
    Declined = 2,
}

/// <summary>A message of a case with the time of each stage (HUL-054); null for a stage not reached.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="RecipientName">The phone, such as "Larm 1"; relatives by their order, never by name.</param>
/// <param name="GroupName">The group; empty for a relative.</param>
/// <param name="IsRelative">True for a relative.</param>
/// <param name="Address">The number it went to; of a relative only the last digits.</param>
/// <param name="Kind">Short message or call.</param>
/// <param name="Purpose">Why it went out.</param>
/// <param name="Round">Which round of telling it belongs to, from 1.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="HandedOverAt">When a provider took it.</param>
/// <param name="DeliveredAt">When it reached the phone.</param>
/// <param name="FailedAt">When it failed for good.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Provider">Which provider; empty until one has taken it.</param>
/// <param name="Fault">What the provider said when it failed.</param>
public sealed record DispatchMessageView(
    Guid MessageId,
    string RecipientName,
    string GroupName,
    bool IsRelative,
    string Address,
    OutgoingKind Kind,
    DispatchMessagePurpose Purpose,
    int Round,
    DateTimeOffset QueuedAt,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? FailedAt,
    DateTimeOffset? AnsweredAt,
    DispatchAnswer Answer,
    string Provider,
    string Fault);

/// <summary>Shows the messages of a case.</summary>
public interface IDispatchHistory
{
    /// <summary>All messages of a case, oldest first; empty when there are none.</summary>
    Task<IReadOnlyList<DispatchMessageView>> ListAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken);
}
