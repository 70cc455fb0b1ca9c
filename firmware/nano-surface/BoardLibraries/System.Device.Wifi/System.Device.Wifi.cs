// nanoFramework.System.Device.Wifi 1.5 (assembly System.Device.Wifi): joining a network and leaving it.
namespace System.Device.Wifi;

public enum WifiReconnectionKind
{
    Automatic = 0,
}

public enum WifiConnectionStatus
{
    Success = 3,
}

public class WifiConnectionResult
{
    internal extern WifiConnectionResult();
    public extern WifiConnectionStatus ConnectionStatus { get; }
}

public sealed class WifiAdapter
{
    internal extern WifiAdapter();
    public static extern WifiAdapter[] FindAllAdapters();
    public extern WifiConnectionResult Connect(
        string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential);
    public extern void Disconnect();
}
