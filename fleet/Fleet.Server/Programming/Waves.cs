// How many hubs have been asked at the end of each wave.
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Fleet.Server.Programming;

/// <summary>Reads waves as they are written and puts hubs into them.</summary>
public static class Waves
{
    /// <summary>What is taken when nothing is said: two hubs first.</summary>
    public static IReadOnlyList<string> Standard { get; } = ["2", "10%", "50%", "100%"];

    /// <summary>Reads waves.</summary>
    /// <param name="written">Numbers, or parts of all; at the end also a factor such as x3, by which each further wave
    /// ends later than the one before it.</param>
    /// <param name="hubs">How many hubs there are.</param>
    /// <returns>The number of hubs at the end of each wave, ascending, the last all of them; null when not readable.
    /// </returns>
    public static IReadOnlyList<int>? Read(IReadOnlyList<string> written, int hubs)
    {
        if (written.Count is 0 or > Limits.Campaigns.Waves)
        {
            return null;
        }

        var ends = new List<int>();
        int lastPart = 0;
        int lastNumber = 0;
        for (int i = 0; i < written.Count; i++)
        {
            string one = written[i];
            if (one.StartsWith('x'))
            {
                if (i < written.Count - 1 || !Grow(one, ends, hubs))
                {
                    return null;
                }

                break;
            }

            bool isPart = one.EndsWith('%');
            if (!int.TryParse(
                isPart ? one.AsSpan(0, one.Length - 1) : one, NumberStyles.None, CultureInfo.InvariantCulture,
                out int number) || number < 1 || (isPart && number > 100))
            {
                return null;
            }

            // A number and a part are not held against each other: which is more depends on how many hubs there are.
            if (number < (isPart ? lastPart : lastNumber))
            {
                return null;
            }

            (lastPart, lastNumber) = isPart ? (number, lastNumber) : (lastPart, number);
            double end = isPart ? Math.Ceiling(hubs * (double)number / 100) : number;
            int capped = (int)Math.Min(end, hubs);
            if (ends.Count == 0 ? capped > 0 : capped > ends[^1])
            {
                ends.Add(capped);
            }
        }

        if (hubs > 0 && ends[^1] < hubs)
        {
            ends.Add(hubs);
        }

        return ends;
    }

    private static bool Grow(string written, List<int> ends, int hubs)
    {
        if (!int.TryParse(written.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int factor)
            || factor is < 2 or > 100 || ends.Count == 0)
        {
            return false;
        }

        while (ends[^1] < hubs && ends.Count < Limits.Campaigns.Waves)
        {
            ends.Add((int)Math.Min((long)ends[^1] * factor, hubs));
        }

        return true;
    }

    /// <summary>The wave of a hub in a place, from 0.</summary>
    public static int Of(int place, IReadOnlyList<int> ends)
    {
        int wave = 0;
        while (wave < ends.Count - 1 && place >= ends[wave])
        {
            wave++;
        }

        return wave;
    }
}
