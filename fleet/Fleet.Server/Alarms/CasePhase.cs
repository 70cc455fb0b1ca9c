// The phases of a chain, and which one a case is in.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>A list of steps in an <see cref="EscalationChain"/>.</summary>
public enum CasePhase
{
    /// <summary>Nobody has claimed the case.</summary>
    Raised = 0,

    /// <summary>An operator owns it.</summary>
    Claimed = 1,

    /// <summary>The home could not be spoken with, and no responder knows of it yet.</summary>
    Silent = 2,

    /// <summary>Responders have been told.</summary>
    Dispatched = 3,

    /// <summary>A responder is on the way.</summary>
    Accepted = 4,

    /// <summary>A responder is there.</summary>
    OnSite = 5,
}

/// <summary>Finds the step that comes next.</summary>
public static class CasePhases
{
    /// <summary>
    /// The phase of an open case. The silent one goes before the others that come before a dispatch, claimed or not:
    /// by validation it comes to a dispatch, so that no operator who is gone can keep it from one.
    /// </summary>
    public static CasePhase Of(AlarmCaseRow row)
    {
        return row.State switch
        {
            CaseState.Raised or CaseState.Claimed when row.MustDispatch => CasePhase.Silent,
            CaseState.Raised => CasePhase.Raised,
            CaseState.Claimed or CaseState.Spoken => CasePhase.Claimed,
            CaseState.Dispatched => CasePhase.Dispatched,
            CaseState.Accepted => CasePhase.Accepted,
            _ => CasePhase.OnSite,
        };
    }

    /// <summary>The steps of a phase.</summary>
    public static IReadOnlyList<EscalationStep> Steps(this EscalationChain chain, CasePhase phase)
    {
        return phase switch
        {
            CasePhase.Raised => chain.Raised,
            CasePhase.Claimed => chain.Claimed,
            CasePhase.Silent => chain.Silent,
            CasePhase.Dispatched => chain.Dispatched,
            CasePhase.Accepted => chain.Accepted,
            _ => chain.OnSite,
        };
    }

    /// <summary>The step that is done at the case's deadline; the last one again and again.</summary>
    public static EscalationStep NextStep(this EscalationChain chain, AlarmCaseRow row)
    {
        IReadOnlyList<EscalationStep> steps = chain.Steps(Of(row));
        return steps[Math.Min(row.StepIndex, steps.Count - 1)];
    }

    /// <summary>The longest a deadline in this state can lie ahead, in milliseconds.</summary>
    public static long LongestAhead(this EscalationChain chain, CaseState state)
    {
        long longest = 0;
        foreach (CasePhase phase in Enum.GetValues<CasePhase>())
        {
            bool isOfState = phase switch
            {
                CasePhase.Raised => state == CaseState.Raised,
                CasePhase.Claimed => state is CaseState.Claimed or CaseState.Spoken,
                CasePhase.Silent => state is CaseState.Raised or CaseState.Claimed,
                CasePhase.Dispatched => state == CaseState.Dispatched,
                CasePhase.Accepted => state == CaseState.Accepted,
                _ => state == CaseState.OnSite,
            };
            if (isOfState)
            {
                foreach (EscalationStep step in chain.Steps(phase))
                {
                    longest = Math.Max(longest, step.AfterSeconds * 1_000L);
                }
            }
        }

        return longest;
    }
}
