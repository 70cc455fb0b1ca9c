// A seed is a life: the same one again, to the last bit.
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class ReplayTests
{
    private const long Day = 86_400_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_seed_gives_the_same_life_and_another_seed_another(bool isOverMqtt)
    {
        (ulong Fingerprint, long Count) first = Live(11, isOverMqtt);
        Assert.Equal(first, Live(11, isOverMqtt));
        Assert.NotEqual(first, Live(12, isOverMqtt));
        Assert.True(first.Count > 500);
    }

    private static (ulong Fingerprint, long Count) Live(ulong seed, bool isOverMqtt)
    {
        RandomLife life = new(seed, Day, isOverMqtt);
        life.Run();
        return (life.Home.Trace.Fingerprint, life.Home.Trace.Count);
    }
}
