// Modem, Wi-Fi and the ways to the receivers, from the identity.
using System;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Esp32S3.Linking;
using Hub.Esp32S3.Modem;
using Hub.Esp32S3.Provisioning;
using Hub.Hardware;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Wiring;

/// <summary>The primary receiver over each bearer, then the reserve over each (HBG-042, NOR-027). A bearer that cannot
/// be opened is left out; with none the hub waits and says so.</summary>
internal sealed class LinkWiring
{
    private readonly UplinkPath?[] _paths = new UplinkPath?[Limits.MaxPaths];
    private int _count;

    internal LinkWiring(HubIdentity identity, HubSettings settings, BoardParts parts, BoardSources sources)
    {
        ModemReceiver[] described = new ModemReceiver[identity.Receivers.Length];
        MqttReceiver[] brokers = new MqttReceiver[identity.Receivers.Length];
        for (int i = 0; i < identity.Receivers.Length; i++)
        {
            IdentityReceiver receiver = identity.Receivers[i];
            described[i] = Describe(receiver);
            brokers[i] = new MqttReceiver(receiver.Host, receiver.Port, receiver.Authority, null);
        }

        Receivers = new BoardReceivers(described, brokers);
        Modem = OpenModem(identity, described, parts);
        Wifi = OpenWifi(identity, parts, sources);
        for (int i = 0; i < identity.Receivers.Length; i++)
        {
            if (Modem != null)
            {
                Add(i, new MqttUplink(settings, Modem.BearerTo(i)));
            }

            if (Wifi != null)
            {
                Add(i, new M2MqttUplink(settings, brokers[i], Wifi, BearerKind.WiFi, parts.Signal));
            }
        }

        if (_count == 0)
        {
            Add(0, new NoUplink());
        }
    }

    internal BoardReceivers Receivers { get; }

    internal SimcomModem? Modem { get; }

    internal WifiNetwork? Wifi { get; }

    internal UplinkPath[] Paths
    {
        get
        {
            UplinkPath[] paths = new UplinkPath[_count];
            for (int i = 0; i < _count; i++)
            {
                paths[i] = _paths[i]!;
            }

            return paths;
        }
    }

    private void Add(int receiver, IUplink uplink)
    {
        _paths[_count++] = new UplinkPath(receiver, uplink);
    }

    private static SimcomModem? OpenModem(HubIdentity identity, ModemReceiver[] receivers, BoardParts parts)
    {
        try
        {
            ModemSettings settings = new ModemSettings();
            settings.AccessPoint = identity.AccessPoint;
            settings.Pin = identity.Pin;
            settings.Receivers = receivers;

            ModemPins pins = new ModemPins(
                parts.Gpio, PinMap.ModemSupply, PinMap.ModemPowerKey, PinMap.ModemStatus);
            return new SimcomModem(new UartLine("COM2"), pins, new CchDialect(), settings);
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static ModemReceiver Describe(IdentityReceiver receiver)
    {
        ModemReceiver described = new ModemReceiver();
        described.Host = receiver.Host;
        described.Port = receiver.Port;
        described.Authority = PemText.OfCertificate(receiver.Authority);
        described.Certificate = PemText.OfCertificate(receiver.ClientCertificate);
        described.Key = PemText.OfKey(receiver.ClientKey);
        return described;
    }

    private static WifiNetwork? OpenWifi(HubIdentity identity, BoardParts parts, BoardSources sources)
    {
        WifiNetwork wifi = new WifiNetwork(identity.WifiName, identity.WifiPassphrase, sources.Network, parts.Signal);
        return wifi.IsConfigured ? wifi : null;
    }
}
