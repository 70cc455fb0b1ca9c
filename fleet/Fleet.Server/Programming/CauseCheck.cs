// Whether a change says why.
using System;
using System.Collections.Generic;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Programming;

/// <summary>Looks through reasons for changes (HUL-046).</summary>
internal static class CauseCheck
{
    /// <summary>The reason without blanks around it.</summary>
    public static ChangeCause Tidy(ChangeCause cause)
    {
        return cause with { Comment = (cause.Comment ?? "").Trim() };
    }

    /// <summary>What is wrong with a reason.</summary>
    public static IEnumerable<FieldFault> Find(StoreSession session, Guid tenantId, ChangeCause cause)
    {
        if (cause.Comment.Length is 0 or > Limits.Programming.CommentLength
            || cause.Comment.Contains('\0', StringComparison.Ordinal))
        {
            yield return new FieldFault(
                "comment", $"must say why, in 1 to {Limits.Programming.CommentLength} characters.");
        }

        if (cause.CaseNumber is { } number && !ProgrammingStore.HasCase(session, tenantId, number))
        {
            yield return new FieldFault("caseNumber", "must be the number of a case of the municipality.");
        }
    }
}
