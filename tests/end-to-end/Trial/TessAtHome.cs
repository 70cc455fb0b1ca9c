// A resident after the example of the action plan: fetches the post, takes the bins out, and her hip hurts.
using Hub.Protocols.Devices;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Trial;

/// <summary>
/// Lives through days in which she goes out now and then: mostly for some minutes, on some days for longer than ten,
/// and seldom for so long that somebody should look for her. What she does follows from the seed alone.
/// </summary>
internal sealed class TessAtHome
{
    public const uint FrontDoor = 2;
    private const uint Hall = 3;
    private const uint Kitchen = 4;
    private readonly TrialHome _home;
    private readonly SeededRandom _random;

    public TessAtHome(TrialHome home, ulong seed)
    {
        _home = home;
        _random = new SeededRandom(seed);
    }

    /// <summary>Plans whole days from now on.</summary>
    public void Live(int days)
    {
        long midnight = _home.Home.World.NowMilliseconds;
        for (int day = 0; day < days; day++, midnight += TrialHome.Day)
        {
            long at = midnight + (8 * TrialHome.Hour);
            while (at < midnight + (21 * TrialHome.Hour))
            {
                at += _random.Next(20 * TrialHome.Minute, 5 * TrialHome.Hour);
                at = _random.Chance(45) ? GoOut(at) : MoveAbout(at);
            }
        }

        _home.Home.RunFor(days * TrialHome.Day);
    }

    private long MoveAbout(long at)
    {
        Plan(at, Kitchen, DeviceCause.Movement);
        Plan(at + (2 * TrialHome.Minute), Kitchen, DeviceCause.NoMovement);
        return at + (3 * TrialHome.Minute);
    }

    private long GoOut(long at)
    {
        int away = _random.Chance(60) ? (int)_random.Next(120, 540)
            : _random.Chance(85) ? (int)_random.Next(660, 1_140)
            : (int)_random.Next(1_320, 3_600);
        long back = at + (away * TrialHome.Second);
        Plan(at, FrontDoor, DeviceCause.Opened);
        Plan(at + (6 * TrialHome.Second), Hall, DeviceCause.NoMovement);
        Plan(at + (12 * TrialHome.Second), FrontDoor, DeviceCause.Closed);
        Plan(back, FrontDoor, DeviceCause.Opened);
        Plan(back + (10 * TrialHome.Second), FrontDoor, DeviceCause.Closed);
        Plan(back + (15 * TrialHome.Second), Hall, DeviceCause.Movement);
        return MoveAbout(back + TrialHome.Minute);
    }

    private void Plan(long at, uint device, DeviceCause cause) =>
        _home.Home.World.At(at, () => _home.Device(device).Report(cause));
}
