// How each figure is computed, as it stands beside the figures.
using System.Collections.Generic;

namespace Fleet.Evidence.Statistics;

/// <summary>The formulas, in the order of the figures.</summary>
public static class Formulas
{
    /// <summary>All formulas.</summary>
    public static readonly IReadOnlyList<FigureFormula> All =
    [
        new("period", "Cases whose first message was committed from 00:00 of the first day to 00:00 of the day after "
            + "the last, Swedish time. Tests, alarms closed as tests (HBG-040), and cases that became part of "
            + "another are left out and counted apart."),
        new("personAlarms", "Number of cases of kind person."),
        new("faultIndications", "Number of cases of kind technical."),
        new("open", "personAlarms without a closing after their last reopening."),
        new("dispatched", "personAlarms with at least one step dispatched."),
        new("closed", "personAlarms closed with an outcome."),
        new("wrongAlarms", "closed with outcome 5 (wrong setting or placement)."),
        new("wrongPercent", "100 × wrongAlarms ÷ closed."),
        new("accidental", "closed with outcome 4 (pressed by mistake)."),
        new("newHubs", "Hubs registered in the period."),
        new("endedHubs", "Hubs ended in the period."),
        new("visits", "Check-ins in personAlarms, each with the check-out after it."),
        new("longVisits", "visits with more than 15 minutes from check-in to check-out."),
        new("answer", "First step claimed − commit of the first message; personAlarms."),
        new("toDispatch", "First step dispatched − commit of the first message; personAlarms."),
        new("toAccept", "First step accepted − first step dispatched; personAlarms."),
        new("arrival", "First step checked-in − first step accepted; personAlarms (HBG-072)."),
        new("attended", "First step checked-in − first step dispatched; personAlarms (UPP-022)."),
        new("total", "First step checked-in − the press; personAlarms (HBG-073)."),
        new("arrivalWithin", "Of personAlarms that were accepted and are checked in or closed: arrival ≤ the limit "
            + "agreed on when the case came, 30 minutes where nothing is agreed on. Closed without check-in is "
            + "not within."),
        new("attendedWithin", "Of personAlarms that were dispatched and are checked in or closed: attended ≤ the same "
            + "limit. Closed without check-in is not within."),
        new("interruption", "From the last message before a silence until the hub counts as heard again; "
            + "faultIndications (HBG-053, MFD-009)."),
        new("repair", "Last step closed − commit of the first message; faultIndications (MFD-009)."),
        new("mean, median, ninetiethPercentile", "Over the cases where both steps exist and are in this order. Mean is "
            + "rounded to milliseconds; the others are the smallest time that at least half or nine tenths kept."),
    ];
}
