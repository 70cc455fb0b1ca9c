// A flash part in memory with NOR rules, whose power can go before any byte.
using Hub.Core.Ports;

namespace NFUnitTest;

internal sealed class MemoryFlash : IFlash
{
    private readonly byte[][] _sectors = new byte[2][];

    internal MemoryFlash()
    {
        for (int i = 0; i < _sectors.Length; i++)
        {
            _sectors[i] = new byte[SectorSizeBytes];
            Fill(_sectors[i], SectorSizeBytes);
        }
    }

    /// <summary>Bytes that may still be programmed, or erased 64 at a time, before the power goes.</summary>
    internal int Left { get; set; } = int.MaxValue;

    /// <summary>The power has gone; nothing is programmed or erased any more.</summary>
    internal bool IsCut
    {
        get { return Left < 0; }
    }

    /// <summary>Such bytes so far.</summary>
    internal int Work { get; private set; }

    public int SectorSizeBytes
    {
        get { return 4096; }
    }

    public int SectorCount
    {
        get { return _sectors.Length; }
    }

    /// <summary>Takes over what another part holds.</summary>
    internal void CopyFrom(MemoryFlash other)
    {
        for (int i = 0; i < _sectors.Length; i++)
        {
            System.Array.Copy(other._sectors[i], 0, _sectors[i], 0, SectorSizeBytes);
        }
    }

    public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        System.Array.Copy(_sectors[sector], offset, buffer, bufferOffset, count);
        return FlashResult.Ok;
    }

    public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count)
    {
        byte[] bytes = _sectors[sector];
        for (int i = 0; i < count; i++)
        {
            byte wanted = (byte)(bytes[offset + i] & buffer[bufferOffset + i]);
            if (IsCutNow())
            {
                // Of the byte at the cut only some bits have been cleared.
                bytes[offset + i] = (byte)(wanted | (bytes[offset + i] & 0x5A));
                throw new SupplyCut();
            }

            bytes[offset + i] = wanted;
        }

        return FlashResult.Ok;
    }

    public FlashResult Erase(int sector)
    {
        byte[] bytes = _sectors[sector];
        for (int erased = 0; erased < bytes.Length; erased += 64)
        {
            if (IsCutNow())
            {
                Fill(bytes, erased);
                throw new SupplyCut();
            }
        }

        Fill(bytes, bytes.Length);
        return FlashResult.Ok;
    }

    private static void Fill(byte[] bytes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bytes[i] = 0xFF;
        }
    }

    private bool IsCutNow()
    {
        Work++;
        return Left-- <= 0;
    }
}
