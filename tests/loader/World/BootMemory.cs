// The memory of the boot record: FRAM or NOR, torn at the byte where the power goes.
using System;
using Hub.Loader;

namespace Loader.Tests.World;

/// <summary>Two places. As FRAM it is overwritten byte by byte, as NOR erased first; noise is what a torn byte, and
/// with NOR the whole place, may be left with.</summary>
internal sealed class BootMemory : IBootMemory
{
    private readonly byte[][] _places = [new byte[BootRecord.Bytes], new byte[BootRecord.Bytes]];
    private readonly Supply _supply;
    private readonly Random _random;

    internal BootMemory(Supply supply, bool isNor = false, int seed = 1)
    {
        _supply = supply;
        IsNor = isNor;
        _random = new Random(seed);
        Array.Fill(_places[0], (byte)0xFF);
        Array.Fill(_places[1], (byte)0xFF);
    }

    internal bool IsNor { get; }

    internal bool[] IsUnreadable { get; } = new bool[2];

    /// <summary>Reads of a place that fail before it can be read again.</summary>
    internal int[] FailingReads { get; } = new int[2];

    /// <summary>Writes answer that they failed, and do nothing.</summary>
    internal bool IsStuck { get; set; }

    /// <summary>Writes answer that they were done, and do nothing.</summary>
    internal bool IsDeaf { get; set; }

    internal int Writes { get; private set; }

    internal byte[] Place(int copy) => _places[copy];

    internal BootMemory Clone(Supply supply, int seed)
    {
        BootMemory clone = new(supply, IsNor, seed);
        _places[0].CopyTo(clone._places[0], 0);
        _places[1].CopyTo(clone._places[1], 0);
        return clone;
    }

    public bool Read(int copy, byte[] into)
    {
        if (IsUnreadable[copy] || FailingReads[copy]-- > 0)
        {
            return false;
        }

        _places[copy].CopyTo(into, 0);
        return true;
    }

    public bool Write(int copy, byte[] record)
    {
        Writes++;
        if (IsStuck || IsDeaf)
        {
            return IsDeaf;
        }

        byte[] place = _places[copy];
        if (IsNor)
        {
            Erase(place);
        }

        for (int i = 0; i < place.Length; i++)
        {
            if (_supply.IsCutNow())
            {
                place[i] = (byte)_random.Next(256);
                throw new SupplyCutException();
            }

            place[i] = record[i];
        }

        return true;
    }

    private void Erase(byte[] place)
    {
        for (int i = 0; i < place.Length; i++)
        {
            if (_supply.IsCutNow())
            {
                _random.NextBytes(place.AsSpan(0, Math.Min(place.Length, i + 8)));
                throw new SupplyCutException();
            }
        }

        Array.Fill(place, (byte)0xFF);
    }
}
