// A window of a rota while it is edited.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Dispatch;

namespace Fleet.Server.Console.Planning;

/// <summary>What is in the fields of one window.</summary>
public sealed class WindowDraft
{
    /// <summary>The days of a week as people count them.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
        DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>A new window: every day and night.</summary>
    public WindowDraft() => Days = [.. Week];

    /// <summary>One that is there.</summary>
    public WindowDraft(RotaWindow window)
    {
        (Group, Backup) = (window.GroupId.ToString(), window.BackupGroupId?.ToString() ?? "");
        (From, IsException) = (window.From, window.IsException);
        Until = window.Until == "24:00" ? "00:00" : window.Until;
        (FirstDay, LastDay) = (window.FirstDay, window.LastDay);
        Days = window.Days is { Count: > 0 } days ? [.. days] : [.. Week];
    }

    /// <summary>The group's id; empty while none is chosen.</summary>
    public string Group { get; set; } = "";

    /// <summary>The group that is told after it; empty for none.</summary>
    public string Backup { get; set; } = "";

    /// <summary>The first minute.</summary>
    public string From { get; set; } = "00:00";

    /// <summary>The first minute after it.</summary>
    public string Until { get; set; } = "00:00";

    /// <summary>The days on which it begins.</summary>
    public HashSet<DayOfWeek> Days { get; }

    /// <summary>The first day on which it begins.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>The last one.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>Whether it goes before the ordinary ones.</summary>
    public bool IsException { get; set; }

    /// <summary>As it is sent.</summary>
    public RotaWindow Window() => new(
        Guid.TryParse(Group, out var group) ? group : Guid.Empty,
        From,
        Until,
        Days.Count == Week.Count ? null : [.. Week.Where(Days.Contains)],
        Guid.TryParse(Backup, out var backup) ? backup : null,
        FirstDay,
        LastDay,
        IsException);
}
