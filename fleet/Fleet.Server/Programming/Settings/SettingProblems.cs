// Why a change of settings is refused, over HTTP.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Fleet.Server.Programming.Settings;

/// <summary>Answers that several end points give.</summary>
internal static class SettingProblems
{
    /// <summary>Somebody else was quicker: both are shown.</summary>
    public static IResult Stale(string what, object? seen, object? newest)
    {
        return TypedResults.Problem(
            $"Somebody has changed the {what} since the version in If-Match. Both are here: seen and newest.",
            statusCode: Problems.Stale.Status,
            title: Problems.Stale.Title,
            type: Problems.Stale.Type,
            extensions: new Dictionary<string, object?> { ["seen"] = seen, ["newest"] = newest });
    }

    /// <summary>Faults as a sentence each.</summary>
    public static string Sentence(IReadOnlyList<FieldFault> faults)
    {
        return faults.Count == 0
            ? "Another role decides on what would change."
            : string.Join(' ', faults.Select(one => $"{one.Field} {one.Sentence}"));
    }
}
