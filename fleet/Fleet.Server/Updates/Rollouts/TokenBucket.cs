// How many hubs may be admitted now.
using System;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>
/// A bucket of hubs that fills at a rate up to its size. Whole thousandths of a hub, so that what is stored is what is
/// counted, and a restart neither gives nor takes.
/// </summary>
/// <param name="HubsPerMinute">How fast it fills, at least 1.</param>
/// <param name="Burst">How many it holds, at least 1.</param>
/// <param name="Thousandths">What is in it, in thousandths of a hub.</param>
/// <param name="At">When that was so, unix milliseconds UTC; 0 for never, and it is full then.</param>
internal readonly record struct TokenBucket(int HubsPerMinute, int Burst, long Thousandths, long At)
{
    private const long One = 1_000;

    /// <summary>The bucket at a time: fuller, or as it was when the clock has gone back.</summary>
    /// <param name="now">Unix milliseconds UTC.</param>
    public TokenBucket Fill(long now)
    {
        long most = Burst * One;
        if (At == 0)
        {
            return this with { Thousandths = most, At = now };
        }

        long passed = now - At;
        if (passed <= 0)
        {
            return this with { At = now };
        }

        // Only whole thousandths are added, and at least their time is used up: rounding never gives any away.
        long added = Math.Min(passed, 86_400_000) * HubsPerMinute / 60;
        long used = ((added * 60) + HubsPerMinute - 1) / HubsPerMinute;
        long filledAt = Thousandths + added >= most ? now : At + used;
        return this with { Thousandths = Math.Min(most, Thousandths + added), At = filledAt };
    }

    /// <summary>Whether a hub may be admitted.</summary>
    public bool HasOne => Thousandths >= One;

    /// <summary>The bucket without one hub.</summary>
    public TokenBucket Take()
    {
        return this with { Thousandths = Thousandths - One };
    }
}
