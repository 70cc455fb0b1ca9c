// What the technician wants of a hub, as typed.
using System;
using System.Collections.Generic;

namespace Fleet.Hubctl.Provisioning;

/// <summary>The options of <c>hubctl hub provision</c>.</summary>
public sealed record ProvisionOrder
{
    /// <summary>The serial port.</summary>
    public required string Port { get; init; }

    /// <summary>Names become prefix-0001 and on; null for the server's own.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>The receivers, <c>host:port</c>.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>Files with the certificates of the receivers' authorities: one for all, or one for each.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = [];

    /// <summary>File with the hub's own certificate; null when it signs in with its password only.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>File with the key of that certificate.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The mobile access point.</summary>
    public string? AccessPoint { get; init; }

    /// <summary>The SIM's PIN.</summary>
    public string? Pin { get; init; }

    /// <summary>The Wi-Fi network.</summary>
    public string? WifiName { get; init; }

    /// <summary>Its passphrase.</summary>
    public string? WifiPassphrase { get; init; }

    /// <summary>Who gets short messages.</summary>
    public IReadOnlyList<string> ShortMessageNumbers { get; init; } = [];

    /// <summary>Whom the hub calls.</summary>
    public IReadOnlyList<string> VoiceNumbers { get; init; } = [];

    /// <summary>Whose calls it takes.</summary>
    public IReadOnlyList<string> AnsweredNumbers { get; init; } = [];

    /// <summary>Seconds between heartbeats; 0 for the hub's own.</summary>
    public int HeartbeatIntervalSeconds { get; init; }

    /// <summary>Install codes of the devices delivered with the hub.</summary>
    public IReadOnlyList<string> KitCodes { get; init; } = [];

    /// <summary>Files with the public keys that releases are signed with: the current one, then its successor.
    /// </summary>
    public IReadOnlyList<string> ReleaseKeys { get; init; } = [];

    /// <summary>Where the label goes, .png or .pdf; null for <c>hub-ID.png</c> here.</summary>
    public string? LabelFile { get; init; }

    /// <summary>A font file for the label; null to look for one.</summary>
    public string? LabelFont { get; init; }

    /// <summary>The reset code of the hub that the board is now.</summary>
    public string? ResetCode { get; init; }

    /// <summary>How long heartbeat and test alarm are waited for, each.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Say what would be done.</summary>
    public bool DryRun { get; init; }
}
