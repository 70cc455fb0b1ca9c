// What the loader has started, for the wiring.
using Hub.Loader;
using Hub.Updating;

namespace Hub.Esp32S3.Wiring;

/// <summary>What runs, and the slots that it was found in or another one can be written to.</summary>
public sealed class FirmwareStart
{
    /// <summary>Takes both.</summary>
    /// <param name="start">What the loader has chosen.</param>
    /// <param name="slots">The slots.</param>
    public FirmwareStart(SlotStart start, ISlotWriter slots)
    {
        Start = start;
        Slots = slots;
    }

    /// <summary>What runs.</summary>
    public SlotStart Start { get; }

    /// <summary>The slots.</summary>
    public ISlotWriter Slots { get; }
}
