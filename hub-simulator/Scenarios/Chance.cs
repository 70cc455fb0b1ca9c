// Things that come again and again in a scenario, at times that nobody can foretell.
using System;
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios;

/// <summary>Plans what happens at random until an end.</summary>
internal sealed class Chance
{
    private readonly VirtualWorld _world;
    private readonly long _endAt;

    internal Chance(VirtualWorld world, SeededRandom random, long endAt)
    {
        _world = world;
        Random = random;
        _endAt = endAt;
    }

    /// <summary>All that is left to chance.</summary>
    internal SeededRandom Random { get; }

    /// <summary>Whether the end has not come.</summary>
    internal bool IsGoingOn => _world.NowMilliseconds < _endAt;

    /// <summary>Lets something happen again and again, so far apart.</summary>
    internal void Repeat(long soonest, long latest, Action action) =>
        _world.After(Random.Next(soonest, latest), () =>
        {
            if (IsGoingOn)
            {
                action();
                Repeat(soonest, latest, action);
            }
        });

    /// <summary>A span of which short ones are as likely as long ones.</summary>
    internal long Span(long shortest, long longest)
    {
        long limit = shortest;
        while (limit < longest && Random.Chance(75))
        {
            limit *= 3;
        }

        return Random.Next(shortest, Math.Min(limit, longest) + 1);
    }
}
