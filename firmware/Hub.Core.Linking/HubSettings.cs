// Who this hub is, and the intervals it keeps.
namespace Hub.Core;

/// <summary>
/// Settings of a hub, given when it is made. Out-of-range values are refused by <c>HubCore</c>.
/// </summary>
public sealed class HubSettings
{
    /// <summary>The hub's id: 16 lower-case hexadecimal digits; also client id and user name.</summary>
    public string HubId { get; set; } = "";

    /// <summary>The MQTT password, at most <see cref="Limits.MaxPasswordBytes"/> bytes of UTF-8. Derived from the hub's
    /// key by <c>Hub.Protocols.Security.SignInPassword</c> unless provisioned as such.</summary>
    public string Password { get; set; } = "";

    /// <summary>Version of the firmware, told in hello; at most 32 bytes of UTF-8.</summary>
    public string FirmwareVersion { get; set; } = "0.0.0";

    /// <summary>Model of the board, told in hello; at most 32 bytes of UTF-8.</summary>
    public string HardwareModel { get; set; } = "unknown";

    /// <summary>Version of the settings in force, told in hello and heartbeat.</summary>
    public int SettingsVersion { get; set; }

    /// <summary>Seconds between heartbeats (HBG-018: 120), <see cref="Limits.MinHeartbeatIntervalSeconds"/> to
    /// <see cref="Limits.MaxHeartbeatIntervalSeconds"/>.</summary>
    public int HeartbeatIntervalSeconds { get; set; } = Limits.DefaultHeartbeatIntervalSeconds;

    /// <summary>Seconds between silent test alarms (HBG-039: 23 h = 82,800),
    /// <see cref="Limits.MinSilentTestIntervalSeconds"/> to <see
    /// cref="Limits.MaxSilentTestIntervalSeconds"/>.</summary>
    public int SilentTestIntervalSeconds { get; set; } = Limits.DefaultSilentTestIntervalSeconds;

    /// <summary>Keep-alive of the MQTT connection in seconds.</summary>
    public int KeepAliveSeconds { get; set; } = Limits.DefaultKeepAliveSeconds;

    /// <summary>The key that the fleet manager seals pairing requests with, 16 bytes
    /// (<c>Hub.Protocols.Radio.RadioKeys.DerivePairing</c>); empty refuses all of them as not authentic.</summary>
    public byte[] PairingKey { get; set; } = new byte[0];

    /// <summary>The key that the fleet manager tags rule sets with, 32 bytes
    /// (<c>Hub.Protocols.Security.DocumentSeal.DeriveKey</c>); empty refuses all of them.</summary>
    public byte[] DocumentKey { get; set; } = new byte[0];

    /// <summary>The key that orders and states of updates are sealed with, 32 bytes
    /// (<c>Hub.Protocols.Security.UpdateSeal.DeriveKey</c>); empty refuses all orders.</summary>
    public byte[] UpdateKey { get; set; } = new byte[0];

    /// <summary>The public keys that releases are signed with, the current one and its successor, as they were put in
    /// at the bench; empty takes no release.</summary>
    public byte[][] ReleaseKeys { get; set; } = new byte[0][];

    /// <summary>Whose releases the hub takes, 16 bytes.</summary>
    public byte[] VendorId { get; set; } = new byte[0];

    /// <summary>What kind of hub it is, which says which image is for it, 16 bytes.</summary>
    public byte[] ClassId { get; set; } = new byte[0];

    /// <summary>The labels of the devices delivered with the hub (UPP-036), at most <see
    /// cref="Limits.MaxKitDevices"/>. On the first start, with a blank device store, they are paired without a window;
    /// never again after that.</summary>
    public string[] KitInstallCodes { get; set; } = new string[0];

    /// <summary>What devices of other vendors tell, as data; at most <see cref="Limits.MaxDeviceDescriptions"/>.
    /// </summary>
    public Radio.DeviceDescription[] DeviceDescriptions { get; set; } = new Radio.DeviceDescription[0];

    /// <summary>Whom the hub reaches beside its paths, and how much it may send.</summary>
    public LinkSettings Link { get; set; } = new LinkSettings();
}
