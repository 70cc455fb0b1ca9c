// The hub loses all power for a while, at any time or within an operation on its flash.
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>Somebody takes out plug and battery, or the board's supply fails while it writes.</summary>
internal sealed class PowerCuts : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;

    private readonly VirtualHome _home;
    private readonly Chance _chance;
    private readonly HubSupply _supply;

    internal PowerCuts(VirtualHome home, Chance chance, HubSupply supply)
        : base("power cuts")
    {
        _home = home;
        _chance = chance;
        _supply = supply;
    }

    /// <summary>Those within an operation on flash.</summary>
    internal int WithinFlash { get; private set; }

    internal override void Begin()
    {
        _home.Home.PowerLost = OnPowerLost;
        _chance.Repeat(10 * Hour, 60 * Hour, Cut);
    }

    internal override void Mend()
    {
        _home.Flash.CutAfter(long.MaxValue);
        _home.DeviceFlash.CutAfter(long.MaxValue);
        _home.DocumentFlash?.CutAfter(long.MaxValue);
    }

    private void Cut()
    {
        if (_chance.Random.Chance(40))
        {
            Count++;
            _supply.Take();
            _home.World.After(_chance.Span(Second / 2, 3 * Hour), Restore);
            return;
        }

        PlanCut();
    }

    private void PlanCut()
    {
        SimFlash flash = _chance.Random.Chance(50) ? _home.Flash : _home.DeviceFlash;
        flash = _home.DocumentFlash != null && _chance.Random.Chance(30) ? _home.DocumentFlash : flash;
        flash.Tearing = (Tearing)_chance.Random.Next(0, 4);
        flash.CutAfter(_chance.Random.Next(0, _chance.Random.Chance(70) ? 300 : 18_000));
    }

    private void OnPowerLost()
    {
        Count++;
        WithinFlash++;
        _home.Trace.Note("power cut within a flash operation");
        _supply.NoteTaken();
        _home.World.After(_chance.Span(Second / 2, Hour), Restore);
    }

    private void Restore()
    {
        if (_supply.Give() && _chance.IsGoingOn && _chance.Random.Chance(30))
        {
            PlanCut();
        }
    }
}
