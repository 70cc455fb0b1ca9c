// The check of check-ins and check-outs finds what it is there for.
using System;
using System.Linq;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    [Fact]
    public void PresenceKept_tells_when_a_confirmed_check_in_is_forgotten()
    {
        VirtualHome home = Started(new PresenceKept());
        home.SetMood(FleetMood.Deaf);
        home.PressFront(FrontButton.CheckIn);
        home.RunFor(1_000);
        byte[] blank = new byte[home.Flash.SectorCount * home.Flash.SectorSizeBytes];
        Array.Fill(blank, (byte)0xFF);
        home.SwitchOff();
        home.Flash.Load(blank);
        home.SwitchOn();
        AssertBroken(home, () => home.RunFor(Minute), "1 check-ins and check-outs were confirmed, 0 of them");
    }

    [Fact]
    public void PresenceKept_tells_when_somebody_comes_twice()
    {
        PresenceKept check = new();
        VirtualHome home = Started(check);
        home.PressFront(FrontButton.CheckIn);
        home.RunFor(1_000);
        HeldAlarm held = home.Fleet.Held.Values.Single();
        home.Fleet.Held.Add(1, held with { Sequence = 1 });
        check.AtEnd();
        Assert.Contains("came twice", check.Violation);
    }
}
