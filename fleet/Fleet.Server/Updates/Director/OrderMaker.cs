// Makes sealed orders.
using System.Security.Cryptography;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Updates.Releases;
using Fleet.Server.Updates.Rollouts;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Director;

/// <summary>Makes orders under hubs' keys, within a session. Used by one thread at a time.</summary>
internal sealed class OrderMaker
{
    private readonly IHubKeys _keys;
    private readonly ICommandSender _sender;
    private readonly UpdateSeal _seal = new();
    private readonly byte[] _sealKey = new byte[UpdateLimits.KeyBytes];

    public OrderMaker(IHubKeys keys, ICommandSender sender)
    {
        _keys = keys;
        _sender = sender;
    }

    /// <summary>Makes an order; null when the hub's key cannot be opened.</summary>
    /// <param name="session">A session.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="ordered">The hub in the rollout, with the nonce and the expiry of the order.</param>
    /// <param name="order">What it is ordered.</param>
    /// <param name="release">The rollout's release.</param>
    /// <param name="bytesPerHour">The most bytes that it may fetch in an hour; 0 for its own pace.</param>
    public UpdateOrderMessage? Make(
        StoreSession session,
        HubPrincipal hub,
        StoredRolloutHub ordered,
        in HubOrder order,
        StoredRelease release,
        long bytesPerHour)
    {
        bool fetches = order.Action is UpdateAction.Fetch or UpdateAction.Install;
        var message = new UpdateOrderMessage
        {
            BootCount = _sender.BootCount,
            Sequence = (ulong)_sender.ReserveSequence(),
            Action = order.Action,
            ReleaseSequence = order.Release,
            EnvelopeBytes = fetches ? release.EnvelopeBytes : 0,
            EnvelopeDigestLength = UpdateLimits.DigestBytes,
            ImageIndex = fetches ? ordered.ImageIndex : 0,
            NonceLength = UpdateLimits.NonceBytes,
            ExpiresUnixMilliseconds = ordered.ExpiresAt,
            BytesPerHour = fetches ? bytesPerHour : 0,
        };
        ordered.OrderNonce.CopyTo(message.Nonce, 0);
        if (fetches)
        {
            release.EnvelopeDigest.CopyTo(message.EnvelopeDigest, 0);
        }

        return Seal(session, hub, message) ? message : null;
    }

    private bool Seal(StoreSession session, HubPrincipal hub, UpdateOrderMessage message)
    {
        byte[]? key = _keys.Open(session, hub.RowId);
        if (key is null)
        {
            return false;
        }

        bool isSealed = UpdateSeal.DeriveKey(key, _sealKey, 0) && _seal.Seal(message, _sealKey);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(_sealKey);
        return isSealed;
    }
}
