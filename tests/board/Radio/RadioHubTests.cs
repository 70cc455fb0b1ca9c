// A press over the air, through chip, adapter, loop and core, and its acknowledgement back.
namespace Board.Tests.Radio;

public sealed class RadioHubTests
{
    [Theory]
    [InlineData("SX1262", "SX1262")]
    [InlineData("SX1262", "CC1101")]
    [InlineData("CC1101", "SX1262")]
    public void A_press_becomes_an_alarm_and_is_acknowledged_on_the_air(string hub, string device)
    {
        using RadioHome home = new(hub, device);
        home.SendPress(1);
        long from = home.Bench.Milliseconds;
        Assert.True(home.RunUntilAcknowledged(1, 500), "no acknowledgement");

        // Air time both ways is 56 ms.
        Assert.InRange(home.Bench.Milliseconds - from, 56, 75);
        Assert.Equal(1, home.PressCount);
        Assert.Equal(1, home.Core.Status.Home!.Link.AcceptedCount);
    }

    [Theory]
    [InlineData("SX1262")]
    [InlineData("CC1101")]
    public void A_chip_that_is_reset_at_any_time_of_a_press_costs_repeats_and_no_press(string kind)
    {
        for (int after = 0; after <= 70; after += 7)
        {
            using RadioHome home = new(kind);
            bool isHeard = false;
            for (int repeat = 0; repeat < 6 && !isHeard; repeat++)
            {
                home.SendPress(1);
                if (repeat == 0)
                {
                    home.Bench.Run(after);
                    home.Bench.Hub.Chip.BrownOut();
                }

                isHeard = home.RunUntilAcknowledged(1, 400);
            }

            Assert.True(isHeard, $"reset after {after} ms: no acknowledgement");
            Assert.Equal(1, home.PressCount);
        }
    }

    [Fact]
    public void While_the_chip_does_not_answer_the_core_holds_back_and_goes_on_stepping()
    {
        using RadioHome home = new();
        home.Bench.Hub.Chip.Stuck = 0xFF;
        home.Bench.Run(60_000);
        Assert.True(home.Bench.Hub.Radio.IsChannelBusy);
        Assert.Equal(0, home.Core.Status.StoppedByCheckCode);

        home.Bench.Hub.Chip.Stuck = null;
        home.Bench.Run(61_000);
        home.SendPress(1);
        Assert.True(home.RunUntilAcknowledged(1, 500));
    }
}
