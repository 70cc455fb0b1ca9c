// Why the loader decided as it did.
namespace Hub.Loader;

/// <summary>What was decided of a slot, and why. The numbers are in the boot record and are told to the fleet
/// manager.</summary>
public enum SlotReason
{
    /// <summary>Nothing to tell.</summary>
    None = 0,

    /// <summary>A trial was begun: the slot is started next.</summary>
    TrialBegun = 1,

    /// <summary>The slot on trial was started.</summary>
    TrialStarted = 2,

    /// <summary>The slot on trial has proved itself.</summary>
    TrialConfirmed = 3,

    /// <summary>The slot on trial was started <see cref="LoaderLimits.MaxTrialStarts"/> times and never confirmed.
    /// </summary>
    TrialRunOut = 4,

    /// <summary>The application gave its own trial up.</summary>
    TrialGivenUp = 5,

    /// <summary>A confirmed slot was started <see cref="LoaderLimits.MaxUnsettledStarts"/> times and never settled.
    /// </summary>
    NeverSettled = 6,

    /// <summary>There is no image in the slot.</summary>
    NoImage = 7,

    /// <summary>The image could not be read.</summary>
    Unreadable = 8,

    /// <summary>The header is not one of an image, or is damaged.</summary>
    BadHeader = 9,

    /// <summary>The image was made for another version of the loader's interface.</summary>
    OtherInterface = 10,

    /// <summary>An assembly is not as the header says.</summary>
    Damaged = 11,

    /// <summary>There was not enough memory for the image.</summary>
    NoMemory = 12,

    /// <summary>Loading the assemblies, or making the application, failed.</summary>
    LoadFailed = 13,

    /// <summary>The boot record could not be written, so the start of a trial could not be counted.</summary>
    NotCounted = 14,

    /// <summary>The boot record could not be read.</summary>
    RecordUnreadable = 15,

    /// <summary>No slot could be started: the factory application runs.</summary>
    NothingElse = 16,

    /// <summary>The image is not of the version that the trial is for.</summary>
    OtherVersion = 17,

    /// <summary>A confirmed slot was left for the one before it, because somebody said so.</summary>
    Withdrawn = 18,
}
