// The watchdog chip while the loader works.
using Hub.Core.Ports;
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>Feeds the watchdog for each assembly that was found good: at most
/// <see cref="LoaderLimits.MaxAssemblies"/> times a slot, so a loader that hangs is still restarted.</summary>
public sealed class BootFeed : IBootWatchdog
{
    private readonly IWatchdog _watchdog;

    /// <summary>Takes the chip.</summary>
    public BootFeed(IWatchdog watchdog)
    {
        _watchdog = watchdog;
    }

    /// <inheritdoc/>
    public void Feed()
    {
        _watchdog.Feed();
    }
}
