// Failed checks, broken ports and the watchdog: the board starts again and keeps what it promised.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Supervision;

public sealed class SafeRestartTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    /// <summary>An uplink with a programming fault in it.</summary>
    private sealed class BrokenUplink(IUplink inner) : IUplink
    {
        internal bool IsBroken { get; set; }

        public UplinkState State => inner.State;

        public BearerKind Bearer => inner.Bearer;

        public int SignalDbm => inner.SignalDbm;

        public void Attach(IUplinkEvents events) => inner.Attach(events);

        public void Connect(byte[] will, int willLength, long nowMilliseconds) =>
            inner.Connect(will, willLength, nowMilliseconds);

        public long Step(long nowMilliseconds) =>
            IsBroken ? throw new InvalidOperationException("broken") : inner.Step(nowMilliseconds);

        public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds) =>
            inner.Publish(kind, body, offset, count, nowMilliseconds);

        public void Close(long nowMilliseconds) => inner.Close(nowMilliseconds);
    }

    [Fact]
    public void HBG_001_HBG_003_an_exception_in_a_step_asks_for_a_restart_and_the_press_before_it_is_kept()
    {
        FakeUplink inner = new() { IsReachable = false };
        BrokenUplink uplink = new(inner);
        TestHub hub = new(uplink: uplink);
        hub.RunTo(30 * Second);
        uint token = hub.Press(trigger: 3);
        Assert.True(hub.IsAcknowledged(3, token));
        uplink.IsBroken = true;
        hub.Step();
        Assert.Equal([BootReason.Fault], hub.RestartRequests);
        Assert.Equal(CheckCode.Exception, hub.Status.StoppedByCheckCode);
        Assert.Equal(LampColour.Orange, hub.LampsNow[Lamp.Power]);
        Assert.Equal(LampColour.Off, hub.LampsNow[Lamp.Service]);

        // A board that does not restart is asked again, and the watchdog gets nothing more.
        int feeds = hub.FeedTimes.Count;
        hub.Run(Minute);
        Assert.True(hub.RestartRequests.Count > 1);
        Assert.Equal(feeds, hub.FeedTimes.Count);

        uplink.IsBroken = false;
        inner.PowerOff();
        inner.IsReachable = true;
        hub.Reboot(BootReason.Fault);
        hub.Run(30 * Second);
        Assert.Equal(3u, inner.Alarms.Single().TriggerId);
        EventMessage told = inner.Of(MessageKind.Event).Select(p => p.Event)
            .Single(e => e.StatusCode == StatusCodes.Malfunction);
        Assert.Equal(CheckCode.Exception, told.Value);
        hub.Reboot();
        hub.Run(30 * Second);
        Assert.Single(
            inner.Of(MessageKind.Event).Select(p => p.Event), e => e.StatusCode == StatusCodes.Malfunction);
    }

    [Fact]
    public void A_failed_check_throws_with_its_code_and_a_kept_one_does_nothing()
    {
        Check.That(true, CheckCode.Flash);
        Assert.Equal(CheckCode.Flash, Assert.Throws<CheckFailedException>(
            () => Check.That(false, CheckCode.Flash)).Code);
    }

    [Fact]
    public void The_watchdog_is_fed_at_every_step_while_all_goes_well_on_line_and_off()
    {
        TestHub hub = new();
        hub.RunTo(10 * Minute);
        hub.Uplink.IsReachable = false;
        hub.Uplink.Drop();
        hub.Run(60 * Minute);
        Assert.All(
            hub.FeedTimes.Zip(hub.FeedTimes.Skip(1)),
            p => Assert.InRange(p.Second - p.First, 0, Limits.MaxStepIntervalMilliseconds));
        Assert.True(hub.FeedTimes[^1] >= hub.Now - Limits.MaxStepIntervalMilliseconds);
    }

    [Fact]
    public void HBG_003_the_watchdog_starves_when_the_link_s_own_machinery_stands_still()
    {
        // An uplink that says it is closing for ever: neither closed, so that it could be tried again, nor ready.
        TestHub hub = new(uplink: new StuckUplink());
        hub.RunTo(30 * Minute);
        Assert.InRange(hub.FeedTimes[^1], 5 * Minute, 15 * Minute);
    }

    /// <summary>An uplink that cannot even be closed.</summary>
    private sealed class StuckUplink : IUplink
    {
        public UplinkState State { get; private set; }

        public BearerKind Bearer => BearerKind.Unknown;

        public int SignalDbm => 0;

        public void Attach(IUplinkEvents events)
        {
        }

        public void Connect(byte[] will, int willLength, long nowMilliseconds) => State = UplinkState.Connecting;

        public long Step(long nowMilliseconds) => long.MaxValue;

        public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds) => 0;

        public void Close(long nowMilliseconds)
        {
        }
    }

    [Theory]
    [InlineData("hubid")]
    [InlineData("00C0FFEE00C0FFEE")]
    public void Settings_out_of_range_are_refused_when_the_hub_is_made(string hubId)
    {
        Assert.Throws<CheckFailedException>(() => new TestHub(s => s.HubId = hubId));
    }

    [Fact]
    public void Intervals_are_refused_outside_their_limits_and_taken_at_them()
    {
        foreach (int seconds in new[] { Limits.MinHeartbeatIntervalSeconds, Limits.MaxHeartbeatIntervalSeconds })
        {
            Assert.NotNull(new TestHub(s => s.HeartbeatIntervalSeconds = seconds));
        }

        foreach (int seconds in
            new[] { 0, Limits.MinHeartbeatIntervalSeconds - 1, Limits.MaxHeartbeatIntervalSeconds + 1 })
        {
            Assert.Throws<CheckFailedException>(() => new TestHub(s => s.HeartbeatIntervalSeconds = seconds));
        }

        foreach (int seconds in
            new[] { Limits.MinSilentTestIntervalSeconds - 1, Limits.MaxSilentTestIntervalSeconds + 1 })
        {
            Assert.Throws<CheckFailedException>(() => new TestHub(s => s.SilentTestIntervalSeconds = seconds));
        }

        Assert.Throws<CheckFailedException>(() => new TestHub(s => s.KeepAliveSeconds = 0));
        Assert.Throws<CheckFailedException>(() => new TestHub(s => s.Password = new string('x', 65)));
        Assert.Throws<CheckFailedException>(() => new HubCore(new HubSettings(), new HubPorts()));
    }
}
