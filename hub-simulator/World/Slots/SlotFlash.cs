// The flash parts of a simulated board that hold its slots and its boot record.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World.Slots;

/// <summary>
/// For each slot a part with a sector for each chunk: one for the envelope, two for the list of digests, the rest for
/// the image; and a part with two sectors for the boot record. Torn by power cuts as any flash.
/// </summary>
public sealed class SlotFlash : IBoardSlots
{
    /// <summary>Sectors of the part of the boot record.</summary>
    public const int RecordSectors = 2;

    /// <summary>Bytes of a sector, in all parts.</summary>
    public const int SectorBytes = UpdateLimits.ChunkBytes;

    private const int ListSectors = UpdateLimits.MaxDigestListBytes / UpdateLimits.ChunkBytes;
    private const int ImageSectors = UpdateLimits.MaxImageBytes / UpdateLimits.ChunkBytes;

    private static readonly byte[] DigestKey = SlotImage.DigestKey();

    private readonly IFlash[] _slots;
    private readonly IFlash _record;

    /// <summary>Takes the parts.</summary>
    /// <param name="slotA">Has <see cref="SlotSectors"/>.</param>
    /// <param name="slotB">Has <see cref="SlotSectors"/>.</param>
    /// <param name="record">Has <see cref="RecordSectors"/>.</param>
    public SlotFlash(IFlash slotA, IFlash slotB, IFlash record)
    {
        _slots = [slotA, slotB];
        _record = record;
    }

    /// <summary>Sectors of a slot's part.</summary>
    public static int SlotSectors => 1 + ListSectors + ImageSectors;

    /// <summary>The parts: slot A, slot B, boot record.</summary>
    public IReadOnlyList<IFlash> Parts => [.. _slots, _record];

    /// <inheritdoc/>
    public int SlotBytes => UpdateLimits.MaxImageBytes;

    /// <summary>Fresh parts, simulated.</summary>
    public static SlotFlash Make(SeededRandom random) => new(
        new SimFlash(SlotSectors, SectorBytes, random.Fork()),
        new SimFlash(SlotSectors, SectorBytes, random.Fork()),
        new SimFlash(RecordSectors, SectorBytes, random.Fork()));

    /// <inheritdoc/>
    public int Length(Slot slot) => SlotBytes;

    /// <inheritdoc/>
    public byte[] Compute(byte[] data) => HMACSHA256.HashData(DigestKey, data);

    /// <inheritdoc/>
    public void Feed()
    {
    }

    /// <inheritdoc/>
    public bool Read(Slot slot, int offset, byte[] into) =>
        Read(slot, (int)ReleasePart.Image, offset, into, into.Length);

    /// <inheritdoc/>
    public bool Read(Slot slot, int part, int offset, byte[] into, int count)
    {
        for (int done = 0; done < count;)
        {
            int at = offset + done;
            int inSector = at % SectorBytes;
            int piece = Math.Min(count - done, SectorBytes - inSector);
            int sector = Sector(part, at / SectorBytes);
            if (sector < 0 || Of(slot).Read(sector, inSector, into, done, piece) != FlashResult.Ok)
            {
                return false;
            }

            done += piece;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Write(Slot slot, int part, int offset, byte[] from, int count)
    {
        int sector = Sector(part, offset / SectorBytes);
        return sector >= 0 && offset % SectorBytes == 0 && count <= SectorBytes
            && Of(slot).Erase(sector) == FlashResult.Ok
            && Of(slot).Program(sector, 0, from, 0, count) == FlashResult.Ok;
    }

    /// <inheritdoc/>
    public bool Read(int copy, byte[] into) => _record.Read(copy, 0, into, 0, BootRecord.Bytes) == FlashResult.Ok;

    /// <inheritdoc/>
    public bool Write(int copy, byte[] record) =>
        _record.Erase(copy) == FlashResult.Ok
        && _record.Program(copy, 0, record, 0, BootRecord.Bytes) == FlashResult.Ok;

    private IFlash Of(Slot slot) => _slots[(int)slot - 1];

    private static int Sector(int part, int chunk)
    {
        (int first, int count) = (ReleasePart)part switch
        {
            ReleasePart.Envelope => (0, 1),
            ReleasePart.DigestList => (1, ListSectors),
            ReleasePart.Image => (1 + ListSectors, ImageSectors),
            _ => (0, 0),
        };
        return chunk >= 0 && chunk < count ? first + chunk : -1;
    }
}
