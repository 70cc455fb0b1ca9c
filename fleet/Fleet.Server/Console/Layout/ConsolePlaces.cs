// The places of the console, and who may go there.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Fleet.Server.Access;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Layout;

/// <summary>A place in the console's navigation.</summary>
/// <param name="Href">Its address.</param>
/// <param name="Name">The end of its text's name.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Policy">Who may go there.</param>
/// <param name="IsFirst">Whether it always stands in the bar; the others stand in its menu.</param>
public sealed record ConsolePlace(string Href, string Name, string Icon, string Policy, bool IsFirst = false);

internal static class ConsolePlaces
{
    private static readonly IReadOnlyList<ConsolePlace> Known =
    [
        new("alarms", "Alarms", "bell", Policies.See, IsFirst: true),
        new("technical", "Technical", "wrench", Policies.See, IsFirst: true),
        new("hubs", "Hubs", "hub", Policies.See, IsFirst: true),
        new("handover", "Handover", "handover", Policies.HandleCases),
        new("outages", "Outages", "unlinked", Policies.See),
        new("broadcast", "Broadcast", "message", Policies.See),
        new("tickets", "Tickets", "ticket", Policies.See),
        new("wrong-alarms", "WrongAlarms", "warning", Policies.See),
        new("settings", "Settings", "settings", Policies.SeeHomes),
        new("rollouts", "Rollouts", "download", Policies.See),
        new("complaints", "Complaints", "speech", Policies.FollowUp),
        new("statistics", "Statistics", "chart", Policies.FollowUp),
        new("dispatch", "Dispatch", "group", Policies.PlanDispatch),
        new("respond", "Respond", "way", Policies.Respond),
        new("phones", "Phones", "phone", Policies.See),
    ];

    /// <summary>Those of them that this server has a page for, in order.</summary>
    public static readonly IReadOnlyList<ConsolePlace> All = WithPages();

    private static List<ConsolePlace> WithPages()
    {
        var pages = typeof(ConsolePlaces).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template.Trim('/'))
            .ToHashSet(StringComparer.Ordinal);
        return [.. Known.Where(place => pages.Contains(place.Href))];
    }
}
