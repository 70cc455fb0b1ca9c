// Looks through what is asked of a trial.
using System;
using System.Collections.Generic;
using Fleet.Server.Http;

namespace Fleet.Server.Programming.Trial;

/// <summary>Finds what is wrong, but for the rules themselves.</summary>
internal static class TrialRequestCheck
{
    /// <summary>What is wrong, each with its place.</summary>
    public static List<FieldFault> Find(TrialRequest request, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        if (request.Document is null == request.Version is null)
        {
            faults.Add(new FieldFault("document", "or version must be given, and not both."));
        }

        if (request.Version < 0)
        {
            faults.Add(new FieldFault("version", "must be 0 or more."));
        }

        if (request.Days is < 1 or > Limits.Trial.KeptDays)
        {
            faults.Add(new FieldFault("days", $"must be 1 to {Limits.Trial.KeptDays}."));
        }

        if (request.Until is { } until && (until > now || until < now.AddDays(-Limits.Trial.KeptDays)))
        {
            faults.Add(new FieldFault("until", $"must be within the last {Limits.Trial.KeptDays} days."));
        }

        return faults;
    }
}
