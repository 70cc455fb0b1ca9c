// How the command ends, for scripts.
namespace Hub.Simulator.App;

internal static class ExitCodes
{
    internal const int Ok = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int NotFound = 3;
    internal const int Refused = 4;
    internal const int Interrupted = 130;
}
