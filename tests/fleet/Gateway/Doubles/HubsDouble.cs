// A registry of hubs whose passwords a test knows.
using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fleet.Server.Gateway;

namespace Gateway.Tests.Doubles;

/// <summary>Knows the hubs 0000000000000001 to 00000000000003e8, all with the password "secret".</summary>
internal sealed class HubsDouble : IHubAuthenticator
{
    internal const string Password = "secret";
    private readonly Dictionary<string, HubPrincipal> _hubs = new(StringComparer.Ordinal);

    public HubsDouble()
    {
        for (var number = 1; number <= 1000; number++)
        {
            var id = IdOf(number);
            _hubs.Add(id, new HubPrincipal(number, Guid.Empty, id));
        }
    }

    /// <summary>Thumbprint of the certificate hub 1 may show instead of a password.</summary>
    internal string? Thumbprint { get; set; }

    internal static string IdOf(int number) =>
        number.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    internal HubPrincipal this[int number] => _hubs[IdOf(number)];

    public HubPrincipal? Authenticate(
        ReadOnlySpan<byte> userNameUtf8, ReadOnlySpan<byte> password, X509Certificate2? clientCertificate)
    {
        if (clientCertificate is not null && clientCertificate.Thumbprint == Thumbprint)
        {
            return this[1];
        }

        var isPassword = password.SequenceEqual(Encoding.UTF8.GetBytes(Password));
        return isPassword ? _hubs.GetValueOrDefault(Encoding.UTF8.GetString(userNameUtf8)) : null;
    }
}
