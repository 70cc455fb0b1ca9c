// The mains fails, sometimes for longer than the hub's battery lasts (HBG-016).
namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>On battery the hub goes on until that is empty; then it has no power until the mains is back.</summary>
internal sealed class MainsCuts : Disturbance
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const int LongPercent = 25;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly HubSupply _supply;
    private bool _isFlat;

    internal MainsCuts(VirtualHome home, Chance chance, HubSupply supply)
        : base("mains cuts")
    {
        _home = home;
        _chance = chance;
        _supply = supply;
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
        Watch();
    }

    private void Watch()
    {
        if (_home.Home.Power.IsMainsOn || _isFlat)
        {
            return;
        }

        if (_home.Home.Power.BatteryPercent > 0)
        {
            _home.World.After(10 * Minute, Watch);
            return;
        }

        FlatCount++;
        _isFlat = true;
        _home.Trace.Note("battery empty");
        _supply.Take();
    }

    private void Return()
    {
        _home.SetMains(true);
        if (_isFlat)
        {
            _isFlat = false;
            _supply.Give();
        }
    }
}
