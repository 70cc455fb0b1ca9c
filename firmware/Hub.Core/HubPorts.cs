// The ports a hub is wired to.
using Hub.Core.Ports;
using Hub.Protocols.Security;

namespace Hub.Core;

/// <summary>Everything outside the core that it reaches, in one place so that wiring reads as a list.
/// All must be set before the hub is made, except those that say otherwise.</summary>
public sealed class HubPorts
{
    /// <summary>The journal's flash.</summary>
    public IFlash? Flash { get; set; }

    /// <summary>The session with the fleet manager; not used when <see cref="Paths"/> are set.</summary>
    public IUplink? Uplink { get; set; }

    /// <summary>The lamps.</summary>
    public IPanel? Panel { get; set; }

    /// <summary>Mains and battery.</summary>
    public IPower? Power { get; set; }

    /// <summary>Randomness.</summary>
    public IRandom? Random { get; set; }

    /// <summary>The watchdog.</summary>
    public IWatchdog? Watchdog { get; set; }

    /// <summary>Restart of the board.</summary>
    public IRestart? Restart { get; set; }

    /// <summary>The way back to triggers that an adapter hears and acknowledges itself; null when there is no such
    /// adapter. This or <see cref="Radio"/> must be set.</summary>
    public ITriggerAcknowledger? Triggers { get; set; }

    /// <summary>The transceiver for devices that speak the hub's own protocol; null when none is fitted.</summary>
    public IRadio? Radio { get; set; }

    /// <summary>The cipher that all of the radio is sealed with, for the hub alone; null takes the managed
    /// <see cref="Aes128"/>. It must not throw.</summary>
    public IBlockCipher? Cipher { get; set; }

    /// <summary>The flash that keeps the paired devices; must be set when <see cref="Radio"/> is.</summary>
    public IFlash? DeviceFlash { get; set; }

    /// <summary>The flash that keeps the home's rules and what they know, at least <see
    /// cref="Limits.MinDocumentSectors"/> sectors of <see cref="Limits.MinSectorBytes"/>; null when none is fitted: the
    /// hub then has the rules it was shipped with.</summary>
    public IFlash? DocumentFlash { get; set; }

    /// <summary>The flash that keeps the settings told from afar, at least <see cref="Limits.MinSectors"/> sectors of
    /// <see cref="Limits.MinSectorBytes"/>; null when none is fitted: the hub then has those it was shipped with.
    /// </summary>
    public IFlash? SettingsFlash { get; set; }

    /// <summary>The firmware that runs and the slot for another one; null when the board cannot be given any.</summary>
    public IFirmware? Firmware { get; set; }

    /// <summary>The flash that keeps the record of updates, at least <see cref="Limits.MinSectors"/> sectors of <see
    /// cref="Limits.MinSectorBytes"/>; must be set when <see cref="Firmware"/> is.</summary>
    public IFlash? UpdateFlash { get; set; }

    /// <summary>Who can send the paths to another receiver; null when nobody can.</summary>
    public IReceivers? Receivers { get; set; }

    /// <summary>The loudspeaker; null when none is fitted.</summary>
    public IAudio? Audio { get; set; }

    /// <summary>What can be dimmed and switched off on battery; null when nothing can.</summary>
    public ILoadSwitch? Loads { get; set; }

    /// <summary>The ways to the receivers in the order of preference, at most <see cref="Limits.MaxPaths"/>; empty
    /// when <see cref="Uplink"/> is the only one. This or <see cref="Uplink"/> must be set.</summary>
    public UplinkPath[] Paths { get; set; } = new UplinkPath[0];

    /// <summary>The mobile modem; null when none is fitted, or nothing but its data path is wired.</summary>
    public IModem? Modem { get; set; }
}
