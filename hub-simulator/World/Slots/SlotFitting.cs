// Fits a board with firmware in a slot, as somebody does at the bench.
using System;
using System.IO;
using Hub.Loader;
using Hub.Protocols.Updates;

namespace Hub.Simulator.World.Slots;

/// <summary>Writes an image into slot A and has it confirmed, by the loader's own means; nothing of it runs.</summary>
public static class SlotFitting
{
    /// <summary>Fits fresh slots.</summary>
    /// <exception cref="InvalidDataException">The image is not good.</exception>
    public static void Fit(SlotFlash slots, byte[] image, uint sequence)
    {
        StubLoader stub = new();
        SlotConfirmation factory = new(slots, new BootLoader(slots, slots, slots, stub, slots).Start());
        bool isWritten = factory.Clear(Slot.A);
        for (int at = 0; at < image.Length; at += UpdateLimits.ChunkBytes)
        {
            byte[] chunk = image[at..Math.Min(at + UpdateLimits.ChunkBytes, image.Length)];
            isWritten &= slots.Write(Slot.A, (int)ReleasePart.Image, at, chunk, chunk.Length);
        }

        SlotReason reason = factory.BeginTrial(Slot.A, sequence, slots, slots, slots);
        SlotStart start = new BootLoader(slots, slots, slots, stub, slots).Start();
        if (!isWritten || reason != SlotReason.None || !new SlotConfirmation(slots, start).Confirm())
        {
            throw new InvalidDataException($"The image cannot be put into a slot: {reason}.");
        }
    }

    private sealed class StubLoader : ICodeLoader, IApplication
    {
        public IApplication? Load(byte[][] assemblies, string entry) => this;

        public void Run(SlotStart start) => throw new NotSupportedException();
    }
}
