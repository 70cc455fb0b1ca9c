// A hub whose settings a fleet manager changes: two receivers, a voice, lamps, and flash that can lose power.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;

namespace Firmware.Tests.World;

internal sealed class SettingsHome : IReceivers
{
    internal const string HubId = "00c0ffee00c0ffee";
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;

    private readonly SettingsWriter _writer = new();
    private readonly FakeUplink[] _uplinks;
    private ulong _sequence = 9_000;

    internal SettingsHome(NorFlash? settings = null, int receivers = 1, bool hasKey = true, Supply? supply = null)
    {
        Flash = settings ?? new NorFlash(2, 4096);
        Addresses = [.. Enumerable.Range(0, receivers).Select(Provisioned)];
        Known = [.. Addresses];
        _uplinks = [.. Enumerable.Range(0, receivers).Select(_ => new FakeUplink())];
        NorFlash journal = new();
        if (supply != null)
        {
            Flash.Supply = supply;
            journal.Supply = supply;
        }

        Hub = new TestHub(
            options =>
            {
                options.SettingsVersion = 0;
                options.DocumentKey = hasKey ? Key : [];
                options.Link.Receivers = [.. Addresses];
                options.Link.ShortMessageNumbers = ["+46700000001"];
            },
            journal,
            ports: ports =>
            {
                ports.Uplink = null;
                ports.Paths = [.. _uplinks.Select((uplink, i) => new UplinkPath(i, uplink))];
                ports.SettingsFlash = Flash;
                ports.Receivers = this;
                ports.Audio = Audio;
                ports.Loads = Loads;
                ports.Modem = Modem;
            });
    }

    internal static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 5))];

    internal NorFlash Flash { get; }

    internal TestHub Hub { get; }

    internal SoundRecorder Audio { get; } = new();

    internal LoadRecorder Loads { get; } = new();

    internal TestModem Modem { get; } = new();

    /// <summary>The receivers that there are; a hub that is told others reaches nobody.</summary>
    internal List<ReceiverAddress> Known { get; }

    /// <summary>Where the hub has been told to connect.</summary>
    internal ReceiverAddress[] Addresses { get; }

    internal FakeUplink Uplink => _uplinks[0];

    internal IReadOnlyList<FakeUplink> Uplinks => _uplinks;

    internal HubStatus Status => Hub.Status;

    internal List<SettingsStateMessage> Told => [.. _uplinks
        .SelectMany(uplink => uplink.Of(MessageKind.SettingsState)).OrderBy(p => p.Sequence).Select(p => p.Settings)];

    internal List<(SettingsPhase Phase, long Version, string Reason)> Phases =>
        [.. Told.Select(told => (told.Phase, told.DocumentVersion, told.Reason)).Distinct()];

    public int Count => _uplinks.Length;

    /// <summary>What a document is refused for, or the empty text.</summary>
    internal string LastRefusal => LastAnswer is { Result: not AcknowledgementResult.Done } answer ? answer.Reason : "";

    internal AcknowledgementMessage? LastAnswer => _uplinks
        .SelectMany(uplink => uplink.Of(MessageKind.UpAcknowledgement))
        .OrderBy(p => p.Sequence).LastOrDefault()?.Answer;

    public void Use(int receiver, string host, int port)
    {
        Addresses[receiver] = new ReceiverAddress(host, port);
        Apply();
    }

    internal static ReceiverAddress Provisioned(int receiver) => new("receiver" + receiver, 8883);

    /// <summary>What can be reached follows from where the hub connects to.</summary>
    internal void Apply()
    {
        for (int i = 0; i < _uplinks.Length; i++)
        {
            _uplinks[i].IsReachable = Known.Any(known => known.IsSameAs(Addresses[i]));
        }
    }

    /// <summary>A restart: the wiring connects where the bench said, until the hub tells it otherwise.</summary>
    internal void Reboot()
    {
        foreach (FakeUplink uplink in _uplinks)
        {
            uplink.UnixAtZero += Hub.Now;
            uplink.PowerOff();
        }

        for (int i = 0; i < Addresses.Length; i++)
        {
            Addresses[i] = Provisioned(i);
        }

        Apply();
        Hub.Reboot();
    }

    internal static HomeSettings Settings(uint version, Action<HomeSettings>? fill = null, string hubId = HubId)
    {
        HomeSettings settings = new() { Version = version, HubId = hubId };
        fill?.Invoke(settings);
        return settings;
    }

    /// <summary>Sends settings over the path in use.</summary>
    internal void Send(HomeSettings settings, byte[]? key = null, uint? version = null)
    {
        byte[] document = new byte[SettingsLimits.MaxDocumentBytes];
        int count = _writer.Write(settings, document, 0, document.Length);
        Assert.True(count > 0);
        SendParts(Parts(document[..count], version ?? settings.Version, key));
    }

    internal void SendParts(IEnumerable<DocumentPartMessage> parts)
    {
        foreach (DocumentPartMessage part in parts)
        {
            // A hub that connects anew meanwhile hears no more of it.
            _uplinks.FirstOrDefault(uplink => uplink.State == UplinkState.Ready)?
                .Send(MessageKind.Settings, part, ++_sequence);
            Hub.Step();
        }
    }

    internal List<DocumentPartMessage> Parts(
        byte[] document, uint version, byte[]? key = null, int kind = DocumentSeal.SettingsKind) =>
        DocumentParts.Cut(document, version, kind, key ?? Key);
}
