// The checks of short messages, of cancelled presses and of several paths find what they are there for.
using System.Text;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World.Devices;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    private const ulong ToldSequence = 77;

    [Fact]
    public void ShortMessagesTellLittle_tells_when_one_says_a_name()
    {
        VirtualHome home = StartedWithPaths(new ShortMessagesTellLittle());
        Send(home, "+46700000001", Encoding.ASCII.GetBytes("Help Anna in flat 3"));
        AssertBroken(home, () => home.RunFor(Minute), "a short message says 'Help Anna in flat 3'");
    }

    [Fact]
    public void ShortMessagesTellLittle_tells_when_one_goes_to_a_stranger()
    {
        VirtualHome home = StartedWithPaths(new ShortMessagesTellLittle());
        Send(home, "+46799999999", Text(home));
        AssertBroken(home, () => home.RunFor(Minute), "a short message went to +46799999999");
    }

    [Fact]
    public void ShortMessagesTellLittle_tells_when_there_are_too_many_about_one_alarm()
    {
        VirtualHome home = StartedWithPaths(new ShortMessagesTellLittle());
        for (int i = 0; i < Limits.MaxShortMessagesPerAlarm; i++)
        {
            Send(home, "+46700000002", Text(home));
            home.RunFor(Minute);
        }

        Send(home, "+46700000002", Text(home));
        AssertBroken(home, () => home.RunFor(Minute), "4 short messages went out about alarm 77");
    }

    [Fact]
    public void ShortMessagesTellLittle_tells_when_no_receiver_ever_holds_the_alarm()
    {
        ShortMessagesTellLittle check = new();
        VirtualHome home = StartedWithPaths(check);
        Send(home, "+46700000002", Text(home));
        home.RunFor(Minute);
        check.AtEnd();
        Assert.Contains("no receiver ever held it", check.Violation);
    }

    /// <summary>HBG-042: with each receiver and each bearer gone in turn, and both receivers holding nothing for a
    /// while, a press is held, and short messages go out only when nobody holds it.</summary>
    [Fact]
    public void HBG_042_a_press_is_held_over_whatever_path_is_left_and_all_checks_hold()
    {
        VirtualHome home = StartedWithPaths();
        uint button = HomeKit.Buttons[0].DeviceId;
        (BearerKind Bearer, int Receiver)[] outages =
            [(BearerKind.Fixed, 0), (BearerKind.Fixed, 1), (BearerKind.Lte, 0), (BearerKind.Lte, 1)];
        foreach ((BearerKind bearer, int receiver) in outages)
        {
            int held = home.Fleet.Held.Count;
            home.Paths!.SetBearer(bearer, false);
            home.Paths.SetReachable(receiver, false);
            home.Push(button);
            home.RunFor(3 * Minute);
            Assert.Equal(held + 1, home.Fleet.Held.Count);
            home.Paths.Mend();
            home.RunFor(10 * Minute);
        }

        int messages = home.Home.Modem!.Sent.Count;
        home.Paths!.SetHolding(0, false);
        home.Paths.SetHolding(1, false);
        home.Push(button);
        home.RunFor(3 * Minute);
        Assert.True(home.Home.Modem.Sent.Count > messages);
        Assert.Equal(1, home.Home.Core!.Status.Memory.Alarms.PersonCount);
        home.HealAndEnd();
        Assert.Equal(0, home.Home.Core.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void A_session_is_told_of_once_while_another_path_is_tried_beside_it()
    {
        SessionCount count = new();
        VirtualHome home = StartedWithPaths(count);
        Assert.Equal((1, 0), (count.Ready, count.Closed));

        // The silent test goes over each path in turn: each turn takes the session over, and gives it back.
        home.RunFor(100 * 60 * Minute);
        Assert.True(count.Ready > 3);
        Assert.Equal(count.Ready - 1, count.Closed);
    }

    private static VirtualHome StartedWithPaths(params Invariant[] checks)
    {
        VirtualHome home = new(
            11, null, checks.Length == 0 ? null : checks, options: new HomeOptions { HasPaths = true });
        home.SwitchOn();
        home.RunFor(5 * Minute);
        return home;
    }

    private static void Send(VirtualHome home, string number, byte[] text) =>
        Assert.True(home.Home.Modem!.SendShortMessage(number, text, text.Length));

    private static byte[] Text(VirtualHome home)
    {
        byte[] text = new byte[AlarmText.Length];
        AlarmText writer = new() { Sequence = ToldSequence, Kind = AlarmKind.Person };
        writer.Write(home.Home.Settings.HubId, [], text);
        return text;
    }

    private sealed class SessionCount : Invariant
    {
        internal int Ready { get; private set; }

        internal int Closed { get; private set; }

        public override void OnReady() => Ready++;

        public override void OnClosed() => Closed++;
    }
}
