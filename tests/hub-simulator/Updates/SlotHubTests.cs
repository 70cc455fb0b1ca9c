// Hubs that run from the bytes in a slot.
using System;
using System.Linq;
using Hub.Loader;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;
using Hub.Simulator.World.Slots;
using static Simulator.Tests.Updates.SlotHome;

namespace Simulator.Tests.Updates;

public sealed class SlotHubTests
{
    [Fact]
    public void An_image_is_the_same_each_time_it_is_made()
    {
        Assert.Equal(Image(3), Image(3));
        Assert.NotEqual(Image(3), Image(4));
    }

    [Fact]
    public void A_blank_board_runs_the_simulators_own_build()
    {
        VirtualHome home = Make(1);
        home.SwitchOn();
        home.RunFor(10 * Minute);

        Assert.Equal(Slot.Factory, home.Home.Firmware!.Slot);
        Assert.NotNull(home.Home.Core);
        Assert.True(home.Home.IsConnected);
    }

    [Fact]
    public void A_hub_runs_from_the_bytes_in_its_slot_and_its_code_is_not_the_simulators()
    {
        VirtualHome home = Make(2, Fitted(1));
        home.SwitchOn();
        home.RunFor(20 * Second);
        Press press = home.Push(home.Home.Radio.Devices[0]);
        home.RunFor(Hour);

        Assert.Equal((Slot.A, 1u), (home.Home.Firmware!.Slot, home.Home.Firmware.Version));
        Assert.Null(home.Home.Core);
        Assert.NotSame(typeof(Hub.Simulator.Firmware.Application), home.Home.Firmware.Application!.GetType());
        Assert.Equal("", home.Home.Firmware.Application.GetType().Assembly.Location);
        Assert.True(press.IsAccepted);
        Assert.Equal(1, home.Fleet.Held.PressesOf(press.TriggerId));
        home.HealAndEnd();
    }

    [Fact]
    public void The_same_seed_gives_the_same_life_from_a_slot()
    {
        ulong[] prints = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            VirtualHome home = Make(3, Fitted(1));
            home.SwitchOn();
            home.RunFor(Hour);
            home.Push(home.Home.Radio.Devices[0]);
            home.RunFor(3 * Hour);
            return home.Trace.Fingerprint;
        })];

        Assert.Equal(prints[0], prints[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(20_000)]
    [InlineData(400_000)]
    public void A_flipped_bit_is_refused_and_the_factory_build_runs(int at)
    {
        SlotFlash slots = Fitted(1);
        int sector = 3 + (at / SlotFlash.SectorBytes);
        ((SimFlash)slots.Parts[0]).Damage(sector, at % SlotFlash.SectorBytes, 0x10);
        VirtualHome home = Make(4, slots);
        home.SwitchOn();
        home.RunFor(5 * Minute);

        Assert.Equal(Slot.Factory, home.Home.Firmware!.Slot);
        Assert.True(home.Home.IsConnected);
    }

    [Fact]
    public void Hubs_with_the_same_bytes_share_their_code()
    {
        VirtualHome first = Make(5, Fitted(41));
        first.SwitchOn();
        first.RunFor(10 * Second);
        VirtualHome second = Make(6, Fitted(42));
        second.SwitchOn();
        second.RunFor(10 * Second);

        Assert.Same(
            first.Home.Firmware!.Application!.GetType(), second.Home.Firmware!.Application!.GetType());
    }

    [Fact]
    public void Other_bytes_behave_otherwise()
    {
        VirtualHome home = Make(7, Fitted(1, FirmwareFault.NoRadio), invariants: []);
        home.SwitchOn();
        home.RunFor(20 * Second);
        Press press = home.Push(home.Home.Radio.Devices[0]);
        home.RunFor(10 * Minute);

        Assert.Equal(Slot.A, home.Home.Firmware!.Slot);
        Assert.False(press.IsAccepted);
    }

    [Fact]
    public void An_image_that_lacks_an_assembly_does_not_get_the_simulators()
    {
        byte[] image = SlotImageFile.Write(
            1, "Hub.Simulator.Firmware.Application",
            [
                ("Hub.Simulator.Firmware", System.IO.File.ReadAllBytes(
                    System.IO.Path.Combine(AppContext.BaseDirectory, "Hub.Simulator.Firmware.dll"))),
            ]);
        SlotFlash slots = SlotFlash.Make(new SeededRandom(1));
        SlotFitting.Fit(slots, image, 1);
        VirtualHome home = Make(8, slots);
        home.SwitchOn();
        home.RunFor(5 * Minute);

        Assert.Equal(Slot.Factory, home.Home.Firmware!.Slot);
    }
}
