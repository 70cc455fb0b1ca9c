// Every bound of the loader.
namespace Hub.Loader;

/// <summary>What the loader takes at most, and how often it tries.</summary>
public static class LoaderLimits
{
    /// <summary>The version of <see cref="IApplication"/> and <see cref="SlotConfirmation"/>; an image made for
    /// another one is not started.</summary>
    public const int InterfaceVersion = 1;

    /// <summary>Starts of a trial slot before the loader goes back to the one before.</summary>
    public const int MaxTrialStarts = 3;

    /// <summary>Starts one after the other that a confirmed slot may make without settling.</summary>
    public const int MaxUnsettledStarts = 10;

    /// <summary>Assemblies in an image.</summary>
    public const int MaxAssemblies = 16;

    /// <summary>Bytes of an assembly's name.</summary>
    public const int MaxNameBytes = 47;

    /// <summary>Bytes of the entry's name.</summary>
    public const int MaxEntryBytes = 96;

    /// <summary>Bytes of an image. All of it lies in the managed heap while it runs.</summary>
    public const int MaxImageBytes = 1_048_576;

    /// <summary>Tries to read from the store, or from the memory of the boot record.</summary>
    public const int ReadTries = 3;

    /// <summary>Decisions that the boot record keeps; the oldest goes.</summary>
    public const int MaxDecisions = 8;
}
