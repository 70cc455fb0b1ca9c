// What is known of a slot.
namespace Hub.Loader;

/// <summary>What is known of a slot. The numbers are in the boot record.</summary>
public enum SlotState
{
    /// <summary>Nothing that may be started.</summary>
    Empty = 0,

    /// <summary>To be tried; not confirmed yet.</summary>
    Trial = 1,

    /// <summary>Has proved itself.</summary>
    Confirmed = 2,

    /// <summary>Has failed; not started again until a new trial is begun.</summary>
    Rejected = 3,
}
