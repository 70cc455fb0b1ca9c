// Only a device whose label the hub was given can be heard by it, and only until it is removed.
using System;
using System.Collections.Generic;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Simulator.Hardware;
using Hub.Simulator.World.Devices;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// The hub answers no device of a neighbour's and none that was removed, keeps none in its list, raises no alarm for
/// one; and nobody pairs by another's number without the secret of the label.
/// </summary>
public sealed class PairingNeverCrosses : Invariant
{
    private const long LongestRuleWait = 3_600_000;
    private const long MinuteMilliseconds = 60_000;

    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly HashSet<uint> _bridged = [];
    private (long Flash, int Ledger, long Minute) _looked;

    /// <summary>Allows alarms of a trigger that a bridge of another vendor hears.</summary>
    public void AllowBridged(uint triggerId) => _bridged.Add(triggerId);

    /// <inheritdoc/>
    public override void OnSent(Transmission sent)
    {
        if (sent.From == Home.Home.Radio.Hub.Station && sent.Kind != RadioFrameKind.None
            && !Home.Ledger.MayKnow(sent.DeviceId))
        {
            Break($"the hub has sent {sent.Kind} to device {sent.DeviceId}, which is not its own");
        }
    }

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind != MessageKind.Alarm
            || _alarm.Decode(_reader, body.ToArray(), 0, body.Length) != MessageError.None
            || _alarm.TriggerId == 0 || _bridged.Contains(_alarm.TriggerId))
        {
            return;
        }

        // A rule may wait since before the removal, and reminds before it raises; then it names what began it.
        long waited = _alarm.RuleId != 0 ? LongestRuleWait : 0;
        long raisedAt = Home.World.NowMilliseconds - _alarm.AgeMilliseconds - waited;
        if (!Home.Ledger.WasGiven(_alarm.TriggerId))
        {
            Break($"device {_alarm.TriggerId} has raised an alarm and is not the hub's");
        }
        else if (raisedAt > Home.Ledger.RemovedAt(_alarm.TriggerId))
        {
            Break($"device {_alarm.TriggerId} has raised an alarm after its removal");
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        IHubFigures? devices = Home.Home.Hub?.Figures;
        if (devices is not { HasDevices: true })
        {
            return;
        }

        // A list that changes is written; and once a minute it is looked at whether written or not.
        (long, int, long) state =
            (Home.DeviceFlash.ChangedBytes, Home.Ledger.Version, Home.World.NowMilliseconds / MinuteMilliseconds);
        if (state == _looked)
        {
            return;
        }

        _looked = state;
        for (int i = 0; i < devices.DeviceCapacity; i++)
        {
            uint deviceId = devices.DeviceIdAt(i);
            if (deviceId != 0 && !Home.Ledger.MayKnow(deviceId))
            {
                Break($"device {deviceId} is in the hub's list and is not the hub's");
            }
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        foreach (SimulatedDevice device in Home.Home.Radio.Devices)
        {
            if (device.Memory.IsPaired && Home.Home.Radio.Find(device.Label.DeviceId) != device)
            {
                Break($"a clone of device {device.Label.DeviceId} has been paired");
            }
        }
    }
}
