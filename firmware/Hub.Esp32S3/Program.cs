// Where the interpreter begins.
using System;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Wiring;
using Hub.Loader;
using nanoFramework.Runtime.Native;

namespace Hub.Esp32S3;

/// <summary>
/// The factory application, which is always there: it lets the loader choose, runs what a slot holds, and is a hub
/// itself when no slot has anything to run.
/// </summary>
public static class Program
{
    /// <summary>Never returns.</summary>
    public static void Main()
    {
        try
        {
            BusPins.Assign();
            SlotFiles slots = new SlotFiles(SlotFiles.BoardFolder, BoardLimits.FileRestMilliseconds);
            SlotStart start = BoardStart.Choose(slots, new ReflectionCodeLoader());
            if (start.Application != null)
            {
                start.Application.Run(start);
            }
            else if (!start.MustRestart)
            {
                HubRun.Run(start, slots);
            }
        }
        catch (Exception)
        {
            // Not even the wiring could be made, or firmware in a slot ended. A moment for whoever wants to flash.
            new LoopSignal().Wait(BoardLimits.FailedStartMilliseconds);
        }

        nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
    }
}
