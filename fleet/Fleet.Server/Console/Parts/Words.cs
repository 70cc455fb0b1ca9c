// The words, pictures and classes that stand for states; never a colour alone.
using System.Collections.Generic;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Resources;
using Fleet.Server.Hubs;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Parts;

internal static class Words
{
    private static readonly IReadOnlyList<CaseOutcome> PersonOutcomes =
    [
        CaseOutcome.Visited, CaseOutcome.Call, CaseOutcome.ActionTaken, CaseOutcome.EmergencyServices,
        CaseOutcome.OtherAuthority, CaseOutcome.Accidental, CaseOutcome.WrongAlarm, CaseOutcome.Test,
    ];

    private static readonly IReadOnlyList<CaseOutcome> TechnicalOutcomes =
        [CaseOutcome.FaultCleared, CaseOutcome.Visited, CaseOutcome.Call, CaseOutcome.WrongAlarm];

    private static readonly IReadOnlyList<CaseOutcome> TestOutcomes =
        [CaseOutcome.Test, CaseOutcome.Call, CaseOutcome.Accidental, CaseOutcome.WrongAlarm];

    /// <summary>The outcomes that make sense for a kind, the likeliest first.</summary>
    public static IReadOnlyList<CaseOutcome> OutcomesFor(CaseKind kind) => kind switch
    {
        CaseKind.Person => PersonOutcomes,
        CaseKind.Technical => TechnicalOutcomes,
        _ => TestOutcomes,
    };

    /// <summary>The kind's picture.</summary>
    public static string Icon(CaseKind kind) => kind switch
    {
        CaseKind.Person => "person",
        CaseKind.Technical => "wrench",
        _ => "test",
    };

    /// <summary>The kind's class in the style sheet.</summary>
    public static string Class(CaseKind kind) => kind switch
    {
        CaseKind.Person => "is-person",
        CaseKind.Technical => "is-technical",
        _ => "is-test",
    };

    /// <summary>The state's picture.</summary>
    public static string Icon(CaseState state) => state switch
    {
        CaseState.Raised => "bell",
        CaseState.Claimed => "hand",
        CaseState.Spoken => "speech",
        CaseState.Dispatched => "send",
        CaseState.Accepted => "way",
        CaseState.OnSite => "place",
        _ => "check",
    };

    /// <summary>The state's class in the style sheet.</summary>
    public static string Class(CaseState state) => state switch
    {
        CaseState.Raised => "is-raised",
        CaseState.Claimed => "is-claimed",
        CaseState.Spoken => "is-spoken",
        CaseState.Dispatched => "is-dispatched",
        CaseState.Accepted => "is-accepted",
        CaseState.OnSite => "is-on-site",
        _ => "is-closed",
    };

    /// <summary>The status's picture.</summary>
    public static string Icon(HubStatus status) => status switch
    {
        HubStatus.Ok => "check",
        HubStatus.Degraded => "warning",
        HubStatus.Late => "clock",
        HubStatus.Silent => "silent",
        HubStatus.NeverHeard => "dashed",
        _ => "question",
    };

    /// <summary>The status's class in the style sheet.</summary>
    public static string Class(HubStatus status) => status switch
    {
        HubStatus.Ok => "is-ok",
        HubStatus.Degraded => "is-degraded",
        HubStatus.Late => "is-late",
        HubStatus.Silent => "is-silent",
        _ => "is-unknown",
    };

    /// <summary>The word for a number of the SCAIP tables, or the number itself (requirements §2.1).</summary>
    public static string Coded(this IStringLocalizer<Texts> texts, string table, int code)
    {
        var text = texts[$"{table}_{code}"];
        return text.ResourceNotFound ? texts[$"{table}_Other", code] : text;
    }

    /// <summary>The word for a stable code of a log or history, or the code itself.</summary>
    public static string Coded(this IStringLocalizer<Texts> texts, string table, string code)
    {
        var text = texts[$"{table}_{code}"];
        return text.ResourceNotFound ? code : text;
    }

    /// <summary>What to tell the operator of a change that was made or refused.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="done">The text for when it was made.</param>
    /// <param name="change">The answer.</param>
    /// <param name="asked">The case as the operator saw it.</param>
    public static string Answer(
        this IStringLocalizer<Texts> texts, string done, CaseChange change, AlarmCaseView asked) =>
        change.Result switch
        {
            CaseChangeResult.Done => texts[done, asked.CaseNumber],
            CaseChangeResult.OwnedByAnother =>
                texts["Answer_OwnedByAnother", asked.CaseNumber, change.Case?.OwnerName ?? "?"],
            CaseChangeResult.AlreadyClosed => texts["Answer_AlreadyClosed", asked.CaseNumber],
            CaseChangeResult.Stale => texts["Answer_Stale", asked.CaseNumber],
            CaseChangeResult.NotClaimed => texts["Answer_ClaimFirst", asked.CaseNumber],
            CaseChangeResult.NotFound => texts["Answer_NotFound", asked.CaseNumber],
            _ => texts[$"Answer_{change.Result}", asked.CaseNumber, change.Case?.ResponderName ?? "?"],
        };
}
