// A hub's side of pairing, spoken in the wire's messages: opens what is sealed, and tells its steps.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Slices.Tests.World;

/// <summary>
/// Knows the hub's key and opens requests with the code that hubs run, which is not the code that has sealed them.
/// </summary>
internal sealed class HubDouble
{
    private readonly Func<HubMessage, Task> _send;
    private readonly Func<PairRequestMessage[]> _sent;
    private readonly byte[] _pairingKey = new byte[RadioLimits.KeyBytes];
    private readonly PairingSeal _seal = new(new Ccm(new Aes128()));
    private ulong _sequence = 1_000;
    private ulong _lastRequest;

    private HubDouble(HubPrincipal hub, byte[] key, Func<HubMessage, Task> send, Func<PairRequestMessage[]> sent)
    {
        Hub = hub;
        OwnKey = key;
        _send = send;
        _sent = sent;
        Assert.True(new RadioKeys().DerivePairing(key, _pairingKey, 0));
    }

    public HubPrincipal Hub { get; }

    /// <summary>The hub's own key.</summary>
    public byte[] OwnKey { get; }

    /// <summary>Everything asked of the hub, oldest first.</summary>
    public PairRequestMessage[] Requests => _sent();

    public static async Task<HubDouble> AddAsync(TestFleet fleet)
    {
        NewHub added = (await fleet.Hubs.AddAsync(fleet.Operator, 1, null, default, withKeys: true))[0];
        LiveHub hub = fleet.Registry.Find(fleet.Operator.TenantId, added.HubId)!;
        return Of(fleet, hub, Key(added.Key!));
    }

    public static HubDouble Of(TestFleet fleet, LiveHub hub, byte[] key) => new(
        hub,
        key,
        async message => Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(hub, message)),
        () => fleet.Downlink.Decoded<PairRequestMessage>(hub, DownlinkKind.Pair));

    public static HubDouble Of(
        HubPrincipal hub, byte[] key, Func<HubMessage, Task> send, Func<PairRequestMessage[]> sent) =>
        new(hub, key, send, sent);

    /// <summary>A hub's key as the fleet manager tells it.</summary>
    public static byte[] Key(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);

    /// <summary>The label of a device of this test.</summary>
    public static string Label(uint deviceId, DeviceKind kind = DeviceKind.PersonalTrigger)
    {
        var code = new InstallCode();
        code.Set(deviceId, kind, Secret(deviceId), 0);
        return code.Format();
    }

    /// <summary>The secret on that label.</summary>
    public static byte[] Secret(uint deviceId) =>
        [.. Enumerable.Range(0, RadioLimits.SecretBytes).Select(i => (byte)((deviceId * 7) + (uint)(i * 13) + 1))];

    /// <summary>Opens a request as the hub does.</summary>
    /// <returns>The secret in it, empty for none; null when it is not authentic or not new.</returns>
    public byte[]? Open(PairRequestMessage request)
    {
        byte[] secret = new byte[RadioLimits.SecretBytes];
        if (request.Sequence <= _lastRequest || !_seal.Open(request, _pairingKey, secret, out int count))
        {
            return null;
        }

        _lastRequest = request.Sequence;
        return secret[..count];
    }

    public Task TellAsync(
        long pairingId,
        PairingStep step,
        uint deviceId = 0,
        PairingReason reason = PairingReason.None,
        int secondsLeft = 100,
        int signalDbm = -70) => SendAsync(new DevicePairingMessage
        {
            PairingId = (uint)pairingId,
            Step = step,
            DeviceId = deviceId,
            DeviceKind = deviceId == 0 ? DeviceKind.Unknown : DeviceKind.PersonalTrigger,
            Variant = deviceId == 0 ? DeviceVariant.None : DeviceVariant.Wrist,
            Reason = reason,
            SecondsLeft = secondsLeft,
            BatteryPercent = deviceId == 0 ? 255 : 91,
            SignalDbm = deviceId == 0 ? 0 : signalDbm,
            MarginDb = deviceId == 0 ? 0 : signalDbm + 110,
        });

    /// <summary>All that a good pairing tells, but for the press.</summary>
    public async Task JoinAsync(long pairingId, uint deviceId)
    {
        await TellAsync(pairingId, PairingStep.Opened, secondsLeft: 120);
        foreach (PairingStep step in new[]
        {
            PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported, PairingStep.Supervised,
        })
        {
            await TellAsync(pairingId, step, deviceId);
        }
    }

    public Task StateAsync(uint deviceId, Action<DeviceStateMessage>? change = null)
    {
        var state = new DeviceStateMessage
        {
            DeviceId = deviceId,
            DeviceKind = DeviceKind.PersonalTrigger,
            Variant = DeviceVariant.Wrist,
            BatteryPercent = 91,
            SignalDbm = -70,
            DeviceSignalDbm = -80,
            LastHeardSeconds = 5,
            SupervisionMinutes = 60,
            Location = 11,
            Occupant = 2,
            DeviceCount = 1,
        };
        change?.Invoke(state);
        return SendAsync(state);
    }

    public Task WalkAsync(
        long testId, WalkTestStep step, uint deviceId = 0, int location = 0, int marginDb = 0, int secondsLeft = 600) =>
        SendAsync(new WalkTestMessage
        {
            PairingId = (uint)testId,
            Step = step,
            DeviceId = deviceId,
            Location = location,
            SignalDbm = step == WalkTestStep.Press ? marginDb - 110 : 0,
            MarginDb = marginDb,
            DeviceSignalDbm = step == WalkTestStep.Press ? marginDb - 112 : 0,
            SecondsLeft = secondsLeft,
        });

    public Task AnswerAsync(
        PairRequestMessage request, AcknowledgementResult result = AcknowledgementResult.Done) =>
        SendAsync(new AcknowledgementMessage { AcknowledgedSequence = request.Sequence, Result = result });

    /// <summary>Sends a message under the next sequence, or under the one it has.</summary>
    public Task SendAsync(HubMessage message)
    {
        message.BootCount = 1;
        message.Sequence = message.Sequence == 0 ? ++_sequence : message.Sequence;
        return _send(message);
    }
}
