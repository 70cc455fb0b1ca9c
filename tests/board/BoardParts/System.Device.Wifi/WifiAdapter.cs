// The controller's Wi-Fi on the host.
namespace System.Device.Wifi;

public sealed class WifiAdapter
{
    private readonly ScriptedAir _air;

    private WifiAdapter(ScriptedAir air) => _air = air;

    public static WifiAdapter[] FindAllAdapters()
    {
        ScriptedAir air = ScriptedAir.Current;
        air.FindCount++;
        return air.HasAdapter ? [new WifiAdapter(air)] : [];
    }

    public WifiConnectionResult Connect(
        string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        _air.Note($"join {ssid} {passwordCredential}");
        return new WifiConnectionResult(_air.Answer);
    }

    public void Disconnect() => _air.Note("leave");
}
