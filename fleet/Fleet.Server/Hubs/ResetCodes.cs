// Derives a hub's reset code from its key and writes down who was told.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;
using Hub.Protocols.Bench;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <inheritdoc cref="IResetCodes"/>
internal sealed class ResetCodes : IResetCodes
{
    private readonly FleetStore _store;
    private readonly HubRegistry _registry;
    private readonly IHubKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ResetCodes(
        FleetStore store, HubRegistry registry, IHubKeys keys, TimeProvider time, ILogger<ResetCodes> logger)
    {
        _store = store;
        _registry = registry;
        _keys = keys;
        _time = time;
        _logger = logger;
    }

    public async Task<ResetCode?> TellAsync(Actor actor, string hubId, CancellationToken cancellationToken)
    {
        if (_registry.Find(actor.TenantId, hubId) is not { } hub)
        {
            return null;
        }

        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        string code = await _store.WriteAsync(
            session =>
            {
                byte[] key = _keys.Open(session, hub.RowId)
                    ?? throw new InvalidDataException($"The master key does not open the key of hub {hub.HubId}.");
                string derived = HubCode.DeriveReset(key);
                CryptographicOperations.ZeroMemory(key);
                ProjectionStore.WriteHistory(
                    session, new HistoryLine(hub, now, HistoryKinds.ResetCode, "told to " + actor.DisplayName));
                return derived;
            },
            cancellationToken).ConfigureAwait(false);
        HubLog.ResetCodeTold(_logger, hub.HubId, actor.UserId);
        return new ResetCode(hub.HubId, code);
    }
}
