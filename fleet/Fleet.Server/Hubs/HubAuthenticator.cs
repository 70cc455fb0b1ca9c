// Proves that a connecting client is a registered hub.
using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Server.Gateway;

namespace Fleet.Server.Hubs;

/// <summary>
/// Checks the password against the hash in memory. The password is 256 bits derived from the hub's key, so one plain
/// SHA-256 is enough to make the stored hash useless to a thief; a slow hash would only slow a reconnect storm down.
/// </summary>
internal sealed class HubAuthenticator : IHubAuthenticator
{
    private static readonly byte[] NobodysHash = SHA256.HashData("nobody"u8);
    private readonly HubRegistry _registry;

    public HubAuthenticator(HubRegistry registry)
    {
        _registry = registry;
    }

    public HubPrincipal? Authenticate(
        ReadOnlySpan<byte> userNameUtf8, ReadOnlySpan<byte> password, X509Certificate2? clientCertificate)
    {
        LiveHub? hub = HubRegistry.TryParse(userNameUtf8, out ulong id) ? _registry.Find(id) : null;

        // An unknown hub costs the same time as a wrong password.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(password, hash);
        bool isRight = CryptographicOperations.FixedTimeEquals(hash, hub is null ? NobodysHash : hub.PasswordHash);
        return isRight ? hub : null;
    }
}
