// What a modem is told: SIM, access point, receivers and certificates.
namespace Hub.Esp32S3.Modem;

/// <summary>Given when the modem is made. Texts are ASCII without quotation marks.</summary>
public sealed class ModemSettings
{
    /// <summary>The access point's name (APN).</summary>
    public string AccessPoint { get; set; } = "";

    /// <summary>The SIM's PIN; empty when it has none. It is tried once: three wrong ones would lock the SIM.</summary>
    public string Pin { get; set; } = "";

    /// <summary>The receivers, the primary first; 1 to <see cref="BoardLimits.ModemSockets"/>. Each has a socket of its
    /// own, so that one can be tried beside the other.</summary>
    public ModemReceiver[] Receivers { get; set; } = new ModemReceiver[0];

    /// <summary>What the modem's clock is set to when it shows an earlier year, as "yy/MM/dd,hh:mm:ss+zz": when this
    /// firmware was built. A network that tells no time must not keep alarms from being sent; a certificate that has
    /// expired since then would pass until it does.</summary>
    public string EarliestTime { get; set; } = "26/01/01,00:00:00+00";
}
