// The hub of one home on the board's parts.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Modem;
using Hub.Esp32S3.Power;
using Hub.Esp32S3.Radio;
using Hub.Esp32S3.Security;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Voice;
using Hub.Hardware;
using Hub.Protocols.Bench;
using Hub.Protocols.Updates;
using Hub.Provisioning;
using Hub.Updating;

namespace Hub.Esp32S3.Wiring;

/// <summary>Made from an identity. What cannot be opened is left out: least of all may a part keep the alarm button
/// from being heard.</summary>
internal sealed class HomeWiring
{
    // The folder of Swedish phrases in the voice module.
    private const int Language = 1;

    internal HomeWiring(HubIdentity identity, BoardParts parts, BoardSources sources, FirmwareStart firmware)
    {
        HubSettings settings = new HubSettings();
        settings.FirmwareVersion = FirmwareFacts.VersionOf(firmware.Start);
        settings.VendorId = ReleaseIds.Vendor();
        settings.ClassId = ReleaseIds.Board();
        IdentitySettings.Apply(identity, settings);
        LinkWiring link = new LinkWiring(identity, settings, parts, sources);
        Modem = link.Modem;
        Radio = OpenRadio(parts, sources);
        Voice = OpenVoice(parts, sources);

        HubPorts ports = new HubPorts();
        ports.Flash = parts.Journal;
        ports.DeviceFlash = parts.Devices;
        ports.DocumentFlash = parts.Rules;
        ports.SettingsFlash = parts.Settings;
        ports.UpdateFlash = parts.Updates;
        ports.Firmware = new SlotFirmware(
            new FlashBootMemory(FramMap.BootRecord(parts.Memory)), firmware.Start, firmware.Slots, new ChipDigest(),
            new BootFeed(parts.Watchdog));
        ports.Receivers = link.Receivers;
        ports.Panel = parts.Lamps;
        ports.Power = new BoardPower(parts.Charger, parts.Gauge);
        ports.Random = sources.Random;
        ports.Watchdog = parts.Watchdog;
        ports.Restart = parts.Restart;
        ports.Radio = Radio;
        ports.Cipher = new NativeAes();
        ports.Triggers = Radio == null ? new NoTriggers() : null;
        ports.Audio = Voice;
        ports.Loads = new BoardLoads(parts.Lamps, link.Wifi, parts.Charger, parts.Signal);
        Paths = link.Paths;
        ports.Paths = Paths;
        ports.Modem = Modem;
        Core = new HubCore(settings, ports);
        if (Radio != null)
        {
            Radio.Received = Core.PutFrame;
        }

        Buttons = new Buttons(parts.Gpio, Core, sources.Uptime, parts.Signal);
    }

    internal HubCore Core { get; }

    internal UplinkPath[] Paths { get; }

    internal SimcomModem? Modem { get; }

    internal SpiRadio? Radio { get; }

    internal VoiceModule? Voice { get; }

    internal IPolled Buttons { get; }

    private static SpiRadio? OpenRadio(BoardParts parts, BoardSources sources)
    {
        try
        {
            return new Sx1262Radio(parts.Gpio, new RadioPins(), sources.Uptime, parts.Signal);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private VoiceModule? OpenVoice(BoardParts parts, BoardSources sources)
    {
        try
        {
            return new VoiceModule(
                "COM3", parts.Gpio, PinMap.VoiceBusy, PinMap.AmplifierEnable, Language, Modem?.Voice,
                sources.Uptime, parts.Signal);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private sealed class NoTriggers : ITriggerAcknowledger
    {
        public void AcknowledgePress(uint triggerId, uint pressToken)
        {
            // Without a transceiver no trigger is heard.
        }
    }
}
