// The figures of the radio: air time at 64 devices, and the time from a press to the journal.
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.OnAir;

namespace Simulator.Tests.Scenarios;

public sealed class AirMeasurementTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(60)]
    public void With_64_devices_nobody_is_on_the_air_longer_than_the_law_allows(int lossPercent)
    {
        AirFigures figures = AirMeasurements.MeasureAir(1, lossPercent);
        TestContext.Current.TestOutputHelper!.WriteLine(figures.ToString());
        Assert.Equal(64, figures.Devices);
        Assert.InRange(figures.HubMost, 500_000, AirTimeMeter.LimitMicroseconds);
        Assert.InRange(figures.DeviceMost, 30_000, AirTimeMeter.LimitMicroseconds);
    }

    [Theory]
    [InlineData(0, 60, 100)]
    [InlineData(30, 100, 2_000)]
    [InlineData(60, 500, 9_000)]
    public void A_press_is_in_the_journal_soon_however_bad_the_air(int lossPercent, long median, long ninetyNine)
    {
        PressFigures figures = AirMeasurements.MeasurePresses(1, lossPercent);
        TestContext.Current.TestOutputHelper!.WriteLine(figures.ToString());
        Assert.True(figures.Presses >= 2_000);
        Assert.InRange(figures.Median, 33, median);
        Assert.InRange(figures.NinetyNine, figures.Median, ninetyNine);
    }
}
