// Whom a simulated hub trusts to be its fleet manager.
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Simulator.World;

/// <summary>The name and the roots against which the fleet manager's certificate is checked.</summary>
/// <param name="ServerName">The name that the certificate must be for.</param>
/// <param name="Roots">The roots to trust; null for those of the machine.</param>
public sealed record TlsTrust(string ServerName, X509Certificate2Collection? Roots)
{
    internal SslClientAuthenticationOptions ToOptions()
    {
        SslClientAuthenticationOptions options = new() { TargetHost = ServerName };
        if (Roots != null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Roots);
        }

        return options;
    }
}
