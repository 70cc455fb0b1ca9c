// What became of a try to join, with the values of the real package.
namespace System.Device.Wifi;

public enum WifiConnectionStatus
{
    AccessRevoked = 0,
    InvalidCredential = 1,
    NetworkNotAvailable = 2,
    Success = 3,
    Timeout = 4,
}
