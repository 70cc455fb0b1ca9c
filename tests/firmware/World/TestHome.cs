// A hub with a radio, devices around it, and a technician at the fleet manager.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Pairing;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Firmware.Tests.World;

internal sealed class TestHome
{
    internal const int SectorBytes = 16 * 1024;

    private readonly PairingSeal _seal = new(new Ccm(new Aes128()));
    private uint _lastPairingId = 100;

    internal TestHome(
        Action<HubSettings>? change = null,
        NorFlash? deviceFlash = null,
        NorFlash? flash = null,
        Supply? supply = null,
        bool hasAdapter = false,
        NorFlash? documentFlash = null,
        TestModem? modem = null)
    {
        Supply = supply ?? new Supply();
        Radio = new TestRadio(Supply);
        DeviceFlash = deviceFlash ?? new NorFlash(2, SectorBytes) { EraseStepBytes = 1024 };
        NorFlash journal = flash ?? new NorFlash();
        DeviceFlash.Supply = Supply;
        if (documentFlash != null)
        {
            documentFlash.Supply = Supply;
        }

        journal.Supply = Supply;
        Hub = new TestHub(
            settings =>
            {
                settings.PairingKey = Key;
                change?.Invoke(settings);
            },
            journal,
            ports: ports =>
            {
                ports.Radio = Radio;
                ports.DeviceFlash = DeviceFlash;
                ports.DocumentFlash = documentFlash;
                ports.Audio = Audio;
                ports.Modem = modem;
                ports.Triggers = hasAdapter ? ports.Triggers : null;
            });
    }

    internal Supply Supply { get; }

    internal TestHub Hub { get; }

    internal TestRadio Radio { get; }

    internal NorFlash DeviceFlash { get; }

    internal SoundRecorder Audio { get; } = new();

    internal byte[] Key { get; } = TestHub.Key;

    internal ulong RequestSequence { get; set; } = 1000;

    internal HomeStatus Status => Hub.Status.Home!;

    internal DeviceTable Devices => Status.Devices;

    internal IEnumerable<DevicePairingMessage> Steps =>
        Hub.Uplink.Of(MessageKind.DevicePairing).Select(p => p.Pairing);

    internal IEnumerable<DeviceStateMessage> States =>
        Hub.Uplink.Of(MessageKind.DeviceState).Select(p => p.State);

    internal IEnumerable<WalkTestMessage> Walk => Hub.Uplink.Of(MessageKind.WalkTest).Select(p => p.Walk);

    internal IEnumerable<EventMessage> EventsOf(uint deviceId) =>
        Hub.Uplink.Of(MessageKind.Event).Select(p => p.Event).Where(e => e.DeviceId == deviceId);

    internal IEnumerable<AlarmMessage> AlarmsOf(uint triggerId) => Hub.Uplink.Alarms
        .Where(a => a.TriggerId == triggerId).DistinctBy(a => a.Sequence);

    /// <summary>A frame reaches the hub, which is stepped at once and until its answer has left.</summary>
    internal void Transmit(byte[] frame, int signalDbm = -80)
    {
        Assert.True(Hub.Hub.PutFrame(frame, 0, frame.Length, signalDbm, Hub.Now));
        Hub.Step();
        Hub.Run(40);
    }

    /// <summary>A new report of a device, heard by the hub.</summary>
    /// <returns>Whether the device heard its acknowledgement.</returns>
    internal bool Report(RadioDevice device, DeviceCause cause, int value = 0, int flags = 0, bool isRepeat = false)
    {
        device.Acknowledged = null;
        Transmit(device.Report(cause, isRepeat, value, flags: flags));
        return device.Acknowledged == device.Counter;
    }

    internal bool Press(RadioDevice device) => Report(device, DeviceCause.Triggered);

    /// <summary>A device that this hub is to be paired with, in range.</summary>
    internal RadioDevice Bring(uint id, DeviceKind kind = DeviceKind.PersonalTrigger)
    {
        RadioDevice device = new(id, kind);
        Radio.Devices.Add(device);
        return device;
    }

    internal PairRequestMessage Request(PairAction action, RadioDevice? device = null, bool hasSecret = false) => new()
    {
        PairingId = ++_lastPairingId,
        Action = action,
        DeviceId = device?.Id ?? 0,
        DeviceKind = hasSecret ? device!.Kind : DeviceKind.Unknown,
    };

    /// <summary>Seals a request and sends it down.</summary>
    internal PairRequestMessage Send(
        PairRequestMessage request, byte[]? secret = null, ulong? sequence = null, byte[]? key = null)
    {
        request.Sequence = sequence ?? ++RequestSequence;
        Assert.True(_seal.Seal(request, key ?? Key, secret));
        Hub.Uplink.Send(MessageKind.PairRequest, request, request.Sequence);
        Hub.Run(20);
        return request;
    }

    /// <summary>Opens the window for a device with its label.</summary>
    internal PairRequestMessage Open(RadioDevice device, Action<PairRequestMessage>? change = null)
    {
        PairRequestMessage request = Request(PairAction.OpenWindow, device, true);
        change?.Invoke(request);
        return Send(request, device.Code.Secret);
    }

    /// <summary>The device asks to join and, when answered, sends its first report.</summary>
    internal bool Join(RadioDevice device)
    {
        device.Reset();
        Transmit(device.JoinRequest());
        return device.IsJoined && Report(device, DeviceCause.Joined);
    }

    /// <summary>Pairs a device by its label; its test is still to come.</summary>
    internal RadioDevice Pair(uint id, DeviceKind kind = DeviceKind.PersonalTrigger)
    {
        RadioDevice device = Bring(id, kind);
        Open(device);
        Assert.True(Join(device));
        return device;
    }

    /// <summary>Pairs a device and lets its first event be its test, so that all that follows is meant.</summary>
    internal RadioDevice PairAndTest(uint id, DeviceKind kind = DeviceKind.PersonalTrigger)
    {
        RadioDevice device = Pair(id, kind);
        Assert.True(Report(device, DeviceCause.Test));
        Hub.Run(1000);
        Assert.True(Devices.Find(id)!.IsTested);
        return device;
    }

    /// <summary>Starts the board anew on the same flashes after a cut.</summary>
    internal void Reboot()
    {
        Supply.Restore();
        Hub.Reboot();
        Hub.Run(20_000);
    }

    internal AcknowledgementMessage AnswerTo(PairRequestMessage request) =>
        Hub.Uplink.Of(MessageKind.UpAcknowledgement).Select(p => p.Answer)
            .Last(a => a.AcknowledgedSequence == request.Sequence);

    internal IEnumerable<PairingStep> StepsOf(PairRequestMessage request) =>
        Steps.Where(s => s.PairingId == request.PairingId).Select(s => s.Step);
}
