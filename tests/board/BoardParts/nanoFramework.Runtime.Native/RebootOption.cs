// How the board is restarted, with the values of the real package.
namespace nanoFramework.Runtime.Native;

public enum RebootOption
{
    NormalReboot = 0,
}
