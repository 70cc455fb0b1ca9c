// Where firmware in a slot begins.
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>The entry of the board's images: the same hub as in the factory application.</summary>
public sealed class SlotApplication : IApplication
{
    /// <inheritdoc/>
    public void Run(SlotStart start)
    {
        HubRun.Run(start, new SlotFiles(SlotFiles.BoardFolder, BoardLimits.FileRestMilliseconds));
    }
}
