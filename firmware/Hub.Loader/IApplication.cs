// What every firmware image offers the loader.
namespace Hub.Loader;

/// <summary>
/// The firmware's entry. The image names the type; it must be public, implement this interface and have a public
/// constructor without parameters that does nothing that can fail.
/// </summary>
public interface IApplication
{
    /// <summary>Runs the firmware; does not come back in ordinary life. When it does, or throws, the board is
    /// restarted and the start counts as not confirmed.</summary>
    /// <param name="start">What was started, and why.</param>
    void Run(SlotStart start);
}
