// Says an escalation chain in plain words.
using System;
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Resources;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Cases;

/// <summary>A part of a chain: what holds while a case waits for one thing.</summary>
internal enum ChainPhase
{
    /// <summary>Nobody has claimed the case.</summary>
    Raised = 0,

    /// <summary>Somebody owns it.</summary>
    Claimed = 1,

    /// <summary>Somebody owns it, and nobody answered in the home.</summary>
    Silent = 2,

    /// <summary>Responders have been told.</summary>
    Dispatched = 3,

    /// <summary>A responder is on the way.</summary>
    Accepted = 4,

    /// <summary>A responder is there.</summary>
    OnSite = 5,
}

internal static class ChainWords
{
    public static readonly IReadOnlyList<ChainPhase> Phases = Enum.GetValues<ChainPhase>();

    /// <summary>The steps of a phase.</summary>
    public static IReadOnlyList<EscalationStep> Steps(this EscalationChain chain, ChainPhase phase) => phase switch
    {
        ChainPhase.Raised => chain.Raised,
        ChainPhase.Claimed => chain.Claimed,
        ChainPhase.Silent => chain.Silent,
        ChainPhase.Dispatched => chain.Dispatched,
        ChainPhase.Accepted => chain.Accepted,
        _ => chain.OnSite,
    };

    /// <summary>The chain with other steps in a phase.</summary>
    public static EscalationChain With(
        this EscalationChain chain, ChainPhase phase, IReadOnlyList<EscalationStep> steps) => phase switch
        {
            ChainPhase.Raised => chain with { Raised = steps },
            ChainPhase.Claimed => chain with { Claimed = steps },
            ChainPhase.Silent => chain with { Silent = steps },
            ChainPhase.Dispatched => chain with { Dispatched = steps },
            ChainPhase.Accepted => chain with { Accepted = steps },
            _ => chain with { OnSite = steps },
        };

    /// <summary>In which phase a case is.</summary>
    public static ChainPhase Of(CaseState state, SpeechResult speech) => state switch
    {
        CaseState.Raised => ChainPhase.Raised,
        CaseState.Claimed or CaseState.Spoken => speech == SpeechResult.Silent ? ChainPhase.Silent : ChainPhase.Claimed,
        CaseState.Dispatched => ChainPhase.Dispatched,
        CaseState.Accepted => ChainPhase.Accepted,
        _ => ChainPhase.OnSite,
    };

    /// <summary>A length of time as one says it: <c>45 s</c>, <c>5 min</c>, <c>4 min 30 s</c>, <c>1 h</c>.</summary>
    public static string Length(this IStringLocalizer<CaseTexts> texts, int seconds)
    {
        var (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        List<string> parts = [];
        if (hours > 0)
        {
            parts.Add(texts["Length_Hours", hours]);
        }

        if (minutes > 0)
        {
            parts.Add(texts["Length_Minutes", minutes]);
        }

        if (rest > 0 || parts.Count == 0)
        {
            parts.Add(texts["Length_Seconds", rest]);
        }

        return string.Join(' ', parts);
    }
}
