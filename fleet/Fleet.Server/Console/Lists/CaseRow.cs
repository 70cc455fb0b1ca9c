// A row of the alarm list.
using System;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Lists;

/// <summary>A row: its case, and whether that has left the list while the row stays put.</summary>
/// <param name="view">The case.</param>
/// <param name="cameAt">When it came to this page.</param>
public sealed class CaseRow(AlarmCaseView view, DateTimeOffset cameAt)
{
    /// <summary>The case as last told.</summary>
    public AlarmCaseView View { get; internal set; } = view;

    /// <summary>When it came to this page.</summary>
    public DateTimeOffset CameAt { get; } = cameAt;

    /// <summary>True when the case no longer belongs in the list.</summary>
    public bool IsGone { get; internal set; }
}
