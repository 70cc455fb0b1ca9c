// Everything that makes a board the hub of one home.
namespace Hub.Protocols.Bench;

/// <summary>
/// A hub's identity as the bench puts it in; <c>protocols/hub.cddl</c>, rule <c>identity</c>. All other secrets are
/// derived from <see cref="Key"/>. <see cref="IdentityCheck"/> says whether the values are sound.
/// </summary>
public sealed class HubIdentity
{
    /// <summary>The hub id, 16 lower-case hexadecimal digits.</summary>
    public string HubId { get; set; } = "";

    /// <summary>The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>; not all zeros.</summary>
    public byte[] Key { get; set; } = new byte[0];

    /// <summary>The hardware model, 1 to <see cref="ProtocolLimits.MaxHardwareModelBytes"/> characters without blanks.
    /// </summary>
    public string Model { get; set; } = "";

    /// <summary>The receivers in the order of preference, 1 to <see cref="BenchLimits.MaxReceivers"/>.</summary>
    public IdentityReceiver[] Receivers { get; set; } = new IdentityReceiver[0];

    /// <summary>The mobile access point (APN); empty for the network's own.</summary>
    public string AccessPoint { get; set; } = "";

    /// <summary>The SIM's PIN, <see cref="BenchLimits.MinPinDigits"/> to <see cref="BenchLimits.MaxPinDigits"/> digits;
    /// empty when it has none.</summary>
    public string Pin { get; set; } = "";

    /// <summary>The Wi-Fi network's name; empty for no Wi-Fi.</summary>
    public string WifiName { get; set; } = "";

    /// <summary>Its passphrase, <see cref="BenchLimits.MinWifiPassphraseCharacters"/> to
    /// <see cref="BenchLimits.MaxWifiPassphraseCharacters"/> printable characters; empty for an open network.</summary>
    public string WifiPassphrase { get; set; } = "";

    /// <summary>Who gets a short message when no receiver holds a person's alarm, in this order; at most
    /// <see cref="BenchLimits.MaxNumbers"/>.</summary>
    public string[] ShortMessageNumbers { get; set; } = new string[0];

    /// <summary>Whom the hub calls after a person's alarm (HBG-046), in this order; at most
    /// <see cref="BenchLimits.MaxNumbers"/>.</summary>
    public string[] VoiceNumbers { get; set; } = new string[0];

    /// <summary>Whose calls the hub takes for some time after an alarm (NOR-030); at most
    /// <see cref="BenchLimits.MaxNumbers"/>.</summary>
    public string[] AnsweredNumbers { get; set; } = new string[0];

    /// <summary>Seconds between heartbeats, <see cref="BenchLimits.MinHeartbeatIntervalSeconds"/> to
    /// <see cref="BenchLimits.MaxHeartbeatIntervalSeconds"/>; 0 for the hub's own (HBG-018: 120).</summary>
    public int HeartbeatIntervalSeconds { get; set; }

    /// <summary>The install codes of the devices delivered with the hub (UPP-036), at most
    /// <see cref="BenchLimits.MaxKitDevices"/>.</summary>
    public string[] KitInstallCodes { get; set; } = new string[0];

    /// <summary>The public keys that releases are signed with, the current one and its successor, at most
    /// <see cref="BenchLimits.MaxReleaseKeys"/>; none takes no release over the air.</summary>
    public byte[][] ReleaseKeys { get; set; } = new byte[0][];
}
