// A release is ordered, and the power fails while it is written.
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Simulator.World;
using Hub.Simulator.World.Devices;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>Orders it until the hub runs it. Now and then the power goes within an operation on the slots, and people
/// press while it is fetched, verified and tried.</summary>
internal sealed class ReleaseComes : Disturbance
{
    private const long Minute = 60_000;
    private const long RetryMilliseconds = 60 * Minute;
    private const long LongestFetchMilliseconds = 15_000;
    private const long LongestCutBytes = 1_200_000;

    private readonly VirtualHome _home;
    private readonly HomeUpdate _update;
    private readonly Chance _chance;

    internal ReleaseComes(VirtualHome home, HomeUpdate update, Chance chance)
        : base("releases")
    {
        _home = home;
        _update = update;
        _chance = chance;
    }

    internal override void Begin() => _home.World.After(_update.ComesAtMilliseconds, () =>
    {
        Count++;
        _home.Trace.Note($"release {_update.To.Sequence} is ordered");
        _home.Fleet.Director!.IsInsistent = true;
        _home.Fleet.Director.RetryMilliseconds = RetryMilliseconds;
        _home.Fleet.Director.BytesPerHour = _update.BytesPerHour;
        if (_chance.Random.Chance(50))
        {
            SimFlash flash = _home.Slots!.Parts.OfType<SimFlash>().ElementAt((int)_chance.Random.Next(0, 3));
            flash.Tearing = (Tearing)_chance.Random.Next(0, 4);
            flash.CutAfter(_chance.Random.Next(0, _chance.Random.Chance(50) ? 9_000 : LongestCutBytes));
        }

        _home.Fleet.Director.Want(_update.To);
        PressAfter(_chance.Random.Next(0, LongestFetchMilliseconds));
        PressAfter(_chance.Random.Next(0, 10 * Minute));
    });

    internal override void Mend()
    {
        foreach (SimFlash flash in _home.Slots!.Parts.OfType<SimFlash>())
        {
            flash.CutAfter(long.MaxValue);
        }
    }

    private void PressAfter(long milliseconds) => _home.World.After(milliseconds, () =>
    {
        SimulatedDevice[] own = [.. _home.Home.Radio.Devices.Where(device => device.IsAlive
            && device.Label.Kind == DeviceKind.PersonalTrigger && _home.Ledger.MustKeep(device.Label.DeviceId))];
        if (own.Length > 0 && _chance.IsGoingOn)
        {
            _home.Push(own[(int)_chance.Random.Next(0, own.Length)]);
        }
    });
}
