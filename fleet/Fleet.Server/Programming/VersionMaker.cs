// Tags a document with the hub's key and keeps it as a version.
using System;
using System.Security.Cryptography;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Programming;

/// <summary>A version without its tag.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Version">Its number.</param>
/// <param name="Model">The document as text.</param>
/// <param name="Body">The document as the hub takes it.</param>
/// <param name="Cause">Why it is made.</param>
/// <param name="RestoredFrom">The version that it takes again; null for none.</param>
internal sealed record UntaggedDocument(
    DocumentKind Kind, uint Version, string Model, byte[] Body, ChangeCause Cause, long? RestoredFrom);

/// <summary>Makes versions.</summary>
internal sealed class VersionMaker
{
    private readonly IHubKeys _keys;

    public VersionMaker(IHubKeys keys)
    {
        _keys = keys;
    }

    /// <summary>The number of a hub's next version: a hub that runs a later one than any here takes nothing that is
    /// not above it.</summary>
    public static uint Next(StoreSession session, HubPrincipal hub, DocumentKind kind)
    {
        long newest = ProgrammingStore.Newest(session, hub, kind);
        long reported = ProgrammingStore.ReadReport(session, hub, kind)?.Version ?? 0;
        return checked((uint)(Math.Max(newest, reported) + 1));
    }

    /// <summary>Keeps a version; those before it that no hub has answered are superseded.</summary>
    /// <exception cref="InvalidOperationException">The hub's key cannot be opened.</exception>
    public void Add(StoreSession session, Actor actor, HubPrincipal hub, UntaggedDocument made, long now)
    {
        byte[] key = _keys.Open(session, hub.RowId)
            ?? throw new InvalidOperationException($"The key of hub {hub.HubId} cannot be opened.");
        byte[] tag = DocumentTag.Make(key, made.Kind, made.Version, made.Body);
        CryptographicOperations.ZeroMemory(key);
        ProgrammingStore.Add(
            session,
            actor,
            hub,
            new NewDocument(
                made.Kind, made.Version, made.Model, made.Body, tag, made.Cause, made.RestoredFrom),
            now);
    }
}
