// What an operator said in the closing dialog.
using System.Collections.Generic;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Parts;

/// <summary>An outcome for one case, or for several of one kind.</summary>
/// <param name="Cases">The cases as they were when the dialog opened.</param>
/// <param name="Outcome">How they ended.</param>
/// <param name="Note">A note; null for none.</param>
/// <param name="Cause">Why help was needed (HBG-010).</param>
public sealed record OutcomeGiven(
    IReadOnlyList<AlarmCaseView> Cases, CaseOutcome Outcome, string? Note, CaseCause Cause = CaseCause.None);
