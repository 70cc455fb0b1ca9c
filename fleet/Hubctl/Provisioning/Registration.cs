// Registers the hub that a board becomes, once.
using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Hub.Protocols;

namespace Fleet.Hubctl.Provisioning;

/// <summary>A registered hub with its key.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Name">Its list name.</param>
/// <param name="Key">Its key, 32 bytes.</param>
internal sealed record RegisteredHub(string HubId, string Name, byte[] Key);

/// <summary>
/// The Idempotency-Key is on disk before it is used. So a run that ends anywhere leaves either nothing or a key that
/// gives the same hub again.
/// </summary>
internal sealed class Registration
{
    /// <summary>The fleet manager remembers a key for seven days; the hours left are for clocks that differ.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7) - TimeSpan.FromHours(4);

    private readonly PendingStore _store;
    private readonly TimeProvider _time;

    public Registration(PendingStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>What is kept for the board, or a new entry that is on disk when this returns.</summary>
    /// <exception cref="FailureException">What is kept cannot be gone on with.</exception>
    public PendingHub Begin(string board, string server, string? namePrefix)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_store.Load(board, server) is not { } kept)
        {
            var begun = new PendingHub(
                board, server, "provision-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), namePrefix,
                now);
            _store.Save(begun);
            return begun;
        }

        if (now - kept.BegunAt > Remembered)
        {
            string path = _store.PathOf(board, server);
            throw new FailureException(
                ExitCode.Refused,
                $"This board was registered as {kept.HubId ?? "a hub"} on {kept.BegunAt:yyyy-MM-dd} and not "
                + "finished; "
                + $"the fleet manager does not give that hub's key any more. Remove {path} to register another hub.");
        }

        return namePrefix is null || namePrefix == kept.NamePrefix
            ? kept
            : throw new FailureException(
                ExitCode.Refused,
                $"This board's registration was begun with --name-prefix {kept.NamePrefix ?? "(none)"}; "
                + "leave the option out to go on with it.");
    }

    /// <summary>Registers, or gets what was registered.</summary>
    public async Task<(PendingHub Pending, RegisteredHub Hub)> RegisterAsync(
        FleetClient fleet, PendingHub pending, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["count"] = 1, ["namePrefix"] = pending.NamePrefix, ["withKeys"] = true };
        JsonObject page = await fleet.PostOnceAsync("api/hubs", body, pending.IdempotencyKey, cancellationToken)
            .ConfigureAwait(false);
        RegisteredHub hub = Read(page);
        if (pending.HubId is null)
        {
            pending = pending with { HubId = hub.HubId };
            _store.Save(pending);
        }
        else if (pending.HubId != hub.HubId)
        {
            throw new FailureException(
                ExitCode.Failed,
                $"The fleet manager gives hub {hub.HubId} for this board, which was registered as {pending.HubId}. "
                + "Was its store restored from a backup? Nothing was changed at the board.");
        }

        return (pending, hub);
    }

    private static RegisteredHub Read(JsonObject page)
    {
        JsonNode? one = page["items"] is JsonArray { Count: 1 } items ? items[0] : null;
        string hubId = Column.Text(one?["hubId"]);
        try
        {
            byte[] key = Base64Url.DecodeFromChars(Column.Text(one?["key"]));
            if (hubId.Length == 16 && key.Length == ProtocolLimits.HubKeyBytes)
            {
                return new RegisteredHub(hubId, Column.Text(one?["name"]), key);
            }
        }
        catch (FormatException)
        {
            // Told below.
        }

        throw new FailureException(
            ExitCode.Failed, "The server does not give the hub's id and key; it is too old for this hubctl.");
    }
}
