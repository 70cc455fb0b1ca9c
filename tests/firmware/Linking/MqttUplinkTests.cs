// The uplink over the real MQTT client against a loop-back broker, with a whole hub on top.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class MqttUplinkTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private static TestHub Make(LoopbackBroker broker)
    {
        return new TestHub(uplink: new MqttUplink(new TestHub().Settings, broker));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_whole_hub_signs_in_reports_and_has_its_alarm_held_over_MQTT_5_and_3_1_1(bool onlyLevel4)
    {
        LoopbackBroker broker = new() { RefusesLevel5 = onlyLevel4 };
        TestHub hub = Make(broker);
        hub.RunTo(30 * Second);
        Assert.True(hub.Status.Session.IsReady);
        Assert.Equal("00c0ffee00c0ffee", broker.LastClientId);
        Assert.Equal(1, broker.SubscribeCount);
        Assert.Equal(1, broker.Counts[(int)MessageKind.Hello]);
        Assert.Equal(1, broker.Counts[(int)MessageKind.Heartbeat]);
        Assert.Equal(1, broker.Counts[(int)MessageKind.Event]);
        Assert.True(hub.Status.Clock.IsSet);
        Assert.All(hub.LampsNow.Values, colour => Assert.Equal(LampColour.White, colour));

        uint token = hub.Press(trigger: 4);
        hub.Step();
        Assert.True(hub.IsAcknowledged(4, token));
        Assert.Equal(1, broker.Counts[(int)MessageKind.Alarm]);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
        hub.Run(60 * Minute);
        Assert.Equal(31, broker.Counts[(int)MessageKind.Heartbeat]);
        Assert.Equal(onlyLevel4 ? 2 : 1, broker.ConnectCount);
        Assert.True(broker.PingCount > 0);
    }

    [Fact]
    public void A_broken_stream_is_noticed_and_everything_pending_goes_out_on_the_next()
    {
        LoopbackBroker broker = new() { HoldsAlarms = false };
        TestHub hub = Make(broker);
        hub.RunTo(30 * Second);
        hub.Press();
        ulong sequence = broker.LastAlarmSequence;
        broker.Close();
        broker.HoldsAlarms = true;
        hub.Run(40 * Second);
        Assert.Equal(2, broker.ConnectCount);
        Assert.Equal(sequence, broker.LastAlarmSequence);
        Assert.Equal(0, hub.Status.Memory.Alarms.Count);
    }

    [Fact]
    public void Every_kind_that_a_hub_sends_has_its_topic()
    {
        MessageKind[] kinds = Enum.GetValues<MessageKind>();
        Assert.Equal(Topics.KindCount, (int)kinds.Max() + 1);
        LoopbackBroker broker = new();
        TestHub hub = new();
        MqttUplink uplink = new(hub.Settings, broker);
        hub = new TestHub(uplink: uplink);
        hub.RunTo(30 * Second);

        // The broker reads hello and alarms, which the test above has sent.
        foreach (MessageKind kind in kinds.Where(Topics.IsUp).Except([MessageKind.Hello, MessageKind.Alarm]))
        {
            long before = broker.Counts[(int)kind];
            Assert.True(uplink.Publish(kind, [0xA0], 0, 1, hub.Now) != 0, $"{kind} has no topic");
            Assert.Equal((kind, before + 1), (kind, broker.Counts[(int)kind]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bearer_that_fails_or_hangs_is_tried_again(bool fails)
    {
        LoopbackBroker broker = new() { CannotOpen = fails, NeverOpens = !fails };
        TestHub hub = Make(broker);
        hub.RunTo(10 * Minute);
        Assert.False(hub.Status.Session.IsReady);
        Assert.True(hub.Status.Session.ConnectCount >= 4);
        Assert.Equal(
            fails ? MqttUplink.BearerFailed : MqttUplink.BearerTimeout, hub.Status.Session.LastEndReason);
        broker.CannotOpen = false;
        broker.NeverOpens = false;
        hub.Run(3 * Minute);
        Assert.True(hub.Status.Session.IsReady);
    }

    [Fact]
    public void A_refused_subscription_ends_the_session_since_no_acknowledgement_could_come()
    {
        LoopbackBroker broker = new() { RefusesSubscription = true };
        TestHub hub = Make(broker);
        hub.RunTo(10 * Minute);
        Assert.False(hub.Status.Session.IsReady);
        Assert.Equal(MqttUplink.SubscriptionRefused, hub.Status.Session.LastEndReason);
        Assert.InRange(broker.ConnectCount, 5, 30);
    }

    [Fact]
    public void A_commanded_restart_says_good_bye_so_that_the_will_stays_unsaid()
    {
        LoopbackBroker broker = new();
        MqttUplink uplink = new(new TestHub().Settings, broker);
        TestHub hub = new(uplink: uplink);
        hub.RunTo(30 * Second);
        uplink.Close(hub.Now);
        Assert.True(broker.HadDisconnect);
        Assert.Equal(UplinkState.Closed, uplink.State);
        Assert.Equal(BearerState.Closed, broker.State);
        uplink.Close(hub.Now);
    }

    [Fact]
    public void Messages_on_other_topics_are_refused()
    {
        TestHub hub = new();
        MqttUplink uplink = new(hub.Settings, new LoopbackBroker());
        KindRecorder recorder = new();
        uplink.Attach(recorder);
        foreach (string topic in new[]
        {
            "hub/00c0ffee00c0ffee/down/ack", "hub/00c0ffee00c0ffee/up/alarm", "hub/00c0ffee00c0ffef/down/ack",
            "hub/00c0ffee00c0ffee/down/", "x", "hub/00c0ffee00c0ffee/down/command/more",
        })
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(topic);
            uplink.OnMessage(bytes, 0, bytes.Length, 0, 1, 0);
        }

        Assert.Equal(MessageKind.DownAcknowledgement, recorder.Kinds[0]);
        Assert.All(recorder.Kinds.Skip(1), kind => Assert.Equal(MessageKind.Unknown, kind));
    }

    private sealed class KindRecorder : IUplinkEvents
    {
        internal System.Collections.Generic.List<MessageKind> Kinds { get; } = [];

        public void OnReady()
        {
        }

        public void OnPublishAcknowledged(int publishId, int reasonCode)
        {
        }

        public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count) => Kinds.Add(kind);

        public void OnClosed(int reason)
        {
        }
    }
}
