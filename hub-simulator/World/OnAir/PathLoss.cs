// How much weaker a transmission becomes on its way.
using System;

namespace Hub.Simulator.World.OnAir;

/// <summary>
/// 31 dB over the first metre at 869 MHz and 10 dB for every doubling of the distance, which is what homes show
/// (exponent 3.3), and the walls. In whole numbers, so that every machine gets the same.
/// </summary>
public static class PathLoss
{
    private const int FirstMetreDb = 31;
    private const int DoublingDb = 10;
    private const int Decimetres = 10;

    /// <summary>The loss between two places, in dB.</summary>
    public static int Db(Spot from, Spot to)
    {
        long distance = Math.Max(Decimetres, Length(from.X - (long)to.X, from.Y - (long)to.Y));
        int doublings = 0;
        long octave = Decimetres;
        for (; distance >= 2 * octave; octave *= 2)
        {
            doublings++;
        }

        int part = (int)(DoublingDb * (distance - octave) / octave);
        return FirstMetreDb + (DoublingDb * doublings) + part + from.WallDb + to.WallDb;
    }

    // Within 8 % of the hypotenuse, which is less than a decibel.
    private static long Length(long x, long y)
    {
        x = Math.Abs(x);
        y = Math.Abs(y);
        return Math.Max(x, y) + (Math.Min(x, y) * 3 / 8);
    }
}
