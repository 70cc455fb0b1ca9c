// One board: its memory, its slots, and starts of the loader on it.
using System;
using Hub.Loader;

namespace Loader.Tests.World;

internal sealed class Board
{
    internal Board(bool isNor = false)
    {
        Supply = new Supply();
        Memory = new BootMemory(Supply, isNor);
        Slots = new SlotFiles(Supply);
    }

    private Board(Board from, int seed)
    {
        Supply = new Supply();
        Memory = from.Memory.Clone(Supply, seed);
        Slots = from.Slots.Clone(Supply);
    }

    internal Supply Supply { get; }

    internal BootMemory Memory { get; }

    internal SlotFiles Slots { get; }

    internal FakeCode Code { get; private set; } = new();

    internal BootRecord Record { get; private set; } = new();

    internal Func<byte[][], bool> Throws { get; set; } = _ => false;

    internal Func<byte[][], bool> IsEmpty { get; set; } = _ => false;

    internal Board Clone(int seed = 1) => new(this, seed);

    /// <summary>Power on: a new process.</summary>
    internal SlotStart Start()
    {
        Code = new FakeCode { Throws = Throws, IsEmpty = IsEmpty };
        BootLoader loader = new(Memory, Slots, new HmacDigest(), Code, Code);
        SlotStart start = loader.Start();
        Record = loader.Record;
        return start;
    }

    internal SlotConfirmation Confirmation(SlotStart start) => new(Memory, start);

    internal SlotReason BeginTrial(SlotStart start, Slot slot, uint version) =>
        Confirmation(start).BeginTrial(slot, version, Slots, new HmacDigest(), Code);

    /// <summary>Puts a version into a slot, tries it and confirms it.</summary>
    internal SlotStart Install(Slot slot, uint version)
    {
        SlotStart running = Start();
        Assert.True(Confirmation(running).Clear(slot));
        Slots.Write(slot, ImageBuilder.Image(version));
        Assert.Equal(SlotReason.None, BeginTrial(running, slot, version));
        SlotStart start = Start();
        Assert.Equal((slot, version, true), (start.Slot, start.Version, start.IsTrial));
        Assert.True(Confirmation(start).Confirm());
        return start;
    }

    internal int Count(Slot slot, SlotReason reason)
    {
        int count = 0;
        for (int i = 0; i < Record.DecisionCount; i++)
        {
            BootDecision decision = Record.Decision(i);
            count += decision.Slot == slot && decision.Reason == reason ? decision.Count : 0;
        }

        return count;
    }
}
