// The answer to a change of what dispatching works by.
using System;
using System.Collections.Generic;
using Fleet.Server.Http;

namespace Fleet.Server.Dispatch;

/// <summary>Whether a change was made.</summary>
public enum DispatchChangeResult
{
    /// <summary>The change is committed and in force.</summary>
    Done = 0,

    /// <summary>No such thing in this tenant.</summary>
    NotFound = 1,

    /// <summary>The request has faults; nothing was changed.</summary>
    Invalid = 2,

    /// <summary>It has changed since the version the caller had seen.</summary>
    Stale = 3,

    /// <summary>
    /// The change would leave an hour, a group or a home without anybody to tell (HBG-065); nothing was changed.
    /// </summary>
    LeavesGap = 4,

    /// <summary>The policy does not allow it, or templates would break the policy; nothing was changed.</summary>
    AgainstPolicy = 5,
}

/// <summary>The answer to a change.</summary>
/// <typeparam name="T">What is changed.</typeparam>
/// <param name="Result">Done, or why not.</param>
/// <param name="Item">What it is now; null unless done or stale.</param>
/// <param name="Faults">What is wrong with the request.</param>
/// <param name="Problems">What the change would leave behind.</param>
public sealed record DispatchChange<T>(
    DispatchChangeResult Result,
    T? Item,
    IReadOnlyList<FieldFault> Faults,
    IReadOnlyList<DispatchProblem> Problems)
    where T : class;

/// <summary>
/// Something that would leave an alarm with nobody to tell: shown by day, not found at night (HBG-065).
/// </summary>
/// <param name="Code">
/// A stable code: no-default-rota, gap, no-number, group-inactive, rota-missing or template-against-policy.
/// </param>
/// <param name="Subject">rota, group, home or template.</param>
/// <param name="SubjectId">The id of the rota or group, the hub's id, or the template's purpose.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sentence">What is missing, from when.</param>
public sealed record DispatchProblem(string Code, string Subject, string SubjectId, string Name, string Sentence);

/// <summary>A reply that belongs to no dispatch; it is kept until somebody has seen it.</summary>
/// <param name="ReplyId">Its id.</param>
/// <param name="At">When it came.</param>
/// <param name="From">The phone's number.</param>
/// <param name="Text">What it says.</param>
/// <param name="Reason">A stable code: unknown-sender, unclear, no-question.</param>
public sealed record UnmatchedReply(Guid ReplyId, DateTimeOffset At, string From, string Text, string Reason);
