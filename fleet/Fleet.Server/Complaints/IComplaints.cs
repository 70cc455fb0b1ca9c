// The public handler of complaints: what people complain about, what they were answered, and how many there are.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;

namespace Fleet.Server.Complaints;

/// <summary>What a complaint is about.</summary>
public enum ComplaintCategory
{
    /// <summary>Something else.</summary>
    Other = 0,

    /// <summary>Help came late.</summary>
    Arrival = 1,

    /// <summary>An alarm was not answered.</summary>
    MissedAlarm = 2,

    /// <summary>Hub, trigger or their installation.</summary>
    Equipment = 3,

    /// <summary>How somebody was met.</summary>
    Conduct = 4,
}

/// <summary>A complaint as it is entered.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="ReceivedAt">When it came, within the last ten years; null for now.</param>
/// <param name="ReceivedBy">Who took it; null for who enters it.</param>
/// <param name="CaseId">The case it is about; null for none.</param>
/// <param name="HubId">The home it is about, by its hub; null for that of the case, or none.</param>
public sealed record ComplaintEntry(
    ComplaintCategory? Category,
    string? Text,
    DateTimeOffset? ReceivedAt = null,
    string? ReceivedBy = null,
    Guid? CaseId = null,
    string? HubId = null);

/// <summary>An answer to a complaint.</summary>
/// <param name="How">What was answered and by which way, 1 to 2,000 characters.</param>
/// <param name="AnsweredAt">When; null for now.</param>
public sealed record ComplaintAnswer(string? How, DateTimeOffset? AnsweredAt = null);

/// <summary>A complaint; holds personal data.</summary>
/// <param name="ComplaintId">Its id.</param>
/// <param name="Number">What people say aloud.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="ReceivedBy">Who took it.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Text">What was said.</param>
/// <param name="CaseId">The case; null for none.</param>
/// <param name="HubId">The home's hub; empty for none.</param>
/// <param name="HubName">What the hub is called; empty for none.</param>
/// <param name="AnsweredAt">When it was answered; null when it was not.</param>
/// <param name="AnsweredBy">By whom.</param>
/// <param name="How">How, and what.</param>
public sealed record ComplaintView(
    Guid ComplaintId,
    long Number,
    DateTimeOffset ReceivedAt,
    string ReceivedBy,
    ComplaintCategory Category,
    string Text,
    Guid? CaseId,
    string HubId,
    string HubName,
    DateTimeOffset? AnsweredAt,
    string AnsweredBy,
    string How);

/// <summary>The complaints of a month about one thing.</summary>
/// <param name="Month">Such as 2026-03; empty for the whole period.</param>
/// <param name="Category">What they are about.</param>
/// <param name="Received">How many came.</param>
/// <param name="Answered">How many of those have been answered.</param>
public sealed record ComplaintCount(string Month, ComplaintCategory Category, int Received, int Answered);

/// <summary>The counts of a period.</summary>
/// <param name="Months">By month and category; those without any are left out.</param>
/// <param name="All">Of the whole period, every category.</param>
/// <param name="Formula">How they are counted.</param>
/// <param name="Csv">The same as comma-separated values.</param>
public sealed record ComplaintStatistics(
    IReadOnlyList<ComplaintCount> Months, IReadOnlyList<ComplaintCount> All, string Formula, string Csv);

/// <summary>What became of a change.</summary>
public enum ComplaintResult
{
    /// <summary>It is committed.</summary>
    Done = 0,

    /// <summary>The tenant has no such complaint, case or hub.</summary>
    NotFound = 1,

    /// <summary>It has been answered already.</summary>
    AlreadyDone = 2,

    /// <summary>A field is wrong.</summary>
    Invalid = 3,
}

/// <summary>The answer to a change.</summary>
/// <param name="Result">Done, or why not.</param>
/// <param name="Complaint">The complaint as it is now; null when not found or invalid.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record ComplaintChange(ComplaintResult Result, ComplaintView? Complaint, FieldFault? Fault = null);

/// <summary>Registers, answers and counts complaints within the actor's tenant (HBG-092).</summary>
public interface IComplaints
{
    /// <summary>Complaints, newest first; the look is logged.</summary>
    Task<IReadOnlyList<ComplaintView>> ListAsync(
        Actor actor, bool onlyOpen, string? hubId, CancellationToken cancellationToken);

    /// <summary>Enters one.</summary>
    Task<ComplaintChange> AddAsync(Actor actor, ComplaintEntry entry, CancellationToken cancellationToken);

    /// <summary>Says what was answered.</summary>
    Task<ComplaintChange> AnswerAsync(
        Actor actor, Guid complaintId, ComplaintAnswer answer, CancellationToken cancellationToken);

    /// <summary>The counts of a period; nobody's data is in them.</summary>
    Task<ComplaintStatistics> CountAsync(Actor actor, Period period, CancellationToken cancellationToken);
}
