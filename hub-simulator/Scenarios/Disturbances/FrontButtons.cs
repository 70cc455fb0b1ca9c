// People at the hub's front: alarms, responders who come and leave, and somebody who presses cancel.
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>At any time and in no order; now and then the power goes while the hub writes what was pressed, and an
/// alarm is often followed by cancel (UPP-032, HBG-051, HBG-076).</summary>
internal sealed class FrontButtons : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const long LongestRegret = 13 * Second;
    private const int CutPercent = 10;
    private const int CutWithinBytes = 300;

    private readonly VirtualHome _home;
    private readonly Chance _chance;

    internal FrontButtons(VirtualHome home, Chance chance)
        : base("presses on the hub's front")
    {
        _home = home;
        _chance = chance;
    }

    internal override void Begin()
    {
        _chance.Repeat(2 * Hour, 20 * Hour, Use);
        _chance.Repeat(10 * Hour, 60 * Hour, Regret);
    }

    private void Use()
    {
        switch (_chance.Random.Next(0, 6))
        {
            case 0 or 1:
                Press(FrontButton.CheckIn);
                break;
            case 2 or 3:
                Press(FrontButton.CheckOut);
                break;
            case 4:
                Press(FrontButton.Alarm);
                break;
            default:
                Press(FrontButton.Cancel);
                break;
        }
    }

    // Somebody has pressed something by mistake.
    private void Regret()
    {
        if (_chance.Random.Chance(50))
        {
            Press(FrontButton.Alarm);
        }
        else if (_home.Home.Radio.Devices.Count > 0)
        {
            _home.Push(_home.Home.Radio.Devices[0]);
        }

        _home.World.After(_chance.Random.Next(Second / 2, LongestRegret), () => Press(FrontButton.Cancel));
    }

    private void Press(FrontButton button)
    {
        Count++;
        if (_chance.IsGoingOn && _chance.Random.Chance(CutPercent))
        {
            _home.Flash.CutAfter(_chance.Random.Next(0, CutWithinBytes));
        }

        _home.PressFront(button);
    }
}
