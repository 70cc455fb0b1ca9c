// Who may connect as which hub; a password today, a client certificate later.
using System;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Server.Gateway;

/// <summary>
/// Proves a connecting client to be a hub of the registry. Answers from memory: it is called for every CONNECT of a
/// reconnect storm.
/// </summary>
public interface IHubAuthenticator
{
    /// <summary>Checks user name (the hub id) and password, or the client certificate where there is one.</summary>
    /// <returns>The hub, or null when the credentials are not those of a registered hub.</returns>
    HubPrincipal? Authenticate(
        ReadOnlySpan<byte> userNameUtf8, ReadOnlySpan<byte> password, X509Certificate2? clientCertificate);
}
