// The mains fails, sometimes for longer than the hub's battery lasts (HBG-016).
namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>On battery the hub goes on until that is empty; then it is off until the mains is back.</summary>
internal sealed class MainsCuts : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const int LongPercent = 25;

    private readonly VirtualHome _home;
    private readonly Chance _chance;

    internal MainsCuts(VirtualHome home, Chance chance)
        : base("mains cuts")
    {
        _home = home;
        _chance = chance;
    }

    /// <summary>How often the hub's battery was used up.</summary>
    internal long FlatCount { get; private set; }

    internal override void Begin() => _chance.Repeat(20 * Hour, 300 * Hour, Cut);

    internal override void Mend() => Return();

    private void Cut()
    {
        if (!_home.Home.Power.IsMainsOn)
        {
            return;
        }

        Count++;
        bool isLong = _chance.Random.Chance(LongPercent);
        _home.SetMains(false);
        _home.World.After(
            isLong ? _chance.Random.Next(60 * Hour, 100 * Hour) : _chance.Span(Second, 12 * Hour), Return);
    }

    private void Return()
    {
        FlatCount += !_home.Home.Power.IsMainsOn && _home.Home.IsRunDown ? 1 : 0;
        _home.SetMains(true);
    }
}
