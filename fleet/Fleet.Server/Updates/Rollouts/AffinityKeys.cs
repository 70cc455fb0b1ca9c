// What two hubs may have in common so that they are never updated at once.
using System.Collections.Generic;

namespace Fleet.Server.Updates.Rollouts;

/// <summary>Which of the codes a rollout keeps apart.</summary>
[System.Flags]
internal enum KeptKeys
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Stairwells.</summary>
    Stairwell = 1,

    /// <summary>Rounds of responders.</summary>
    Round = 2,

    /// <summary>Radio cells.</summary>
    Cell = 4,
}

/// <summary>Makes keys of codes; a code of one kind is never that of another.</summary>
internal static class AffinityKeys
{
    /// <summary>The keys of a hub, of the kinds that are kept; a hub without codes has none.</summary>
    public static IEnumerable<string> Of(HubPlaces places, KeptKeys kept = (KeptKeys)7)
    {
        if (places.Stairwell.Length > 0 && kept.HasFlag(KeptKeys.Stairwell))
        {
            yield return "s:" + places.Stairwell;
        }

        if (places.Round.Length > 0 && kept.HasFlag(KeptKeys.Round))
        {
            yield return "r:" + places.Round;
        }

        if (places.Cell.Length > 0 && kept.HasFlag(KeptKeys.Cell))
        {
            yield return "c:" + places.Cell;
        }
    }
}
