// Where a press goes and after how long, whatever fails between the home and its receivers.
using System.Linq;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public sealed class LinkMeasurementTests
{
    private const int Presses = 12;

    [Theory]
    [InlineData(LinkFault.None, true, "primary", 1)]
    [InlineData(LinkFault.PrimaryDead, true, "reserve", 25)]
    [InlineData(LinkFault.PrimaryDead, false, "reserve", 1)]
    [InlineData(LinkFault.PrimarySilent, true, "reserve", 12)]
    [InlineData(LinkFault.ReserveDead, true, "primary", 1)]
    [InlineData(LinkFault.PrimaryDead | LinkFault.ReserveDead, true, "short message", 50)]
    [InlineData(LinkFault.PrimaryDead | LinkFault.ReserveDead, false, "short message", 50)]
    [InlineData(LinkFault.FixedCut, true, "primary", 12)]
    [InlineData(LinkFault.FixedCut, false, "primary", 1)]
    [InlineData(LinkFault.NoMobileNetwork, true, "primary", 1)]
    [InlineData(LinkFault.FixedCut | LinkFault.PrimaryDead, true, "reserve", 35)]
    [InlineData(LinkFault.FixedCut | LinkFault.MobileDataCut, true, "short message", 50)]
    [InlineData(LinkFault.ModemHung, true, "primary", 1)]
    [InlineData(LinkFault.ModemHung | LinkFault.FixedCut, false, "primary", 1)]
    [InlineData(LinkFault.ModemHung | LinkFault.PrimaryDead | LinkFault.ReserveDead, true, "short message", 75)]
    public void HBG_042_HUL_014_NOR_027_a_press_finds_its_way_in_bounded_time(
        LinkFault fault, bool isNew, string way, int seconds)
    {
        LinkFigures figures = LinkMeasurements.Measure(fault.ToString(), fault, isNew, 1, Presses);
        TestContext.Current.TestOutputHelper!.WriteLine(figures.ToString());
        Assert.Equal(0, figures.Lost);
        Assert.Equal(way, figures.Ways);
        Assert.InRange(figures.Most, 1, seconds * 1000L);
    }

    [Theory]
    [InlineData(LinkFault.ModemHung | LinkFault.FixedCut, true, 75)]
    [InlineData(LinkFault.ModemHung | LinkFault.NoFixed, true, 75)]
    [InlineData(LinkFault.FixedCut | LinkFault.NoMobileNetwork, true, 625)]
    [InlineData(LinkFault.FixedCut | LinkFault.NoMobileNetwork, false, 625)]
    [InlineData(LinkFault.FixedCut | LinkFault.MobileDataCut | LinkFault.ShortMessagesRejected, true, 625)]
    public void HBG_042_a_press_that_finds_no_way_at_first_goes_as_soon_as_there_is_one(
        LinkFault fault, bool isNew, int seconds)
    {
        LinkFigures figures = LinkMeasurements.Measure(fault.ToString(), fault, isNew, 1, Presses);
        TestContext.Current.TestOutputHelper!.WriteLine(figures.ToString());
        Assert.Equal(0, figures.Lost);
        Assert.InRange(figures.Most, 1, seconds * 1000L);
    }

    [Fact]
    public void HBG_042_random_faults_for_a_week_lose_no_press_and_the_hub_is_back_on_its_preferred_path()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            LinkHome home = new(seed);
            World.Chaos.Run(home, seed);
            Assert.True(home.Fleets.Sum(fleet => fleet.Held.Count) > 0);
            Assert.Equal(0, home.Home.Core!.Status.Memory.Alarms.Count);
            Assert.Equal(0, home.Home.Core.Status.Link.Paths.Active!.Index);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_table()
    {
        string[] first = [.. LinkMeasurements.Measure(7, 1).Select(figures => figures.ToString())];
        string[] second = [.. LinkMeasurements.Measure(7, 1).Select(figures => figures.ToString())];
        Assert.Equal(first, second);
    }
}
