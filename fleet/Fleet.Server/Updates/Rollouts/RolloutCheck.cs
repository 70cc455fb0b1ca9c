// Whether an order of a rollout is within its bounds.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Http;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Looks through orders and reasons.</summary>
internal static class RolloutCheck
{
    private const int LastMinute = 1_439;

    /// <summary>What is wrong with an order, but for its waves and hubs.</summary>
    public static IEnumerable<FieldFault> Find(RolloutOrder order)
    {
        if (CommentFault(order.Comment) is { } comment)
        {
            yield return comment;
        }

        if (order.Target?.ClassId is { } classId
            && (classId.Length != 32 || !classId.All(char.IsAsciiHexDigitLower)))
        {
            yield return new FieldFault("target.classId", "must be 32 lower-case hexadecimal digits.");
        }

        if (order.Target?.HubIds is { Count: 0 or > Limits.Updates.NamedHubs })
        {
            yield return new FieldFault("target.hubIds", $"must be 1 to {Limits.Updates.NamedHubs} hubs.");
        }

        foreach ((string field, long value, long least, long most) in new (string, long, long, long)[]
        {
            ("windowFrom", order.WindowFrom, 0, LastMinute),
            ("windowTo", order.WindowTo, 0, LastMinute),
            ("soakSeconds", order.SoakSeconds, 0, Limits.Updates.SoakSeconds),
            ("failuresAllowed", order.FailuresAllowed, 0, Limits.Updates.Hubs),
            ("failurePercent", order.FailurePercent, 0, 100),
            ("hubsPerMinute", order.HubsPerMinute, 1, Limits.Updates.HubsPerMinute),
            ("burst", order.Burst, 1, Limits.Updates.Burst),
            ("bytesPerHour", order.BytesPerHour, 0, uint.MaxValue),
        })
        {
            if (value < least || value > most)
            {
                yield return new FieldFault(field, $"must be {least} to {most}.");
            }
        }
    }

    /// <summary>What is wrong with a reason; null for nothing.</summary>
    public static FieldFault? CommentFault(string? comment)
    {
        string tidy = (comment ?? "").Trim();
        return tidy.Length is 0 or > Limits.Updates.CommentLength || tidy.Contains('\0', StringComparison.Ordinal)
            ? new FieldFault("comment", $"must say why, in 1 to {Limits.Updates.CommentLength} characters.")
            : null;
    }
}
