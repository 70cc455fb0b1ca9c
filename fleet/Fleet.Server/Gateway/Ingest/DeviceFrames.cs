// Applies what hubs tell of their devices, live and in the replay alike.
using Fleet.Server.Devices;
using Fleet.Server.Hubs;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Hands a decoded frame about devices to the hubs, for which it proves life, and to the devices.</summary>
internal sealed class DeviceFrames
{
    private readonly IHubProjection _hubs;
    private readonly IDeviceProjection _devices;

    public DeviceFrames(IHubProjection hubs, IDeviceProjection devices)
    {
        _hubs = hubs;
        _devices = devices;
    }

    /// <summary>Applies the last frame that was decoded.</summary>
    public void Apply(HubPrincipal hub, UplinkKind kind, FrameDecoder decoder, in Moment moment)
    {
        switch (kind)
        {
            case UplinkKind.Pairing:
                _hubs.Apply(hub, decoder.Pairing, moment);
                _devices.Apply(hub, decoder.Pairing, moment);
                break;
            case UplinkKind.Device:
                _hubs.Apply(hub, decoder.Device, moment);
                _devices.Apply(hub, decoder.Device, moment);
                break;
            case UplinkKind.Walk:
                _hubs.Apply(hub, decoder.Walk, moment);
                _devices.Apply(hub, decoder.Walk, moment);
                break;
        }
    }
}
