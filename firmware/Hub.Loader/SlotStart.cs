// What the loader has decided to start.
namespace Hub.Loader;

/// <summary>The outcome of a start of the loader.</summary>
public sealed class SlotStart
{
    internal SlotStart(Slot slot, uint version, bool isTrial, IApplication? application, bool mustRestart)
    {
        Slot = slot;
        Version = version;
        IsTrial = isTrial;
        Application = application;
        MustRestart = mustRestart;
    }

    /// <summary>The slot that runs.</summary>
    public Slot Slot { get; }

    /// <summary>Version of its image; 0 for the factory application.</summary>
    public uint Version { get; }

    /// <summary>True while it has to prove itself: <see cref="SlotConfirmation.Confirm"/> or go back.</summary>
    public bool IsTrial { get; }

    /// <summary>The application to run; null for the factory application, and when the board must be restarted.
    /// </summary>
    public IApplication? Application { get; }

    /// <summary>True when loading failed half-way: what was loaded stays loaded, so only a restart gets to another
    /// slot. The failed one has been rejected already, so no restart repeats it.</summary>
    public bool MustRestart { get; }
}
