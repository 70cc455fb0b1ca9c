// The checks of updates tell what they are for.
using Hub.Protocols.Updates;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Simulator.Tests.Updates;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    [Fact]
    public void ImageIsOldOrNew_tells_of_an_image_that_is_neither()
    {
        ImageIsOldOrNew check = new(new HomeUpdate(SlotHome.Release(3), SlotHome.Release(4), [], 0));
        VirtualHome home = SlotHome.Make(5, SlotHome.Fitted(1), [check]);
        home.SwitchOn();

        Assert.Throws<InvariantBrokenException>(() => home.RunFor(10_000));
    }

    [Fact]
    public void UpdateDelaysNoPress_tells_of_a_press_that_is_not_sent_during_an_update()
    {
        VirtualHome home = SlotHome.Make(5, SlotHome.Fitted(1), []);
        home.SwitchOn();
        home.RunFor(900_000);
        home.Fleet.Director!.BytesPerHour = 50_000;
        home.Fleet.Director.Want(SlotHome.Release(2));
        home.RunFor(120_000);
        Assert.Equal((int)UpdatePhase.Waiting, home.Home.Hub!.Figures.UpdatePhase);

        // The check is told of the press and not of its sending.
        UpdateDelaysNoPress check = new();
        check.Attach(home);
        home.Home.Radio.Accepted = check.OnAccepted;
        home.Fleet.Mood = FleetMood.Silent;
        home.Push(home.Home.Radio.Devices[0]);
        home.RunFor(40_000);
        check.AfterStep();

        Assert.NotNull(check.Violation);
    }
}
