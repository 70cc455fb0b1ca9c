// The network between home and fleet manager is gone for seconds, hours, or days.
namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>A router that restarts, a mast in a storm, a cable that a digger found. They may overlap.</summary>
internal sealed class NetworkOutages : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const int LongPercent = 5;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private int _underWay;

    internal NetworkOutages(VirtualHome home, Chance chance)
        : base("network outages")
    {
        _home = home;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(10 * Hour, 60 * Hour, Cut);

    private void Cut()
    {
        Count++;
        _underWay++;
        _home.Trace.Note("network cut");
        _home.CutLink();
        bool isLong = _chance.Random.Chance(LongPercent);
        _home.World.After(
            isLong ? _chance.Random.Next(12 * Hour, 80 * Hour) : _chance.Span(Second, 5 * Hour), Restore);
    }

    private void Restore()
    {
        if (--_underWay == 0)
        {
            _home.RestoreLink();
        }
    }
}
