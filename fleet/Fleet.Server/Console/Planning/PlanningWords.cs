// The words of what dispatching works by, and of what is wrong with it.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Console.Resources;
using Fleet.Server.Dispatch;
using Fleet.Server.Http;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Planning;

internal static class PlanningWords
{
    /// <summary>A problem in the person's language; its code when it is not known.</summary>
    public static string Problem(this IStringLocalizer<PlanningTexts> texts, DispatchProblem problem) =>
        Coded(texts, "Problem", problem.Code);

    /// <summary>Why a reply belonged nowhere.</summary>
    public static string Reply(this IStringLocalizer<PlanningTexts> texts, UnmatchedReply reply) =>
        Coded(texts, "Reply", reply.Reason);

    /// <summary>What is wrong at a place of a template.</summary>
    public static string Finding(this IStringLocalizer<PlanningTexts> texts, TemplateFinding finding) =>
        Coded(texts, "Finding", finding.Code);

    /// <summary>A chain's name: those that come with the server have one in each language.</summary>
    public static string ChainName(this IStringLocalizer<PlanningTexts> texts, string name)
    {
        var text = texts[$"ChainName_{name}"];
        return text.ResourceNotFound ? name : text;
    }

    /// <summary>Why a change was not made; null when it was.</summary>
    public static string? Refusal<T>(this IStringLocalizer<PlanningTexts> texts, DispatchChange<T> change)
        where T : class
    {
        if (change.Result == DispatchChangeResult.Done)
        {
            return null;
        }

        var details = change.Faults.Select(fault => $"{fault.Field} {fault.Sentence}")
            .Concat(change.Problems.Select(problem => $"{problem.Name}: {problem.Sentence}"));
        return string.Join(" ", details.Prepend(texts[$"Refused_{change.Result}"]));
    }

    /// <summary>What is wrong with fields, as one text.</summary>
    public static string Faults(IReadOnlyList<FieldFault> faults) =>
        string.Join(" ", faults.Select(fault => $"{fault.Field} {fault.Sentence}"));

    /// <summary>A rota's windows as the week view takes them.</summary>
    /// <param name="windows">The windows; those of exceptional days are left out.</param>
    /// <param name="name">A group's name.</param>
    public static IReadOnlyList<WeekWindow> Week(IReadOnlyList<RotaWindow> windows, Func<Guid, string> name)
    {
        var groups = windows.Select(window => window.GroupId).Distinct().ToList();
        return [.. windows
            .Where(window => !window.IsException && Minute(window.From) is not null && Minute(window.Until) is not null)
            .Select(window => new WeekWindow(
                Mask(window.Days), Minute(window.From)!.Value, Minute(window.Until)!.Value, name(window.GroupId),
                groups.IndexOf(window.GroupId)))];
    }

    /// <summary>A time such as 06:46 as a minute of the day; null when it is none.</summary>
    public static int? Minute(string text) =>
        text == "24:00" ? RotaWeek.DayMinutes
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
            : null;

    private static int Mask(IReadOnlyList<DayOfWeek>? days) => days is not { Count: > 0 }
        ? 0b111_1111
        : days.Aggregate(0, (mask, day) => mask | 1 << ((int)day + 6) % 7);

    private static string Coded(IStringLocalizer<PlanningTexts> texts, string table, string code)
    {
        var text = texts[$"{table}_{code.Replace('-', '_')}"];
        return text.ResourceNotFound ? code : text;
    }
}
