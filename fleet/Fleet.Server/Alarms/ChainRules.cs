// What a chain must be: whoever sets one hears of every fault at once.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fleet.Server.Alarms;

/// <summary>Checks chains, so that none ends with nobody.</summary>
internal static class ChainRules
{
    private static readonly EscalationAction[] ToPeople =
        [EscalationAction.ToSupervisor, EscalationAction.ToReserve, EscalationAction.Dispatch];

    /// <summary>Everything that is wrong with a chain; empty when nothing is.</summary>
    public static IReadOnlyList<ChainFault> Faults(CaseKind kind, EscalationChain chain)
    {
        var faults = new List<ChainFault>();
        if (string.IsNullOrWhiteSpace(chain.Name) || chain.Name.Length > Limits.Cases.ChainNameLength)
        {
            faults.Add(new("chain.name", $"must have 1 to {Limits.Cases.ChainNameLength} characters."));
        }

        foreach (CasePhase phase in Enum.GetValues<CasePhase>())
        {
            CheckSteps(phase, chain.Steps(phase), faults);
        }

        if (faults.Count == 0)
        {
            CheckReach(kind, chain, faults);
        }

        return faults;
    }

    /// <summary>What may be done in a phase.</summary>
    public static IReadOnlyList<EscalationAction> Allowed(CasePhase phase)
    {
        return phase switch
        {
            CasePhase.Raised => [EscalationAction.SoundAgain, .. ToPeople],
            CasePhase.Claimed => [EscalationAction.RemindOwner, EscalationAction.Release, .. ToPeople],
            CasePhase.Silent =>
                [EscalationAction.SoundAgain, EscalationAction.RemindOwner, EscalationAction.Release, .. ToPeople],
            CasePhase.Dispatched =>
            [
                EscalationAction.SoundAgain, EscalationAction.RemindOwner, EscalationAction.CallResponders,
                EscalationAction.NextResponders, EscalationAction.ToSupervisor, EscalationAction.ToReserve,
            ],
            CasePhase.Accepted =>
            [
                EscalationAction.SoundAgain, EscalationAction.RemindOwner, EscalationAction.RemindResponder,
                EscalationAction.Redispatch, EscalationAction.ToSupervisor, EscalationAction.ToReserve,
            ],
            _ =>
            [
                EscalationAction.SoundAgain, EscalationAction.RemindOwner, EscalationAction.RemindResponder,
                EscalationAction.ToSupervisor, EscalationAction.ToReserve,
            ],
        };
    }

    private static void CheckSteps(CasePhase phase, IReadOnlyList<EscalationStep>? steps, List<ChainFault> faults)
    {
        string field = Field(phase);
        if (steps is null || steps.Count is < 1 or > Limits.Cases.StepsPerPhase)
        {
            faults.Add(new(field, $"must have 1 to {Limits.Cases.StepsPerPhase} steps."));
            return;
        }

        IReadOnlyList<EscalationAction> allowed = Allowed(phase);
        for (int i = 0; i < steps.Count; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (steps[i] is not { } step)
            {
                faults.Add(new(at, "must be a step."));
                continue;
            }

            if (step.AfterSeconds is < 1 or > Limits.Cases.StepSeconds)
            {
                faults.Add(new(at + ".afterSeconds", $"must be 1 to {Limits.Cases.StepSeconds}."));
            }

            if (!allowed.Contains(step.Action))
            {
                faults.Add(new(at + ".action", $"must be one of {string.Join(", ", allowed.Select(Code))}."));
            }
        }
    }

    /// <summary>Nobody may keep a case for ever without anybody else hearing of it.</summary>
    private static void CheckReach(CaseKind kind, EscalationChain chain, List<ChainFault> faults)
    {
        void Require(CasePhase phase, string sentence, params EscalationAction[] oneOf)
        {
            if (!chain.Steps(phase).Any(step => oneOf.Contains(step.Action)))
            {
                faults.Add(new(Field(phase), sentence));
            }
        }

        Require(CasePhase.Silent, "must come to a dispatch (HBG-074).", EscalationAction.Dispatch);
        Require(
            CasePhase.Dispatched,
            "must reach people: callResponders, nextResponders, toSupervisor or toReserve.",
            EscalationAction.CallResponders,
            EscalationAction.NextResponders,
            EscalationAction.ToSupervisor,
            EscalationAction.ToReserve);
        if (kind != CaseKind.Person)
        {
            return;
        }

        Require(CasePhase.Raised, "must come to toSupervisor, toReserve or dispatch (NOR-027).", ToPeople);
        Require(
            CasePhase.Claimed,
            "must come to release, dispatch, toSupervisor or toReserve: the owner may be gone.",
            [EscalationAction.Release, .. ToPeople]);
        Require(
            CasePhase.Accepted,
            "must come to redispatch, toSupervisor or toReserve: who accepted may be held up (HBG-072).",
            EscalationAction.Redispatch,
            EscalationAction.ToSupervisor,
            EscalationAction.ToReserve);
    }

    private static string Field(CasePhase phase)
    {
        return "chain." + Code(phase);
    }

    private static string Code<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
