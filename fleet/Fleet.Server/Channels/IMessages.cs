// What became of the messages of a case.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Channels;

/// <summary>A message of a case with the time of each stage (HUL-054). No text: it can hold personal data.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Purpose">Why it was sent.</param>
/// <param name="Kind">By what.</param>
/// <param name="Address">The number or address with its middle hidden.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Provider">Who has it; empty while nobody does.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="QueuedAt">When it was to be sent.</param>
/// <param name="HandedOverAt">When a provider took it.</param>
/// <param name="DeliveredAt">When it reached the phone, or the call was answered.</param>
/// <param name="EndedAt">When it failed, expired or was taken back.</param>
/// <param name="Detail">A short note without personal data.</param>
public sealed record MessageView(
    Guid MessageId,
    OutgoingPurpose Purpose,
    OutgoingKind Kind,
    string Address,
    MessageState State,
    string Provider,
    int Attempts,
    DateTimeOffset QueuedAt,
    DateTimeOffset? HandedOverAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? EndedAt,
    string Detail);

/// <summary>Lists the messages of cases.</summary>
public interface IMessages
{
    /// <summary>The messages of a case, oldest first.</summary>
    Task<IReadOnlyList<MessageView>> ListAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);
}
