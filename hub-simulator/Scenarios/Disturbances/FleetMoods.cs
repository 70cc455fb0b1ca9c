// The fleet manager is late, silent, deaf, or talks nonsense for a while.
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>One mood at a time, for minutes or hours; now and then it is away for days.</summary>
internal sealed class FleetMoods : Disturbance
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const int LongPercent = 8;

    private readonly VirtualHome _home;
    private readonly Chance _chance;

    internal FleetMoods(VirtualHome home, Chance chance)
        : base("moods of the fleet manager")
    {
        _home = home;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(20 * Hour, 100 * Hour, Change);

    private void Change()
    {
        if (_home.Fleet.Mood != FleetMood.Prompt)
        {
            return;
        }

        bool isLong = _chance.Random.Chance(LongPercent);
        FleetMood mood = isLong ? FleetMood.Deaf : (FleetMood)_chance.Random.Next(0, 6);
        Count += mood == FleetMood.Prompt ? 0 : 1;
        _home.Trace.Note($"fleet manager {mood}");
        _home.SetMood(mood);
        _home.World.After(
            isLong ? _chance.Random.Next(6 * Hour, 60 * Hour) : _chance.Span(Minute, 2 * Hour),
            () => _home.SetMood(FleetMood.Prompt));
    }
}
