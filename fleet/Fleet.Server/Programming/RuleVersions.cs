// Versions of a hub's rules as the interfaces show them.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Programming;

/// <summary>Reads versions of rules.</summary>
internal static class RuleVersions
{
    /// <summary>One version with its document; null when there is none.</summary>
    public static RulesVersionView? Find(StoreSession session, HubPrincipal hub, long version)
    {
        return VersionStore.Find(session, hub, DocumentKind.RuleSet, version) is { } found
            ? View(found, isWhole: true)
            : null;
    }

    /// <summary>Versions below one, newest first.</summary>
    public static List<RulesVersionView> List(
        StoreSession session, HubPrincipal hub, long before, int limit, bool isWhole)
    {
        return VersionStore.List(session, hub, DocumentKind.RuleSet, before, limit)
            .ConvertAll(one => View(one, isWhole));
    }

    private static RulesVersionView View(StoredVersion stored, bool isWhole)
    {
        return new RulesVersionView(
            stored.Version,
            stored.State,
            stored.Reason,
            DateTimeOffset.FromUnixTimeMilliseconds(stored.ChangedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(stored.MadeAt),
            stored.ActorName,
            stored.Comment,
            stored.RestoredFrom,
            stored.CaseNumber,
            stored.Bytes,
            isWhole ? RuleDocument.FromText(stored.Model) : null);
    }
}
