// Releases that come to hubs in virtual time: good ones stay, bad ones go.
using System.Linq;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.Slots;
using static Simulator.Tests.Updates.SlotHome;

namespace Simulator.Tests.Updates;

public sealed class UpdateScenarioTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_good_release_is_fetched_tried_and_kept(bool isOverMqtt)
    {
        VirtualHome home = Make(11, isOverMqtt: isOverMqtt);
        home.SwitchOn();
        home.RunFor(15 * Minute);
        home.Fleet.Director!.Want(Release(1));
        Assert.True(RunUntil(home, () => IsAt(home, 1, UpdatePhase.Confirmed), Hour), home.Trace.Tail());
        home.RunFor(15 * Minute);
        home.Fleet.Director.Want(Release(2));
        Assert.True(RunUntil(home, () => IsAt(home, 2, UpdatePhase.Confirmed), Hour), home.Trace.Tail());

        Assert.Equal((Slot.B, 2u), (home.Home.Firmware!.Slot, home.Home.Firmware.Version));
        Assert.Equal(0, home.Fleet.Director.UnsealedCount);
        home.HealAndEnd();
    }

    [Theory]
    [InlineData(FirmwareFault.NoRadio)]
    [InlineData(FirmwareFault.NeverBoots)]
    [InlineData(FirmwareFault.LosesTests)]
    public void A_bad_release_is_gone_back_from(FirmwareFault fault)
    {
        VirtualHome home = Updating(12, fault);
        Assert.True(RunUntil(home, () => IsAt(home, 1, UpdatePhase.Reverted), Hour), home.Trace.Tail());

        Assert.Equal((Slot.A, 1u), (home.Home.Firmware!.Slot, home.Home.Firmware.Version));
    }

    [Fact]
    public void A_bad_release_that_is_ordered_again_and_again_does_not_use_up_the_good_one()
    {
        VirtualHome home = Updating(15, FirmwareFault.NoRadio);
        home.Fleet.Director!.IsInsistent = true;
        Assert.True(RunUntil(home, () => home.Fleet.Director.OrderCount > LoaderLimits.MaxUnsettledStarts + 2, Day));
        Assert.True(RunUntil(home, () => IsAt(home, 1, UpdatePhase.Reverted), Hour), home.Trace.Tail());

        Assert.Equal((Slot.A, 1u), (home.Home.Firmware!.Slot, home.Home.Firmware.Version));
    }

    [Fact]
    public void Firmware_that_stops_after_its_trial_is_gone_back_from_before_it_has_settled()
    {
        VirtualHome home = Updating(13, FirmwareFault.Stops);
        Assert.True(
            RunUntil(home, () => home.Home.StartCount > 5 && home.Home.Firmware!.Slot == Slot.A, 12 * Hour),
            home.Trace.Tail());
        home.RunFor(10 * Minute);

        BootRecord record = home.Home.BootRecord!;
        Assert.Equal(1, home.Fleet.Director!.Last!.RunningSequence);
        Assert.Contains(
            Enumerable.Range(0, record.DecisionCount),
            i => record.Decision(i).Reason == SlotReason.NeverSettled && record.Decision(i).Version == 2);
    }

    [Fact]
    public void Firmware_that_runs_out_of_memory_after_it_has_settled_starts_again_and_again()
    {
        VirtualHome home = Updating(14, FirmwareFault.Leaks);
        home.RunFor(6 * Hour);

        Assert.Equal(Slot.B, home.Home.Firmware!.Slot);
        Assert.True(home.Home.StartCount > 5, $"{home.Home.StartCount} starts");
    }

    private static bool IsAt(VirtualHome home, uint sequence, UpdatePhase phase) =>
        home.Fleet.Director!.Last is { } state && state.RunningSequence == sequence && state.Phase == phase;

    // What bad firmware does to the checks of good one is not the question here.
    private static VirtualHome Updating(ulong seed, FirmwareFault fault)
    {
        VirtualHome home = Make(seed, Fitted(1), invariants: [new NoPressLost()]);
        home.SwitchOn();
        home.RunFor(15 * Minute);
        home.Fleet.Director!.Want(Release(2, fault));
        return home;
    }
}
