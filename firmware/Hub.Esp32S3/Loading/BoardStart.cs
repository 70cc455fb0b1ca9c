// Chooses what this board runs, before any of its parts belongs to anybody.
using System.Device.Gpio;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Supervision;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Loader;

namespace Hub.Esp32S3.Loading;

/// <summary>The loader over the board's FRAM, files, native hash and watchdog.</summary>
public static class BoardStart
{
    /// <summary>
    /// Chooses, checks, counts and loads; the buses must have their pins (<see cref="BusPins"/>). The FRAM and the
    /// watchdog's pin are let go of before it returns: what runs then opens its own. Without a FRAM that answers the
    /// factory application runs.
    /// </summary>
    /// <param name="slots">The firmware in the slots.</param>
    /// <param name="code">Makes running code of it.</param>
    public static SlotStart Choose(ISlotStore slots, ICodeLoader code)
    {
        SpiPart? memory = SpiPart.TryOpen(PinMap.MemorySelect);
        WatchdogChip? watchdog = null;
        try
        {
            watchdog = new WatchdogChip(new GpioController(), PinMap.WatchdogFeed);
            FlashBootMemory record = new FlashBootMemory(FramMap.BootRecord(new FramMemory(memory)));
            return new BootLoader(record, slots, new ChipDigest(), code, new BootFeed(watchdog)).Start();
        }
        finally
        {
            watchdog?.Dispose();
            memory?.Dispose();
        }
    }
}
