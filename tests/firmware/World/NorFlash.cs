// A flash part with NOR rules that can lose power at any byte, tear, rot and fail.
using System;
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

/// <summary>
/// Programming clears bits only and refuses nothing; erasing sets a sector to 0xFF. Each byte programmed or erased
/// is one unit of work, and the power can be cut before any unit: the byte at the cut is then torn at random.
/// </summary>
internal sealed class NorFlash : IFlash
{
    private readonly byte[][] _sectors;
    private readonly Random _random;
    private long _work;

    internal NorFlash(int sectorCount = 2, int sectorSizeBytes = 4096, int seed = 1)
    {
        _random = new Random(seed);
        _sectors = new byte[sectorCount][];
        EraseCounts = new int[sectorCount];
        for (int i = 0; i < sectorCount; i++)
        {
            _sectors[i] = new byte[sectorSizeBytes];
            Array.Fill(_sectors[i], (byte)0xFF);
        }
    }

    /// <summary>Power goes when this much work has been done; long.MaxValue for never.</summary>
    internal long CutAtWork { get; set; } = long.MaxValue;

    /// <summary>The power it shares with other parts.</summary>
    internal Supply? Supply { get; set; }

    /// <summary>How many bytes of an erasure are one unit of work.</summary>
    internal int EraseStepBytes { get; set; } = 1;

    /// <summary>What an interrupted erasure leaves: an erased front and the old rest, or noise everywhere.</summary>
    internal bool EraseLeavesNoise { get; set; }

    /// <summary>Sectors that take no program.</summary>
    internal HashSet<int> DeadSectors { get; } = [];

    /// <summary>Every operation fails.</summary>
    internal bool IsDead { get; set; }

    /// <summary>Reads fail.</summary>
    internal bool IsUnreadable { get; set; }

    /// <summary>Programs of bytes that were not 0xFF, which the journal promises never to do.</summary>
    internal int OverwriteCount { get; private set; }

    internal int[] EraseCounts { get; }

    internal long Work => _work;

    internal long ProgrammedBytes { get; private set; }

    public int SectorSizeBytes => _sectors[0].Length;

    public int SectorCount => _sectors.Length;

    internal byte[] Sector(int index) => _sectors[index];

    internal NorFlash Clone()
    {
        NorFlash clone = new(_sectors.Length, _sectors[0].Length, (int)(_work % int.MaxValue) + 17)
        {
            EraseStepBytes = EraseStepBytes,
            EraseLeavesNoise = EraseLeavesNoise,
        };
        for (int i = 0; i < _sectors.Length; i++)
        {
            Array.Copy(_sectors[i], clone._sectors[i], _sectors[i].Length);
        }

        return clone;
    }

    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (!IsInside(sector, offset, count))
        {
            return FlashResult.OutOfRange;
        }

        if (IsDead || IsUnreadable)
        {
            return FlashResult.Failed;
        }

        Array.Copy(_sectors[sector], offset, buffer, bufferOffset, count);
        return FlashResult.Ok;
    }

    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (!IsInside(sector, offset, count))
        {
            return FlashResult.OutOfRange;
        }

        if (IsDead || DeadSectors.Contains(sector))
        {
            return FlashResult.Failed;
        }

        byte[] bytes = _sectors[sector];
        for (int i = 0; i < count; i++)
        {
            OverwriteCount += bytes[offset + i] != 0xFF ? 1 : 0;
            byte wanted = (byte)(bytes[offset + i] & buffer[bufferOffset + i]);
            if (IsCutNow())
            {
                // Some of the bits that should be cleared are, some are not.
                bytes[offset + i] = (byte)(wanted | (bytes[offset + i] & _random.Next(256)));
                throw new SupplyCutException();
            }

            bytes[offset + i] = wanted;
            ProgrammedBytes++;
        }

        return FlashResult.Ok;
    }

    public FlashResult Erase(int sector)
    {
        if (!IsInside(sector, 0, 1))
        {
            return FlashResult.OutOfRange;
        }

        if (IsDead || DeadSectors.Contains(sector))
        {
            return FlashResult.Failed;
        }

        EraseCounts[sector]++;
        byte[] bytes = _sectors[sector];
        for (int i = 0; i < bytes.Length; i += EraseStepBytes)
        {
            if (IsCutNow())
            {
                TearErasure(bytes, i);
                throw new SupplyCutException();
            }
        }

        Array.Fill(bytes, (byte)0xFF);
        return FlashResult.Ok;
    }

    private bool IsCutNow()
    {
        bool isCut = _work++ >= CutAtWork;
        return (Supply != null && Supply.Take()) || isCut;
    }

    private void TearErasure(byte[] bytes, int reached)
    {
        if (EraseLeavesNoise)
        {
            // The whole sector drifts towards ones; how far depends on how long the erasure lasted.
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] |= (byte)(_random.Next(bytes.Length) < reached ? _random.Next(256) : 0);
            }

            return;
        }

        Array.Fill(bytes, (byte)0xFF, 0, reached);
        bytes[reached] |= (byte)_random.Next(256);
    }

    private bool IsInside(int sector, int offset, int count)
    {
        return sector >= 0 && sector < _sectors.Length && offset >= 0 && count >= 0
            && offset + count <= _sectors[0].Length;
    }
}
