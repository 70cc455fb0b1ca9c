// A receiver as the modem is to reach it.
namespace Hub.Esp32S3.Modem;

/// <summary>Where a receiver is, and what proves both ends. Texts are ASCII without quotation marks.</summary>
public sealed class ModemReceiver
{
    /// <summary>The receiver's host name; the modem checks that its certificate is for it.</summary>
    public string Host { get; set; } = "";

    /// <summary>The receiver's port.</summary>
    public int Port { get; set; } = 8883;

    /// <summary>The certificate that the receiver's is signed with, PEM; at most
    /// <see cref="BoardLimits.MaxModemFileBytes"/>.</summary>
    public byte[] Authority { get; set; } = new byte[0];

    /// <summary>The hub's certificate, PEM; empty when it signs in with its password only.</summary>
    public byte[] Certificate { get; set; } = new byte[0];

    /// <summary>The key of <see cref="Certificate"/>, PEM.</summary>
    public byte[] Key { get; set; } = new byte[0];
}
