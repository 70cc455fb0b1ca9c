// One receiver fails, and the other does not for that reason (HBG-042).
namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>It cannot be reached, or it takes messages and holds no alarm; outages of the two may overlap.</summary>
internal sealed class ReceiverOutages : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;

    private readonly VirtualHome _home;
    private readonly HomePaths _paths;
    private readonly Chance _chance;
    private readonly int _receiver;
    private bool _isOut;

    internal ReceiverOutages(VirtualHome home, HomePaths paths, int receiver, Chance chance)
        : base(receiver == 0 ? "outages of the primary receiver" : "outages of the reserve receiver")
    {
        _home = home;
        _paths = paths;
        _receiver = receiver;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(20 * Hour, 100 * Hour, Fail);

    private void Fail()
    {
        if (_isOut)
        {
            return;
        }

        Count++;
        _isOut = true;
        bool isDead = _chance.Random.Chance(50);
        _home.Trace.Note(isDead ? $"receiver {_receiver} dead" : $"receiver {_receiver} holds nothing");
        if (isDead)
        {
            _paths.SetReachable(_receiver, false);
        }
        else
        {
            _paths.SetHolding(_receiver, false);
        }

        _home.World.After(_chance.Span(Second, 12 * Hour), Return);
    }

    private void Return()
    {
        _isOut = false;
        _home.Trace.Note($"receiver {_receiver} well");
        _paths.SetReachable(_receiver, true);
        _paths.SetHolding(_receiver, true);
    }
}
