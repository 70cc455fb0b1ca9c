// Whole lives of a hub under random faults; a failing seed is named and replays bit for bit.
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class RandomLifeTests
{
    private const long Day = 86_400_000;
    private const int Lives = 24;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_lost_whatever_happens(bool isOverMqtt)
    {
        (int presses, int held, int cuts, int cutsWithinFlash, int linkCuts, long happenings) = (0, 0, 0, 0, 0, 0);
        for (ulong seed = 1; seed <= Lives; seed++)
        {
            RandomLife life = new(seed, 4 * Day, isOverMqtt);
            life.Run();
            presses += life.Home.Presses.Count;
            held += life.Home.Fleet.Held.Count;
            cuts += life.PowerCuts.All;
            cutsWithinFlash += life.PowerCuts.WithinFlash;
            linkCuts += life.LinkCuts;
            happenings += life.Home.Trace.Count;
        }

        string way = isOverMqtt ? "over MQTT" : "over a scripted uplink";
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Lives} lives of 4 days {way}: {presses} presses, {held} alarms held, {cuts} power cuts "
            + $"({cutsWithinFlash} within a flash operation), {linkCuts} network cuts, {happenings} happenings");
        Assert.True(presses > 1000 && cutsWithinFlash > 100 && linkCuts > 100);
    }
}
