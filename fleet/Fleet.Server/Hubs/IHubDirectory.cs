// The public handler of the Hubs slice.
using System.Collections.Generic;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Hubs;

/// <summary>Registers, lists and describes hubs within the actor's tenant.</summary>
public interface IHubDirectory
{
    /// <summary>Hubs of the tenant: worst status first, then by name.</summary>
    Task<IReadOnlyList<HubView>> ListAsync(
        Actor actor, int limit, string? afterHubId, CancellationToken cancellationToken);

    /// <summary>One hub, or null when the tenant has none with this id.</summary>
    Task<HubView?> FindAsync(Actor actor, string hubId, CancellationToken cancellationToken);

    /// <summary>What happened to the hub, newest first.</summary>
    Task<IReadOnlyList<HubHistoryEntry>> HistoryAsync(
        Actor actor, string hubId, int limit, CancellationToken cancellationToken);

    /// <summary>Registers new hubs and returns their credentials, the only time these are shown.</summary>
    /// <param name="actor">Who registers.</param>
    /// <param name="count">1 to 100,000.</param>
    /// <param name="namePrefix">Names become <c>{prefix}-0001</c> and on; null for <c>hub</c>.</param>
    /// <param name="cancellationToken">Stops the work; what was committed stays.</param>
    /// <param name="withKeys">True to have each hub's own key told too.</param>
    Task<IReadOnlyList<NewHub>> AddAsync(
        Actor actor, int count, string? namePrefix, CancellationToken cancellationToken, bool withKeys = false);
}

/// <summary>A hub just registered, with its MQTT sign-in.</summary>
/// <param name="HubId">The hub's id.</param>
/// <param name="Name">Its list name.</param>
/// <param name="UserName">The MQTT user name (equal to the hub id).</param>
/// <param name="Password">The MQTT password derived from the hub's key.</param>
/// <param name="Key">
/// The hub's own key, base64url of 32 bytes, for the hub that is being made; only when it was asked for.
/// </param>
public sealed record NewHub(
    string HubId,
    string Name,
    string UserName,
    string Password,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null);
