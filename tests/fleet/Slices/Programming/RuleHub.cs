// A hub's side of remote programming, spoken in the wire's messages.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;
using Slices.Tests.World;
using WireReader = Hub.Protocols.Settings.SettingsReader;

namespace Slices.Tests.Programming;

/// <summary>
/// Knows the hub's key, puts parts together and proves them with the code that hubs run, which is not the code that
/// has tagged them.
/// </summary>
internal sealed class RuleHub
{
    private readonly TestFleet _fleet;
    private readonly byte[] _key = new byte[RuleLimits.DocumentKeyBytes];
    private ulong _sequence = 5_000;

    private RuleHub(TestFleet fleet, LiveHub hub, byte[] hubKey, DocumentKind kind)
    {
        _fleet = fleet;
        Kind = kind;
        Hub = hub;
        Assert.True(DocumentSeal.DeriveKey(hubKey, _key, 0));
    }

    public LiveHub Hub { get; }

    /// <summary>Rules or settings.</summary>
    public DocumentKind Kind { get; }

    /// <summary>Every part of its kind sent to the hub, oldest first.</summary>
    public DocumentPartMessage[] Parts => _fleet.Downlink.Decoded<DocumentPartMessage>(
        Hub, Kind == DocumentKind.Settings ? DownlinkKind.Settings : DownlinkKind.Rules);

    public static async Task<RuleHub> AddAsync(TestFleet fleet, DocumentKind kind = DocumentKind.RuleSet)
    {
        NewHub added = (await fleet.Hubs.AddAsync(fleet.Operator, 1, null, default, withKeys: true))[0];
        LiveHub hub = fleet.Registry.Find(fleet.Operator.TenantId, added.HubId)!;
        return new RuleHub(fleet, hub, HubDouble.Key(added.Key!), kind);
    }

    /// <summary>The same hub, after the fleet manager has started anew.</summary>
    public RuleHub On(TestFleet fleet)
    {
        LiveHub hub = fleet.Registry.Find(Hub.TenantId, Hub.HubId)!;
        var same = new RuleHub(fleet, hub, new byte[32], Kind) { _sequence = _sequence + 100 };
        _key.CopyTo(same._key, 0);
        return same;
    }

    /// <summary>Puts a version together from its parts, whatever their order, and reads it as the hub does.</summary>
    /// <returns>The rules; null when a part is missing or the tag is not right.</returns>
    public RuleSet? Receive(long version)
    {
        var rules = new RuleSet();
        return Assemble(version) is { } document && new RuleSetReader().Read(rules, document, 0, document.Length)
            ? rules
            : null;
    }

    /// <summary>The same for settings, which must be for this hub.</summary>
    public HomeSettings? ReceiveSettings(long version)
    {
        var settings = new HomeSettings();
        return Assemble(version) is { } document && new WireReader().Read(settings, document, 0, document.Length)
            && settings.HubId == Hub.HubId && settings.Version == version
                ? settings
                : null;
    }

    /// <summary>The bytes that a version took, all its messages together.</summary>
    public int BytesOf(long version) => Parts.Where(part => part.DocumentVersion == version).Sum(part =>
        part.Encode(new CborWriter(), new byte[ProtocolLimits.MaxMessageBytes], 0, ProtocolLimits.MaxMessageBytes));

    private byte[]? Assemble(long version)
    {
        DocumentPartMessage[] parts = [.. Parts.Where(part => part.DocumentVersion == version)];
        if (parts.Length == 0)
        {
            return null;
        }

        byte[] document = new byte[parts[0].DocumentBytes];
        var places = new HashSet<int>();
        foreach (DocumentPartMessage part in parts)
        {
            part.Part.AsSpan(0, part.PartLength).CopyTo(document.AsSpan(part.PartIndex * RuleLimits.PartBytes));
            places.Add(part.PartIndex);
        }

        var seal = new DocumentSeal();
        int kind = Kind == DocumentKind.Settings ? DocumentSeal.SettingsKind : DocumentSeal.RulesKind;
        seal.Begin(_key, kind, (uint)version, document.Length);
        seal.Append(document, 0, document.Length);
        bool isWhole = places.Count == (document.Length + RuleLimits.PartBytes - 1) / RuleLimits.PartBytes;
        return isWhole && seal.Proves(parts[0].Tag, 0) ? document : null;
    }

    /// <summary>The number of the last part of a version, which the answer names.</summary>
    public ulong LastOf(long version) => Parts.Last(part => part.DocumentVersion == version).Sequence;

    /// <summary>Answers a version, as that of the last part.</summary>
    public Task AnswerAsync(
        long version, AcknowledgementResult result = AcknowledgementResult.Done, string reason = "") =>
        AnswerPartAsync(LastOf(version), result, reason);

    public Task AnswerPartAsync(ulong part, AcknowledgementResult result, string reason = "", ulong sequence = 0) =>
        SendAsync(new AcknowledgementMessage
        {
            Sequence = sequence,
            AcknowledgedSequence = part,
            Result = result,
            Reason = reason,
        });

    /// <summary>Tells which rules are in force, as after a change and after a start.</summary>
    public Task TellInForceAsync(int version, ulong sequence = 0) => SendAsync(new EventMessage
    {
        Sequence = sequence,
        DeviceType = DeviceTypes.Controller,
        StatusCode = StatusCodes.Active,
        Value = version,
        Text = "rules in force",
    });

    /// <summary>Says hello.</summary>
    /// <param name="settingsVersion">The settings in force.</param>
    /// <param name="model">The model it is.</param>
    public Task HelloAsync(long settingsVersion = 0, string? model = null)
    {
        HelloMessage hello = Messages.Hello(sequence: 0);
        hello.SettingsVersion = settingsVersion;
        hello.HardwareModel = model ?? hello.HardwareModel;
        return SendAsync(hello);
    }

    public Task HeartbeatAsync(long settingsVersion)
    {
        HeartbeatMessage heartbeat = Messages.Heartbeat(0, sequence: 0);
        heartbeat.SettingsVersion = settingsVersion;
        return SendAsync(heartbeat);
    }

    /// <summary>Tells what has become of settings.</summary>
    public Task TellAsync(
        long version, SettingsPhase phase, long inForce, int secondsLeft = 0, string reason = "", ulong sequence = 0) =>
        SendAsync(new SettingsStateMessage
        {
            Sequence = sequence,
            DocumentVersion = version,
            Phase = phase,
            SettingsVersion = inForce,
            SecondsLeft = secondsLeft,
            Reason = reason,
        });

    /// <summary>Takes a version, tries it and keeps it.</summary>
    public async Task ConfirmAsync(long version, long before)
    {
        await AnswerAsync(version);
        await TellAsync(version, SettingsPhase.Trial, before, SettingsLimits.TrialSeconds);
        await TellAsync(version, SettingsPhase.InForce, version);
    }

    private async Task SendAsync(HubMessage message)
    {
        message.BootCount = 1;
        message.Sequence = message.Sequence == 0 ? ++_sequence : message.Sequence;
        Assert.Equal(PublishOutcome.Accepted, await _fleet.SendAsync(Hub, message));
        await _fleet.ProjectAsync();
    }
}
