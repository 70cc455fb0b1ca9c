// The fields of an identity by name, as the console tells which one is wrong.
namespace Hub.Protocols.Bench;

/// <summary>The names of <c>hub.cddl</c>; a receiver's stand after <see cref="Receiver"/>.</summary>
public static class IdentityFields
{
    /// <summary>The document's format.</summary>
    public const string FormatVersion = "formatVersion";

    /// <summary>The hub id.</summary>
    public const string HubId = "hubId";

    /// <summary>The hub's key.</summary>
    public const string Key = "key";

    /// <summary>The hardware model.</summary>
    public const string Model = "model";

    /// <summary>The receivers.</summary>
    public const string Receivers = "receivers";

    /// <summary>The mobile access point.</summary>
    public const string AccessPoint = "accessPoint";

    /// <summary>The SIM's PIN.</summary>
    public const string Pin = "pin";

    /// <summary>The name of the Wi-Fi network.</summary>
    public const string WifiName = "wifiName";

    /// <summary>Its passphrase.</summary>
    public const string WifiPassphrase = "wifiPassphrase";

    /// <summary>Who gets short messages.</summary>
    public const string ShortMessageNumbers = "shortMessageNumbers";

    /// <summary>Whom the hub calls.</summary>
    public const string VoiceNumbers = "voiceNumbers";

    /// <summary>Whose calls are taken.</summary>
    public const string AnsweredNumbers = "answeredNumbers";

    /// <summary>Seconds between heartbeats.</summary>
    public const string HeartbeatIntervalSeconds = "heartbeatIntervalSeconds";

    /// <summary>The labels of the devices delivered with the hub.</summary>
    public const string KitInstallCodes = "kitInstallCodes";

    /// <summary>The keys that releases are signed with.</summary>
    public const string ReleaseKeys = "releaseKeys";

    /// <summary>A receiver's host.</summary>
    public const string Host = "host";

    /// <summary>A receiver's port.</summary>
    public const string Port = "port";

    /// <summary>The certificate that a receiver's is signed with.</summary>
    public const string Authority = "authority";

    /// <summary>The hub's certificate for a receiver.</summary>
    public const string ClientCertificate = "clientCertificate";

    /// <summary>The key of that certificate.</summary>
    public const string ClientKey = "clientKey";

    /// <summary>What stands before a field of a receiver: <c>receiver1.</c> for the first.</summary>
    public static string Receiver(int index)
    {
        return index == 0 ? "receiver1." : "receiver2.";
    }
}
