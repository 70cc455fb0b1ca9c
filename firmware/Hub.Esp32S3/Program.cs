// Where the interpreter begins.
using System;
using Hub.Esp32S3.Linking;
using Hub.Esp32S3.Supervision;
using Hub.Esp32S3.Wiring;
using nanoFramework.Runtime.Native;

namespace Hub.Esp32S3;

/// <summary>The board's program: the wiring and the loop, nothing else.</summary>
public static class Program
{
    /// <summary>Never returns.</summary>
    public static void Main()
    {
        try
        {
            BusPins.Assign();
            BoardSources sources = new BoardSources(
                new Uptime(), new EspRandom(), new IpNetworkProbe(), ChipId.Read());
            new Board(sources).Loop.Run();
        }
        catch (Exception)
        {
            // Not even the wiring could be made. A moment for whoever wants to flash, then again.
            new LoopSignal().Wait(BoardLimits.FailedStartMilliseconds);
            nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
        }
    }
}
