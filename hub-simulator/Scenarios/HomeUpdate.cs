// The update of a random home.
using System.Collections.Generic;
using Hub.Simulator.World;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.Scenarios;

/// <summary>What a hub runs at first, and what it is to run.</summary>
/// <param name="From">The release that it begins with; null for the simulator's own build.</param>
/// <param name="To">The release that comes.</param>
/// <param name="ReleaseKeys">The public keys that the hub trusts, the current one and its successor.</param>
/// <param name="ComesAtMilliseconds">When it is ordered.</param>
/// <param name="BytesPerHour">How much of it the hub may fetch in an hour; 0 for no limit.</param>
public sealed record HomeUpdate(
    SimulatedRelease? From, SimulatedRelease To, IReadOnlyList<byte[]> ReleaseKeys, long ComesAtMilliseconds,
    long BytesPerHour = 0)
{
    /// <summary>The slots that the hub begins with.</summary>
    public SlotFlash MakeSlots(ulong seed)
    {
        SlotFlash slots = SlotFlash.Make(new SeededRandom(seed ^ 0x5107));
        if (From != null)
        {
            SlotFitting.Fit(slots, From.Image, From.Sequence);
        }

        return slots;
    }
}
