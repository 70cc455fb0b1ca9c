// What a modem is told: SIM, access point, receiver and certificates.
namespace Hub.Esp32S3.Modem;

/// <summary>Given when the modem is made. Texts are ASCII without quotation marks.</summary>
public sealed class ModemSettings
{
    /// <summary>The access point's name (APN).</summary>
    public string AccessPoint { get; set; } = "";

    /// <summary>The SIM's PIN; empty when it has none. It is tried once: three wrong ones would lock the SIM.</summary>
    public string Pin { get; set; } = "";

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

    /// <summary>What the modem's clock is set to when it shows an earlier year, as "yy/MM/dd,hh:mm:ss+zz": when this
    /// firmware was built. A network that tells no time must not keep alarms from being sent; a certificate that has
    /// expired since then would pass until it does.</summary>
    public string EarliestTime { get; set; } = "26/01/01,00:00:00+00";
}
