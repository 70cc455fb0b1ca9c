// The phases of a chain, and which one a case is in.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>A list of steps in an <see cref="EscalationChain"/>.</summary>
public enum ChainPhase
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
public static class ChainPhases
{
    /// <summary>
    /// The phase of an open case. The silent one goes before the others that come before a dispatch, claimed or not:
    /// by validation it comes to a dispatch, so that no operator who is gone can keep it from one.
    /// </summary>
    public static ChainPhase Of(AlarmCaseRow row)
    {
        return row.State switch
        {
            CaseState.Raised or CaseState.Claimed when row.MustDispatch => ChainPhase.Silent,
            CaseState.Raised => ChainPhase.Raised,
            CaseState.Claimed or CaseState.Spoken => ChainPhase.Claimed,
            CaseState.Dispatched => ChainPhase.Dispatched,
            CaseState.Accepted => ChainPhase.Accepted,
            _ => ChainPhase.OnSite,
        };
    }

    /// <summary>The steps of a phase.</summary>
    public static IReadOnlyList<EscalationStep> Steps(this EscalationChain chain, ChainPhase phase)
    {
        return phase switch
        {
            ChainPhase.Raised => chain.Raised,
            ChainPhase.Claimed => chain.Claimed,
            ChainPhase.Silent => chain.Silent,
            ChainPhase.Dispatched => chain.Dispatched,
            ChainPhase.Accepted => chain.Accepted,
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
        foreach (ChainPhase phase in Enum.GetValues<ChainPhase>())
        {
            bool isOfState = phase switch
            {
                ChainPhase.Raised => state == CaseState.Raised,
                ChainPhase.Claimed => state is CaseState.Claimed or CaseState.Spoken,
                ChainPhase.Silent => state is CaseState.Raised or CaseState.Claimed,
                ChainPhase.Dispatched => state == CaseState.Dispatched,
                ChainPhase.Accepted => state == CaseState.Accepted,
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
