// The two slots as bytes, written piece by piece.
using System.Collections.Generic;
using System.Linq;
using Hub.Loader;

namespace Loader.Tests.World;

internal sealed class SlotFiles(Supply supply) : ISlotStore
{
    private readonly Dictionary<Slot, List<byte>> _files = new() { [Slot.A] = [], [Slot.B] = [] };

    /// <summary>Slots that cannot be read.</summary>
    internal HashSet<Slot> Unreadable { get; } = [];

    internal SlotFiles Clone(Supply power)
    {
        SlotFiles clone = new(power);
        clone._files[Slot.A].AddRange(_files[Slot.A]);
        clone._files[Slot.B].AddRange(_files[Slot.B]);
        return clone;
    }

    internal void Put(Slot slot, byte[] image) => _files[slot] = [.. image];

    internal byte[] Content(Slot slot) => [.. _files[slot]];

    internal void Flip(Slot slot, int bit) => _files[slot][bit / 8] ^= (byte)(1 << (bit % 8));

    /// <summary>Writes an image in place of the old one, byte by byte.</summary>
    internal void Write(Slot slot, byte[] image)
    {
        List<byte> file = _files[slot];
        for (int i = 0; i < image.Length; i++)
        {
            byte value = image[i];
            bool isCut = supply.IsCutNow();
            if (isCut)
            {
                value ^= 0x55;
            }

            if (i < file.Count)
            {
                file[i] = value;
            }
            else
            {
                file.Add(value);
            }

            if (isCut)
            {
                throw new SupplyCutException();
            }
        }

        file.RemoveRange(image.Length, file.Count - image.Length);
    }

    public int Length(Slot slot) => Unreadable.Contains(slot) ? -1 : _files[slot].Count;

    public bool Read(Slot slot, int offset, byte[] into)
    {
        List<byte> file = _files[slot];
        if (Unreadable.Contains(slot) || offset < 0 || offset + into.Length > file.Count)
        {
            return false;
        }

        file.Skip(offset).Take(into.Length).ToArray().CopyTo(into, 0);
        return true;
    }
}
