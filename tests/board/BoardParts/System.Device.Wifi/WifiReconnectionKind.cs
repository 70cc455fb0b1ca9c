// Whether the interpreter joins again by itself, with the values of the real package.
namespace System.Device.Wifi;

public enum WifiReconnectionKind
{
    Automatic = 0,
    Manual = 1,
}
