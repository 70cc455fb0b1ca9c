// The watchdog, while the loader works.
namespace Hub.Loader;

/// <summary>Fed once for each assembly that was read and found good; nothing else in the loader takes long.</summary>
public interface IBootWatchdog
{
    /// <summary>Restarts the watchdog's time.</summary>
    void Feed();
}
