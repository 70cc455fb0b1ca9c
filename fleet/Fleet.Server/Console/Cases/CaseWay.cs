// Puts a case's stages, its measured times and its next deadline into what a page shows.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Lists;

namespace Fleet.Server.Console.Cases;

internal static class CaseWay
{
    /// <summary>From an acceptance to a check-in (HBG-072).</summary>
    public const int ArriveSeconds = 1800;

    /// <summary>From a dispatch to an acceptance (HBG-068).</summary>
    public const int AcceptSeconds = 300;

    /// <summary>The stages of a case from the press to the closing; of other kinds fewer.</summary>
    public static IReadOnlyList<CaseStage> Stages(AlarmCaseView view)
    {
        var at = view.Stages ?? new CaseStages();
        List<(string Name, DateTimeOffset? At, string? Who)> stages =
        [
            ("Raised", view.RaisedAt, null),
            ("Received", view.ReceivedAt, null),
            ("Claimed", at.ClaimedAt, view.OwnerName),
        ];
        if (view.Kind == CaseKind.Person)
        {
            stages.Add((view.Speech == SpeechResult.Silent ? "Silent" : "Spoken", at.SpokenAt, null));
            stages.Add(("Dispatched", at.DispatchedAt, view.GroupName));
            stages.Add(("Accepted", at.AcceptedAt, view.ResponderName));
            stages.Add(("OnSite", at.OnSiteAt, null));
            stages.Add(("Left", at.LeftAt, null));
        }

        stages.Add(("Closed", view.ClosedAt, null));
        var last = stages.FindLastIndex(stage => stage.At is not null);
        List<CaseStage> shown = [];
        for (var i = 0; i < stages.Count; i++)
        {
            var (name, reachedAt, who) = stages[i];
            var isNow = i == last + 1 && view.State != CaseState.Closed;
            var look = reachedAt is not null ? "is-done" : isNow ? "is-now" : "is-ahead";
            shown.Add(new CaseStage(name, reachedAt, who, look));
        }

        return shown;
    }

    /// <summary>What is measured (HBG-073).</summary>
    /// <param name="view">The case.</param>
    /// <param name="chain">The chain in force, whose first steps are the limits; null while it is not known.</param>
    public static IReadOnlyList<StageClock> Clocks(AlarmCaseView view, EscalationChain? chain)
    {
        var at = view.Stages ?? new CaseStages();
        var end = view.ClosedAt;
        List<StageClock> clocks = [];
        if (!view.IsDirect)
        {
            var answered = at.ClaimedAt ?? at.DispatchedAt ?? end;
            clocks.Add(new StageClock("Answer", CaseOrder.Since(view), answered, First(chain?.Raised)));
        }

        if (view.Kind == CaseKind.Person)
        {
            clocks.Add(new StageClock(
                "Accept", at.DispatchedAt, at.AcceptedAt ?? end, First(chain?.Dispatched) ?? AcceptSeconds));
            clocks.Add(new StageClock("Arrive", at.AcceptedAt, at.OnSiteAt ?? end, ArriveSeconds));
        }

        return clocks;
    }

    /// <summary>
    /// What happens at the case's deadline: the step of its phase whose time that is. A deadline that was moved by a
    /// sign of life belongs to the first step that is not before it.
    /// </summary>
    public static EscalationAction? NextAction(AlarmCaseView view, EscalationChain? chain)
    {
        if (chain is null || view.NextDeadlineAt is not { } deadline)
        {
            return null;
        }

        var steps = chain.Steps(ChainWords.Of(view.State, view.Speech));
        var at = view.PhaseSince ?? view.ReceivedAt;
        foreach (var step in steps)
        {
            at = at.AddSeconds(step.AfterSeconds);
            if (at.AddSeconds(1) >= deadline)
            {
                return step.Action;
            }
        }

        return steps.Count == 0 ? null : steps[^1].Action;
    }

    private static int? First(IReadOnlyList<EscalationStep>? steps) =>
        steps is { Count: > 0 } ? steps[0].AfterSeconds : null;
}
