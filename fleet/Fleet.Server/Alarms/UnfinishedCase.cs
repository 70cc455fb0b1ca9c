// A line of the list that one shift hands to the next.
using System;

namespace Fleet.Server.Alarms;

/// <summary>An unfinished case with what was last said of it (HUL-006, HUL-061).</summary>
/// <param name="Case">The case.</param>
/// <param name="Remark">The last remark; null when there is none.</param>
/// <param name="RemarkedAt">When.</param>
/// <param name="RemarkedBy">By whom.</param>
public sealed record UnfinishedCase(
    AlarmCaseView Case, string? Remark, DateTimeOffset? RemarkedAt, string? RemarkedBy);
