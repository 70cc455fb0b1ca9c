// One line of a case's log.
using System;

namespace Fleet.Server.Alarms;

/// <summary>One entry of the append-only, hash-chained log of a case.</summary>
/// <param name="Number">1, 2, 3 … within the case.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Step">
/// A stable code such as <c>raised</c>, <c>joined</c>, <c>acknowledged</c>, <c>claimed</c>, <c>overdue</c>,
/// <c>cleared</c>, <c>closed</c>.
/// </param>
/// <param name="ActorName">Who did it; null for the system.</param>
/// <param name="Detail">A short note without personal data; may be empty.</param>
/// <param name="Hash">SHA-256 over the entry and the hash before it, in hexadecimal.</param>
public sealed record CaseLogEntryView(
    long Number, DateTimeOffset At, string Step, string? ActorName, string Detail, string Hash);
