// One of the two bearers fails, and the other does not for that reason (HBG-042).
using Hub.Protocols.Messages;

namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>The router is unplugged, or data over the mobile network is gone, each by itself; they may overlap.
/// </summary>
internal sealed class BearerOutages : Disturbance
{
    private const long Second = 1_000;
    private const long Hour = 3_600_000;
    private const int LongPercent = 8;

    private readonly VirtualHome _home;
    private readonly HomePaths _paths;
    private readonly Chance _chance;
    private readonly BearerKind _bearer;
    private bool _isOut;

    internal BearerOutages(VirtualHome home, HomePaths paths, BearerKind bearer, Chance chance)
        : base(bearer == BearerKind.Fixed ? "outages of the fixed line" : "outages of mobile data")
    {
        _home = home;
        _paths = paths;
        _bearer = bearer;
        _chance = chance;
    }

    internal override void Begin() => _chance.Repeat(20 * Hour, 100 * Hour, Cut);

    private void Cut()
    {
        if (_isOut)
        {
            return;
        }

        Count++;
        _isOut = true;
        _home.Trace.Note($"bearer {_bearer} cut");
        _paths.SetBearer(_bearer, false);
        bool isLong = _chance.Random.Chance(LongPercent);
        _home.World.After(isLong ? _chance.Random.Next(12 * Hour, 60 * Hour) : _chance.Span(Second, 8 * Hour), Restore);
    }

    private void Restore()
    {
        _isOut = false;
        _home.Trace.Note($"bearer {_bearer} back");
        _paths.SetBearer(_bearer, true);
    }
}
