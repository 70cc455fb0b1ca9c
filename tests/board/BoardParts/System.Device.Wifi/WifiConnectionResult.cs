// The answer of a try to join.
namespace System.Device.Wifi;

public class WifiConnectionResult(WifiConnectionStatus status)
{
    public WifiConnectionStatus ConnectionStatus { get; } = status;
}
