// The modem hangs, loses its network or has its short messages refused, and calls go wrong (HUL-005, HBG-045).
using Hub.Simulator.World;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>A hung modem stays so until the hub cycles its power.</summary>
internal sealed class ModemFaults : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const int Outcomes = 4;

    private readonly VirtualHome _home;
    private readonly SimulatedModem _modem;
    private readonly Chance _chance;

    internal ModemFaults(VirtualHome home, Chance chance)
        : base("faults of the modem")
    {
        _home = home;
        _modem = home.Home.Modem!;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(10 * Hour, 60 * Hour, Fail);

    internal override void Mend()
    {
        _modem.AreShortMessagesRejected = false;
        if (!_modem.HasNetwork)
        {
            _modem.HasNetwork = true;
        }
    }

    private void Fail()
    {
        Count++;
        _modem.Calls.Outcome = (CallOutcome)_chance.Random.Next(0, Outcomes);
        switch (_chance.Random.Next(0, 3))
        {
            case 0:
                _home.Trace.Note("modem hangs");
                _modem.Hang();
                break;
            case 1 when _modem.HasNetwork:
                _home.Trace.Note("mobile network gone");
                _modem.HasNetwork = false;
                _home.World.After(_chance.Span(Second, 12 * Hour), () =>
                {
                    _home.Trace.Note("mobile network back");
                    _modem.HasNetwork = true;
                });
                break;
            default:
                _home.Trace.Note("short messages refused");
                _modem.AreShortMessagesRejected = true;
                _home.World.After(_chance.Span(Second, 12 * Hour), () => _modem.AreShortMessagesRejected = false);
                break;
        }
    }
}
