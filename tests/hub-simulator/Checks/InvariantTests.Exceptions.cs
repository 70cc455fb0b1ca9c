// Where a check lets something pass, the case beside it does not pass.
using System;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    private const uint FirstBridged = 1_000;
    private const int AllButTwo = 30;

    /// <summary>A full table may give up a check-in for a person; one that has room, or a test in it, may not.</summary>
    [Theory]
    [InlineData(20, false)]
    [InlineData(AllButTwo, true)]
    public void PresenceKept_tells_when_a_check_in_is_given_up_without_need(int persons, bool hasTest)
    {
        VirtualHome home = Started(new PresenceKept());
        home.SetMood(FleetMood.Deaf);
        Fill(home, persons, hasTest);
        home.SwitchOff();
        byte[] before = Image(home.Flash);
        home.SwitchOn();
        home.RunFor(1_000);
        home.PressFront(FrontButton.CheckIn);
        home.RunFor(1_000);
        AssertBroken(home, () => GoBack(home, before), "1 check-ins and check-outs were confirmed, 0 of them");
    }

    /// <summary>The cancel button takes back a press of the last seconds, and no older one.</summary>
    [Theory]
    [InlineData(5_000, false)]
    [InlineData(20_000, true)]
    public void NoPressLost_tells_when_the_cancel_button_takes_back_what_is_old(int ageMilliseconds, bool isBroken)
    {
        VirtualHome home = Started(new NoPressLost());
        home.SetMood(FleetMood.Deaf);
        byte[] before = Image(home.Flash);
        home.Push(7);
        home.RunFor(ageMilliseconds);
        home.PressFront(FrontButton.Cancel);
        home.Flash.Load(before);
        Action look = home.SwitchOff;
        if (isBroken)
        {
            AssertBroken(home, look, "trigger 7 had 1 presses acknowledged, 0 of them");
        }
        else
        {
            look();
        }
    }

    /// <summary>A rule may name a device an hour after it was removed, a press may not, and a rule no longer.</summary>
    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(3, 30, false)]
    [InlineData(3, 90, true)]
    public void PairingNeverCrosses_tells_when_a_removed_device_raises_an_alarm(int ruleId, int minutes, bool isBroken)
    {
        PairingNeverCrosses check = new();
        VirtualHome home = Started(check);
        byte[] body = Alarm(home);
        home.Ledger.Remove(7);
        AlarmMessage alarm = new();
        Assert.Equal(MessageError.None, alarm.Decode(new CborReader(), body, 0, body.Length));
        alarm.RuleId = ruleId;
        alarm.AgeMilliseconds = 0;
        byte[] later = new byte[ProtocolLimits.MaxMessageBytes];
        int length = alarm.Encode(new CborWriter(), later, 0, later.Length);
        home.SwitchOff();
        home.World.Stall(minutes * Minute);
        check.OnPublished(MessageKind.Alarm, later.AsSpan(0, length));
        Assert.Equal(isBroken, check.Violation?.Contains("after its removal") ?? false);
    }

    private static void Fill(VirtualHome home, int persons, bool hasTest)
    {
        for (uint i = 0; i < persons; i++)
        {
            home.Home.Bridge.Push(FirstBridged + i);
            home.RunFor(1_000);
        }

        if (hasTest)
        {
            Assert.True(home.Home.Core!.RequestTestAlarm());
            home.RunFor(1_000);
        }

        Assert.Equal(persons + (hasTest ? 1 : 0), home.Home.Core!.Status.Memory.Alarms.Count);
        Assert.Equal(hasTest ? 1 : 0, AlarmsOf(home, AlarmKind.Test));
    }

    private static int AlarmsOf(VirtualHome home, AlarmKind kind) =>
        Enumerable.Range(0, home.Journal.Capacity).Count(place => home.Journal.At(place)?.Kind == kind);

    private static void GoBack(VirtualHome home, byte[] image)
    {
        home.SwitchOff();
        home.Flash.Load(image);
        home.SwitchOn();
        home.RunFor(Minute);
    }
}
