// The figures of a report.
using System.Collections.Generic;

namespace Fleet.Evidence.Statistics;

/// <summary>By what figures are told apart.</summary>
public enum Grouping
{
    /// <summary>The whole municipality in one.</summary>
    Municipality = 0,

    /// <summary>The unit that the home is counted to.</summary>
    Unit = 1,

    /// <summary>The responder group that was first told.</summary>
    Group = 2,

    /// <summary>The Swedish month in which the case came.</summary>
    Month = 3,

    /// <summary>The home's hub: whose alarms grow more or fewer (NOR-003).</summary>
    Home = 4,

    /// <summary>What the case turned out to be about, by its number; empty where nobody told (HBG-010).</summary>
    Cause = 5,
}

/// <summary>How long something took, over the cases where it happened.</summary>
/// <param name="Count">Cases measured.</param>
/// <param name="Mean">Milliseconds, rounded; null when there are none.</param>
/// <param name="Median">The smallest time that at least half of the cases kept.</param>
/// <param name="NinetiethPercentile">The smallest time that at least nine of ten cases kept.</param>
/// <param name="Longest">The longest.</param>
public sealed record DurationFigure(int Count, long? Mean, long? Median, long? NinetiethPercentile, long? Longest);

/// <summary>How often a limit was kept.</summary>
/// <param name="Measured">Cases that are decided.</param>
/// <param name="Within">Of them, those within the limit.</param>
/// <param name="Never">Of those that were not: never checked in, although the case is closed.</param>
public sealed record LimitFigure(int Measured, int Within, int Never)
{
    /// <summary>The share within, in percent with one decimal; null when nothing was measured.</summary>
    public decimal? Percent => Measured == 0 ? null : decimal.Round(100m * Within / Measured, 1);
}

/// <summary>The figures of one group; <see cref="Formulas"/> says how each is computed.</summary>
/// <param name="Name">The unit, group, month or hub; empty for those without one.</param>
/// <param name="PersonAlarms">Cases of persons.</param>
/// <param name="FaultIndications">Technical cases.</param>
/// <param name="Open">Of the persons' cases, those not closed.</param>
/// <param name="Dispatched">Of the persons' cases, those that responders were told about.</param>
/// <param name="Closed">Of the persons' cases, those closed with an outcome.</param>
/// <param name="WrongAlarms">Of the closed, those raised by a wrong setting or placement.</param>
/// <param name="Accidental">Of the closed, those pressed by mistake.</param>
/// <param name="NewHubs">Alarms that were added in the period.</param>
/// <param name="EndedHubs">Alarms that were ended in the period.</param>
/// <param name="Visits">Visits because of alarms.</param>
/// <param name="LongVisits">Of the visits, those longer than 15 minutes.</param>
/// <param name="Answer">From the centre having it to an operator taking it.</param>
/// <param name="ToDispatch">From the centre having it to responders being told.</param>
/// <param name="ToAccept">From responders being told to one confirming.</param>
/// <param name="Arrival">From the confirmation to the check-in.</param>
/// <param name="Attended">From the call of the centre to the check-in.</param>
/// <param name="Total">From the press to the check-in.</param>
/// <param name="ArrivalWithin">The limit counted from the confirmation (HBG-072).</param>
/// <param name="AttendedWithin">The limit counted from the call of the centre (UPP-022).</param>
/// <param name="Interruption">How long hubs were out of contact (HBG-053, MFD-009).</param>
/// <param name="Repair">From the centre having a fault to its closing (MFD-009).</param>
public sealed record GroupFigures(
    string Name,
    int PersonAlarms,
    int FaultIndications,
    int Open,
    int Dispatched,
    int Closed,
    int WrongAlarms,
    int Accidental,
    int NewHubs,
    int EndedHubs,
    int Visits,
    int LongVisits,
    DurationFigure Answer,
    DurationFigure ToDispatch,
    DurationFigure ToAccept,
    DurationFigure Arrival,
    DurationFigure Attended,
    DurationFigure Total,
    LimitFigure ArrivalWithin,
    LimitFigure AttendedWithin,
    DurationFigure Interruption,
    DurationFigure Repair)
{
    /// <summary>The share of wrong alarms in percent with one decimal; null when nothing is closed.</summary>
    public decimal? WrongPercent => Closed == 0 ? null : decimal.Round(100m * WrongAlarms / Closed, 1);
}

/// <summary>A figure and how it is computed.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Formula">In words.</param>
public sealed record FigureFormula(string Figure, string Formula);

/// <summary>A report.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last.</param>
/// <param name="By">How figures are told apart.</param>
/// <param name="ExcludedTests">Tests that were left out.</param>
/// <param name="ExcludedMerged">Cases left out because they became part of another.</param>
/// <param name="All">The figures of all groups together.</param>
/// <param name="Groups">The figures of each, by name.</param>
/// <param name="Formulas">How each figure is computed.</param>
public sealed record StatisticsReport(
    string From,
    string To,
    Grouping By,
    int ExcludedTests,
    int ExcludedMerged,
    GroupFigures All,
    IReadOnlyList<GroupFigures> Groups,
    IReadOnlyList<FigureFormula> Formulas);
