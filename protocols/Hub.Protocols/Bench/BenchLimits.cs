// The bounds of the service console and of a hub's identity.
using Hub.Protocols.Settings;
using Hub.Protocols.Updates;

namespace Hub.Protocols.Bench;

/// <summary>What both ends of the service console keep. Sizes in bytes unless the name says otherwise.</summary>
public static class BenchLimits
{
    /// <summary>The version of the console's language.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>Bits a second on the console's line, 8 data bits, no parity, 1 stop bit.</summary>
    public const int Baud = 115_200;

    /// <summary>The longest line, its end included.</summary>
    public const int LineBytes = 240;

    /// <summary>The most words of a line, its number or name not counted.</summary>
    public const int MaxWords = 24;

    /// <summary>The largest number of a request.</summary>
    public const int MaxRequestNumber = 65_535;

    /// <summary>The bytes of the document in one part.</summary>
    public const int PartBytes = 96;

    /// <summary>How long a transfer may stand still before the hub drops it, in ms.</summary>
    public const int TransferIdleMilliseconds = 60_000;

    /// <summary>How long the tool waits for an answer before it asks again, in ms.</summary>
    public const int AnswerMilliseconds = 2_000;

    /// <summary>How long the tool waits for the answer to a request that writes, in ms.</summary>
    public const int WriteAnswerMilliseconds = 10_000;

    /// <summary>How often the tool sends a request in all.</summary>
    public const int Attempts = 4;

    /// <summary>From the answer to a commit, a forget or a restart to the restart itself, in ms, at most.</summary>
    public const int RestartMilliseconds = 1_000;

    /// <summary>Wrong reset codes before the hub takes none for a while.</summary>
    public const int FreeWrongCodes = 3;

    /// <summary>The first such while, in seconds; each further wrong code doubles it.</summary>
    public const int FirstCodeWaitSeconds = 60;

    /// <summary>The longest such while, in seconds.</summary>
    public const int MaxCodeWaitSeconds = 3_600;

    /// <summary>The longest identity document.</summary>
    public const int MaxIdentityBytes = 8_192;

    /// <summary>The format of the identity document that this code reads and writes.</summary>
    public const int IdentityFormatVersion = 1;

    /// <summary>The most receivers of an identity.</summary>
    public const int MaxReceivers = SettingsLimits.MaxReceivers;

    /// <summary>The longest host name of a receiver, in characters.</summary>
    public const int MaxHostCharacters = SettingsLimits.MaxHostCharacters;

    /// <summary>The largest port.</summary>
    public const int MaxPort = SettingsLimits.MaxPort;

    /// <summary>The longest certificate or key, DER.</summary>
    public const int MaxCertificateBytes = 2_048;

    /// <summary>The longest name of a mobile access point, in characters.</summary>
    public const int MaxAccessPointCharacters = 63;

    /// <summary>The fewest digits of a SIM's PIN.</summary>
    public const int MinPinDigits = 4;

    /// <summary>The most digits of a SIM's PIN.</summary>
    public const int MaxPinDigits = 8;

    /// <summary>The longest name of a Wi-Fi network, UTF-8 (IEEE 802.11).</summary>
    public const int MaxWifiNameBytes = 32;

    /// <summary>The shortest passphrase of a Wi-Fi network, in characters; an open network has none.</summary>
    public const int MinWifiPassphraseCharacters = 8;

    /// <summary>The longest passphrase of a Wi-Fi network, in characters.</summary>
    public const int MaxWifiPassphraseCharacters = 63;

    /// <summary>The most numbers in one list.</summary>
    public const int MaxNumbers = SettingsLimits.MaxNumbers;

    /// <summary>The shortest time between heartbeats that may be provisioned, in seconds.</summary>
    public const int MinHeartbeatIntervalSeconds = SettingsLimits.MinHeartbeatIntervalSeconds;

    /// <summary>The longest time between heartbeats that may be provisioned, in seconds.</summary>
    public const int MaxHeartbeatIntervalSeconds = SettingsLimits.MaxHeartbeatIntervalSeconds;

    /// <summary>The most devices delivered with a hub.</summary>
    public const int MaxKitDevices = 16;

    /// <summary>The most keys that releases are signed with: the current one and its successor.</summary>
    public const int MaxReleaseKeys = UpdateLimits.TrustedKeys;

    /// <summary>The symbols of a hub code, the check symbol included.</summary>
    public const int CodeSymbols = 9;

    /// <summary>The longest text that is looked at as a hub code, in characters.</summary>
    public const int MaxCodeTextCharacters = 32;
}
