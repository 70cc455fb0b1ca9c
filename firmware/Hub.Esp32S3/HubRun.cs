// Runs the hub on this board, whoever has started it.
using Hub.Esp32S3.Linking;
using Hub.Esp32S3.Supervision;
using Hub.Esp32S3.Wiring;
using Hub.Loader;
using Hub.Updating;

namespace Hub.Esp32S3;

/// <summary>The same for the factory application and for firmware in a slot.</summary>
public static class HubRun
{
    /// <summary>Does not come back in ordinary life.</summary>
    /// <param name="start">What the loader has started.</param>
    /// <param name="slots">The slots.</param>
    public static void Run(SlotStart start, ISlotWriter slots)
    {
        BoardSources sources = new BoardSources(
            new Uptime(), new EspRandom(), new IpNetworkProbe(), ChipId.Read());
        new Board(sources, new FirmwareStart(start, slots)).Loop.Run();
    }
}
