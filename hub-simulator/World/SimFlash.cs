// NOR flash as it is: erased by the sector, programmed by clearing bits, torn when the power goes.
using System;
using System.Linq;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>
/// A simulated flash part. Its contents outlive power cuts; an operation under way at a cut is left torn. Every byte an
/// operation changes costs one of the budget that <see cref="CutAfter"/> sets, so a cut can be placed at any byte.
/// </summary>
public sealed class SimFlash : IFlash
{
    private readonly byte[] _bytes;
    private readonly int[] _eraseCounts;
    private readonly SeededRandom _random;
    private int[] _order = [];
    private long _budget = long.MaxValue;

    /// <summary>A part fresh from the factory: every byte 0xFF.</summary>
    public SimFlash(int sectorCount, int sectorSizeBytes, SeededRandom random)
    {
        SectorCount = sectorCount;
        SectorSizeBytes = sectorSizeBytes;
        _bytes = new byte[sectorCount * sectorSizeBytes];
        _bytes.AsSpan().Fill(0xFF);
        _eraseCounts = new int[sectorCount];
        _random = random;
    }

    /// <inheritdoc/>
    public int SectorSizeBytes { get; }

    /// <inheritdoc/>
    public int SectorCount { get; }

    /// <summary>How a cut leaves an operation.</summary>
    public Tearing Tearing { get; set; }

    /// <summary>True from the cut until <see cref="RestorePower"/>; every operation then fails.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Called at the very moment of the cut.</summary>
    public Action? PowerLost { get; set; }

    /// <summary>Called before an operation: whether it erases, the number of its first byte among
    /// <see cref="ChangedBytes"/>, and how many it changes.</summary>
    public Action<bool, long, int>? Changing { get; set; }

    /// <summary>True makes every change fail though the power is there: a worn or loose part.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Bytes changed by programming and erasing since the part was made.</summary>
    public long ChangedBytes { get; private set; }

    /// <summary>Programming operations begun.</summary>
    public long ProgramCount { get; private set; }

    /// <summary>Bytes programmed twice without an erasure between, which the journal promises not to do.</summary>
    public long ReprogrammedBytes { get; private set; }

    /// <summary>Erasures of the sector erased most often.</summary>
    public int MostErasures => _eraseCounts.Max();

    /// <summary>Erasures of the sector erased least often.</summary>
    public int FewestErasures => _eraseCounts.Min();

    /// <summary>Cuts the power when this many more bytes have been changed; the next one is left half done.</summary>
    public void CutAfter(long bytes) => _budget = bytes;

    /// <summary>The power is gone, between two operations of this part.</summary>
    public void LosePower() => IsCut = true;

    /// <summary>The power is back; no cut is planned.</summary>
    public void RestorePower()
    {
        IsCut = false;
        _budget = long.MaxValue;
    }

    /// <summary>A second part with the same contents, to try something on.</summary>
    public SimFlash Clone() => With(_random.Fork());

    /// <summary>A second part with the same contents, to look at: nothing that happens later depends on it.</summary>
    public SimFlash Copy() => With(new SeededRandom(0));

    /// <summary>Puts contents read from elsewhere into the part.</summary>
    /// <param name="contents">As many bytes as the part has.</param>
    public void Load(ReadOnlySpan<byte> contents) => contents.CopyTo(_bytes);

    /// <summary>The contents of a sector, as they lie in the part.</summary>
    public ReadOnlySpan<byte> Contents(int sector) => _bytes.AsSpan(sector * SectorSizeBytes, SectorSizeBytes);

    /// <summary>Changes one byte behind the hub's back: a cell that lost its charge.</summary>
    public void Damage(int sector, int offset, byte flippedBits) =>
        _bytes[(sector * SectorSizeBytes) + offset] ^= flippedBits;

    /// <inheritdoc/>
    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (!IsInRange(sector, offset, buffer, bufferOffset, count))
        {
            return FlashResult.OutOfRange;
        }

        if (IsCut)
        {
            return FlashResult.Failed;
        }

        Array.Copy(_bytes, (sector * SectorSizeBytes) + offset, buffer, bufferOffset, count);
        return FlashResult.Ok;
    }

    /// <inheritdoc/>
    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (!IsInRange(sector, offset, buffer, bufferOffset, count))
        {
            return FlashResult.OutOfRange;
        }

        if (IsCut || IsBroken)
        {
            return FlashResult.Failed;
        }

        ProgramCount++;
        int start = (sector * SectorSizeBytes) + offset;
        for (int i = 0; i < count; i++)
        {
            // A byte of 0xFF asks for nothing, and one that reads as 0xFF has as far as anybody can know not been
            // programmed since its erasure.
            bool isAsked = buffer[bufferOffset + i] != 0xFF;
            ReprogrammedBytes += isAsked && _bytes[start + i] != 0xFF ? 1 : 0;
        }

        Changing?.Invoke(false, ChangedBytes, count);
        if (_budget >= count)
        {
            Spend(count);
            for (int i = 0; i < count; i++)
            {
                _bytes[start + i] &= buffer[bufferOffset + i];
            }

            return FlashResult.Ok;
        }

        return Change(start, count, i => (byte)(_bytes[start + i] & buffer[bufferOffset + i]));
    }

    /// <inheritdoc/>
    public FlashResult Erase(int sector)
    {
        if (sector < 0 || sector >= SectorCount)
        {
            return FlashResult.OutOfRange;
        }

        if (IsCut || IsBroken)
        {
            return FlashResult.Failed;
        }

        _eraseCounts[sector]++;
        int start = sector * SectorSizeBytes;
        Changing?.Invoke(true, ChangedBytes, SectorSizeBytes);
        if (_budget >= SectorSizeBytes)
        {
            Spend(SectorSizeBytes);
            _bytes.AsSpan(start, SectorSizeBytes).Fill(0xFF);
            return FlashResult.Ok;
        }

        return Change(start, SectorSizeBytes, _ => 0xFF);
    }

    private SimFlash With(SeededRandom random)
    {
        SimFlash other = new(SectorCount, SectorSizeBytes, random);
        other.Load(_bytes);
        return other;
    }

    // An operation that is not cut: in which order its bytes change makes no difference.
    private void Spend(int count)
    {
        _budget -= count;
        ChangedBytes += count;
    }

    // Ends in a cut.
    private FlashResult Change(int start, int count, Func<int, byte> target)
    {
        PutInOrder(count);
        for (int done = 0; done < count; done++)
        {
            int i = _order[done];
            if (_budget == 0)
            {
                Tear(start, count, done, target);
                IsCut = true;
                PowerLost?.Invoke();
                return FlashResult.Failed;
            }

            _budget--;
            ChangedBytes++;
            _bytes[start + i] = target(i);
        }

        return FlashResult.Ok;
    }

    // Of the bits that were to change, any may have.
    private void Tear(int start, int count, int done, Func<int, byte> target)
    {
        int torn = Tearing == Tearing.WeakBits ? count : done + 1;
        for (; done < torn; done++)
        {
            int at = start + _order[done];
            int wanted = _bytes[at] ^ target(_order[done]);
            _bytes[at] ^= (byte)(wanted & (int)_random.NextUInt32());
        }
    }

    private void PutInOrder(int count)
    {
        _order = new int[count];
        for (int i = 0; i < count; i++)
        {
            _order[i] = Tearing == Tearing.Backward ? count - 1 - i : i;
        }

        if (Tearing >= Tearing.Scattered)
        {
            for (int i = count - 1; i > 0; i--)
            {
                int other = (int)_random.Next(0, i + 1);
                (_order[i], _order[other]) = (_order[other], _order[i]);
            }
        }
    }

    private bool IsInRange(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        bool isInPart = sector >= 0 && sector < SectorCount && offset >= 0 && count >= 0
            && count <= SectorSizeBytes - offset;
        return isInPart && bufferOffset >= 0 && count <= buffer.Length - bufferOffset;
    }
}
