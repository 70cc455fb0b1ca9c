// One receiver of a hub's identity.
namespace Hub.Protocols.Bench;

/// <summary>Where a receiver listens, and how the two prove who they are.</summary>
public sealed class IdentityReceiver
{
    /// <summary>Host name or address: 1 to <see cref="BenchLimits.MaxHostCharacters"/> letters, digits, dots, hyphens
    /// and colons; it goes into a modem's commands.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port, 1 to <see cref="BenchLimits.MaxPort"/>.</summary>
    public int Port { get; set; }

    /// <summary>The certificate that the receiver's is signed with, DER, at most
    /// <see cref="BenchLimits.MaxCertificateBytes"/>. Empty: plain TCP, which only a loopback address may have.
    /// </summary>
    public byte[] Authority { get; set; } = new byte[0];

    /// <summary>The hub's own certificate, DER; empty when it signs in with its password only.</summary>
    public byte[] ClientCertificate { get; set; } = new byte[0];

    /// <summary>The key of <see cref="ClientCertificate"/>, DER (PKCS #8, RFC 5208); empty when there is none.
    /// </summary>
    public byte[] ClientKey { get; set; } = new byte[0];
}
