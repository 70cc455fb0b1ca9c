// What a device has been told stands in flash: that it is paired, and which of its frames have been taken.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Radio;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Checks;

/// <summary>
/// After every loss of power and every change of the list, a starting hub would find each device that it has ever
/// acknowledged, with a counter no lower than the one acknowledged, and none that it has said is removed.
/// </summary>
public sealed class DeviceListSurvives : Invariant
{
    private readonly Dictionary<uint, (uint Counter, byte[] Key)> _acknowledged = [];
    private (long Flash, int Ledger, bool IsPowered) _looked;

    /// <inheritdoc/>
    public override void OnSent(Transmission sent)
    {
        if (sent.Kind == RadioFrameKind.Acknowledge && sent.From == Home.Home.Radio.Hub.Station)
        {
            byte[] key = (byte[]?)KeyOf(sent.DeviceId)?.Clone() ?? [];
            _acknowledged[sent.DeviceId] = (sent.Counter, key);
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        bool isPowered = Home.Home.IsPowered;
        (long, int, bool) state = (isPowered ? 0 : Home.DeviceFlash.ChangedBytes, Home.Ledger.Version, isPowered);
        if (state != _looked && !Home.DeviceFlash.IsBroken)
        {
            _looked = state;
            Look();
        }
    }

    /// <inheritdoc/>
    public override void AtEnd() => Look();

    // Under a new key its counter begins anew, and what was acknowledged under the old one says nothing any more.
    private bool IsOfThisKey(uint deviceId, byte[] key) => KeyOf(deviceId) is { } now && now.SequenceEqual(key);

    private byte[]? KeyOf(uint deviceId) => Home.Home.Radio.Find(deviceId)?.Memory.LinkKey;

    private void Look()
    {
        IReadOnlyList<KeptDevice> kept = FlashReport.Devices(Home.DeviceFlash) ?? [];
        foreach ((uint deviceId, (uint counter, byte[] key)) in _acknowledged.Where(
            one => Home.Ledger.MustKeep(one.Key)))
        {
            KeptDevice? device = kept.FirstOrDefault(one => one.DeviceId == deviceId);
            if (device == null)
            {
                Break($"device {deviceId} was acknowledged and is not in the list in flash");
            }
            else if (device.Counter < counter && IsOfThisKey(deviceId, key))
            {
                Break($"frame {counter} of device {deviceId} was acknowledged, {device.Counter} is in flash");
            }
        }

        foreach (KeptDevice device in kept.Where(one => !Home.Ledger.MayKnow(one.DeviceId)))
        {
            Break($"device {device.DeviceId} was removed and is in the list in flash");
        }
    }
}
