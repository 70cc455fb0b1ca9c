// A seed is a life: the same one again, to the last bit.
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class ReplayTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void The_same_seed_gives_the_same_life_and_another_seed_another()
    {
        (ulong Fingerprint, long Count) first = Live(11);
        Assert.Equal(first, Live(11));
        Assert.NotEqual(first, Live(12));
        Assert.True(first.Count > 500);
    }

    private static (ulong Fingerprint, long Count) Live(ulong seed)
    {
        RandomLife life = new(seed, Day);
        life.Run();
        return (life.Home.Trace.Fingerprint, life.Home.Trace.Count);
    }
}
