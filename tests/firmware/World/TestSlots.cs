// Two slots in NOR flash, each with its envelope and list of digests beside it, and the boot record.
using System;
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Updating;

namespace Firmware.Tests.World;

/// <summary>A sector for each chunk: the first for the envelope, the next ones for the list, the rest for the image.
/// </summary>
internal sealed class TestSlots : ISlotWriter, IBootMemory
{
    private const int ListSectors = UpdateLimits.MaxDigestListBytes / UpdateLimits.ChunkBytes;

    private readonly NorFlash[] _slots;
    private readonly NorFlash _record;
    private readonly int _imageSectors;

    internal TestSlots(int imageSectors = 4, int seed = 1)
    {
        _slots = [Flash(imageSectors, seed), Flash(imageSectors, seed + 1)];
        _record = new NorFlash(2, 4096, seed + 2);
        _imageSectors = imageSectors;
    }

    public int SlotBytes => _imageSectors * UpdateLimits.ChunkBytes;

    internal NorFlash Record => _record;

    internal NorFlash Of(Slot slot) => _slots[(int)slot - 1];

    internal void Share(Supply supply)
    {
        _slots[0].Supply = supply;
        _slots[1].Supply = supply;
        _record.Supply = supply;
    }

    public int Length(Slot slot) => SlotBytes;

    public bool Read(Slot slot, int offset, byte[] into) => Read(slot, ReleasePart.Image, offset, into, into.Length);

    public bool Read(Slot slot, ReleasePart part, int offset, byte[] into, int count)
    {
        for (int done = 0; done < count;)
        {
            int at = offset + done;
            int inSector = at % UpdateLimits.ChunkBytes;
            int piece = Math.Min(count - done, UpdateLimits.ChunkBytes - inSector);
            int sector = Sector(part, at / UpdateLimits.ChunkBytes);
            if (sector < 0 || Of(slot).Read(sector, inSector, into, done, piece) != FlashResult.Ok)
            {
                return false;
            }

            done += piece;
        }

        return true;
    }

    public bool Write(Slot slot, ReleasePart part, int offset, byte[] from, int count)
    {
        int sector = Sector(part, offset / UpdateLimits.ChunkBytes);
        return sector >= 0 && offset % UpdateLimits.ChunkBytes == 0 && count <= UpdateLimits.ChunkBytes
            && Of(slot).Erase(sector) == FlashResult.Ok
            && Of(slot).Program(sector, 0, from, 0, count) == FlashResult.Ok;
    }

    public bool Read(int copy, byte[] into) => _record.Read(copy, 0, into, 0, BootRecord.Bytes) == FlashResult.Ok;

    public bool Write(int copy, byte[] record) =>
        _record.Erase(copy) == FlashResult.Ok
        && _record.Program(copy, 0, record, 0, BootRecord.Bytes) == FlashResult.Ok;

    private static NorFlash Flash(int imageSectors, int seed) =>
        new(1 + ListSectors + imageSectors, UpdateLimits.ChunkBytes, seed);

    private int Sector(ReleasePart part, int chunk)
    {
        (int first, int count) = part switch
        {
            ReleasePart.Envelope => (0, 1),
            ReleasePart.DigestList => (1, ListSectors),
            _ => (1 + ListSectors, _imageSectors),
        };
        return chunk < count ? first + chunk : -1;
    }
}
