// The MQTT library behind the hub's port: the ordinary session, and everything that its threads can do at any moment.
using System;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Linking;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Board.Tests.Linking;

public sealed class M2MqttUplinkTests : IDisposable
{
    private readonly M2MqttHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_session_is_made_over_TLS_with_the_hubs_sign_in_and_without_a_will()
    {
        _home.BecomeReady();

        MqttClient client = _home.Client;
        Assert.Equal("receiver.example", client.Host);
        Assert.Equal((8883, true, M2MqttHome.Authority, null, MqttSslProtocols.TLSv1_2), client.Opened);
        Assert.Equal((M2MqttHome.HubId, M2MqttHome.HubId, "not-a-secret", false, false, 60), client.SignIn);
        Assert.Equal(["hub/00c0ffee00c0ffee/down/#"], client.Subscribed);
        Assert.Equal(1, _home.Told.ReadyCount);
        Assert.Empty(_home.Told.Closings);
        Assert.Equal(BearerKind.WiFi, _home.Uplink.Bearer);
        Assert.Equal(0, _home.Uplink.SignalDbm);
    }

    [Fact]
    public void A_publish_goes_out_as_it_was_given_and_its_answer_is_told_under_its_number()
    {
        _home.BecomeReady();
        byte[] body = [9, 1, 2, 3, 9];

        int id = _home.Uplink.Publish(MessageKind.Heartbeat, body, 1, 3, _home.Now);
        body[2] = 77;
        _home.Client.Answer(id);
        _home.Step();

        ScriptedPublish sent = Assert.Single(_home.Client.Published);
        Assert.Equal("hub/00c0ffee00c0ffee/up/heartbeat", sent.Topic);
        Assert.Equal([1, 2, 3], sent.Body);
        Assert.Equal(MqttQoSLevel.AtLeastOnce, sent.Qos);
        Assert.False(sent.Retain);
        Assert.Equal([(id, 0)], _home.Told.Answers);
    }

    [Fact]
    public void Every_kind_that_a_hub_sends_has_its_topic()
    {
        _home.BecomeReady();
        foreach (MessageKind kind in Enum.GetValues<MessageKind>().Where(Topics.IsUp))
        {
            int id = _home.Uplink.Publish(kind, [1], 0, 1, _home.Now);
            Assert.True(id > 0, kind.ToString());
            _home.Client.Answer(id);
            _home.Step();
        }
    }

    [Fact]
    public void An_answer_that_comes_before_the_library_has_said_the_number_is_told_all_the_same()
    {
        _home.Broker.OnPublish = (client, publish) => client.Answer(publish.Id);
        _home.BecomeReady();

        int id = _home.Publish(1);
        _home.Step();

        Assert.Equal([(id, 0)], _home.Told.Answers);
    }

    [Fact]
    public void Late_answers_are_told_and_second_and_foreign_ones_are_not()
    {
        _home.BecomeReady();
        int first = _home.Publish(1);
        int second = _home.Publish(2);

        _home.Client.Answer(second);
        _home.Client.Answer(second);
        _home.Client.Answer(0);
        _home.Client.Answer(60_000);
        _home.Step();
        _home.Now += 29_000;
        _home.Client.Answer(first);
        _home.Client.Answer(second);
        _home.Step();

        Assert.Equal([(second, 0), (first, 0)], _home.Told.Answers);
    }

    [Fact]
    public void What_the_library_gives_up_counts_as_refused_only_when_the_broker_was_heard_since()
    {
        _home.BecomeReady();
        int silent = _home.Publish(1);
        _home.Now += 3_000;
        _home.Client.Answer(silent, isPublished: false);
        _home.Step();
        Assert.Empty(_home.Told.Answers);

        int lost = _home.Publish(2);
        _home.Now += 1_000;
        int heard = _home.Publish(3);
        _home.Client.Answer(heard);
        _home.Client.Answer(lost, isPublished: false);
        _home.Step();

        Assert.Equal([(heard, 0), (lost, M2MqttUplink.GivenUpReasonCode)], _home.Told.Answers);
        Assert.Equal(UplinkState.Ready, _home.Uplink.State);
    }

    [Fact]
    public void The_window_is_full_at_its_limit_and_open_again_after_one_answer()
    {
        _home.BecomeReady();
        int[] ids = [.. Enumerable.Range(0, BoardLimits.M2MqttInFlight).Select(_ => _home.Publish(1))];

        Assert.All(ids, id => Assert.True(id > 0));
        Assert.Equal(0, _home.Publish(1));
        _home.Client.Answer(ids[5]);
        _home.Step();
        Assert.True(_home.Publish(1) > 0);
        Assert.Equal(0, _home.Publish(1));
    }

    [Fact]
    public void Messages_are_told_by_kind_and_those_of_others_or_of_no_kind_as_unknown()
    {
        _home.BecomeReady();
        _home.Client.Deliver("hub/00c0ffee00c0ffee/down/ack", [1, 2]);
        _home.Client.Deliver("hub/00c0ffee00c0ffee/down/time", []);
        _home.Client.Deliver("hub/ffffffffffffffff/down/command", [3]);
        _home.Client.Deliver("hub/00c0ffee00c0ffee/up/alarm", [4]);
        _home.Client.Deliver("hällo", [5]);
        _home.Step();

        Assert.Equal(
            [MessageKind.DownAcknowledgement, MessageKind.Time, MessageKind.Unknown, MessageKind.Unknown],
            _home.Told.Messages.Select(m => m.Kind));
        Assert.Equal([1, 2], _home.Told.Messages[0].Body);
        Assert.Empty(_home.Told.Messages[1].Body);
        Assert.Equal(1, _home.Uplink.LostMessageCount);
    }

    [Fact]
    public void A_message_of_the_longest_length_is_told_and_a_longer_one_or_none_is_lost_and_counted()
    {
        _home.BecomeReady();
        const string Topic = "hub/00c0ffee00c0ffee/down/command";
        _home.Client.Deliver(Topic, new byte[BoardLimits.M2MqttMessageBytes]);
        _home.Client.Deliver(Topic, new byte[BoardLimits.M2MqttMessageBytes + 1]);
        _home.Client.Deliver(Topic, null!);
        _home.Client.Deliver(null!, []);
        _home.Client.Deliver(new string('x', 100_000), []);
        _home.Step();

        Assert.Equal(BoardLimits.M2MqttMessageBytes, Assert.Single(_home.Told.Messages).Body.Length);
        Assert.Equal(4, _home.Uplink.LostMessageCount);
    }

    [Fact]
    public void A_storm_of_messages_takes_no_answers_place_and_is_bounded()
    {
        _home.BecomeReady();
        int id = _home.Publish(1);
        for (int i = 0; i < 10_000; i++)
        {
            _home.Client.Deliver("hub/00c0ffee00c0ffee/down/command", [(byte)i]);
        }

        _home.Client.Answer(id);
        _home.Step();

        Assert.Equal([(id, 0)], _home.Told.Answers);
        Assert.Equal(BoardLimits.M2MqttMessages, _home.Told.Messages.Count);
        Assert.Equal(10_000 - BoardLimits.M2MqttMessages, _home.Uplink.LostMessageCount);
        Assert.Equal(UplinkState.Ready, _home.Uplink.State);
    }

    [Fact]
    public void A_storm_of_answers_ends_the_session_rather_than_leave_one_unknown()
    {
        _home.BecomeReady();
        for (int i = 0; i < BoardLimits.M2MqttAnswers; i++)
        {
            _home.Client.Answer(60_000);
        }

        _home.Step();
        Assert.Empty(_home.Told.Closings);
        for (int i = 0; i < BoardLimits.M2MqttAnswers + 1; i++)
        {
            _home.Client.Answer(60_000);
        }

        _home.Step();

        Assert.Equal([M2MqttUplink.AnswersLost], _home.Told.Closings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_that_ends_is_told_whether_the_library_says_so_or_not(bool tells)
    {
        _home.BecomeReady();
        int id = _home.Publish(1);

        _home.Client.Answer(id);
        _home.Client.Drop(tells);
        _home.Step();

        Assert.Equal([(id, 0)], _home.Told.Answers);
        Assert.Equal([M2MqttUplink.ConnectionLost], _home.Told.Closings);
        Assert.Equal(UplinkState.Closed, _home.Uplink.State);
        Assert.Equal(0, _home.Publish(2));
        Assert.Equal(long.MaxValue, _home.Step());
    }

    [Fact]
    public void A_refused_sign_in_is_told_with_its_reason_and_its_connection_closed()
    {
        _home.Broker.ConnectAnswer = MqttReasonCode.ConnectionRefusedNotAuthorized;
        _home.Connect();
        _home.Until(() => _home.Told.Closings.Count > 0);

        Assert.Equal([M2MqttUplink.ConnectRefused], _home.Told.Closings);
        Assert.Equal(5, _home.Uplink.LastReasonCode);
        Assert.Equal(0, _home.Told.ReadyCount);
        _home.Until(() => _home.Uplink.LeftBehindCount == 0);
        Assert.Equal(1, _home.Client.CloseCount);
    }

    [Fact]
    public void A_refused_subscription_ends_the_session_and_an_unanswered_one_does_so_in_time()
    {
        _home.Broker.Granted = MqttQoSLevel.GrantedFailure;
        _home.Connect();
        _home.Until(() => _home.Told.Closings.Count > 0);
        _home.Broker.Granted = null;
        _home.Connect();
        _home.Until(() => _home.Uplink.State == UplinkState.Ready);
        long deadline = _home.Now + BoardLimits.M2MqttSubscribeMilliseconds;

        Assert.Equal(deadline, _home.Step());
        _home.Now = deadline - 1;
        _home.Step();
        Assert.Single(_home.Told.Closings);
        _home.Now = deadline;
        _home.Step();

        Assert.Equal([M2MqttUplink.SubscriptionRefused, M2MqttUplink.SubscriptionTimeout], _home.Told.Closings);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("Init")]
    [InlineData("Connect")]
    [InlineData("Subscribe")]
    public void A_library_that_throws_while_connecting_fails_the_attempt_and_the_next_one_works(string call)
    {
        _home.Broker.Throwing.Add(call);
        _home.Connect();
        _home.Until(() => _home.Told.Closings.Count > 0);
        _home.Broker.Throwing.Clear();
        _home.BecomeReady();

        Assert.Equal([M2MqttUplink.ConnectFailed], _home.Told.Closings);
        Assert.Equal(1, _home.Told.ReadyCount);
    }

    [Theory]
    [InlineData("Disconnect")]
    [InlineData("Close")]
    public void A_library_that_throws_while_closing_leaves_no_thread_behind(string call)
    {
        _home.BecomeReady();
        _home.Broker.Throwing.Add(call);
        _home.Uplink.Close(_home.Now);
        _home.Until(() => _home.Uplink.LeftBehindCount == 0);

        Assert.Equal(1, _home.Client.DisconnectCount);
        Assert.Equal(1, _home.Client.CloseCount);
        Assert.Empty(_home.Told.Closings);
    }

    [Fact]
    public void A_library_that_throws_at_a_publish_ends_the_session()
    {
        _home.BecomeReady();
        _home.Broker.Throwing.Add("Publish");

        Assert.Equal(0, _home.Publish(1));
        _home.Step();

        Assert.Equal([M2MqttUplink.PublishFailed], _home.Told.Closings);
    }

    [Fact]
    public void Closing_in_order_is_quiet_says_goodbye_and_never_waits()
    {
        _home.BecomeReady();
        _home.Publish(1);
        _home.Uplink.Close(_home.Now);

        Assert.Equal(UplinkState.Closed, _home.Uplink.State);
        _home.Until(() => _home.Uplink.LeftBehindCount == 0);
        Assert.Equal(1, _home.Client.DisconnectCount);
        _home.Client.Answer(1);
        _home.Client.Drop();
        _home.Step();
        Assert.Empty(_home.Told.Answers);
        Assert.Empty(_home.Told.Closings);
    }

    [Fact]
    public void The_time_bound_is_that_of_any_bearer_and_the_board_waits_for_its_network_within_it()
    {
        Assert.Equal(Limits.BearerOpenTimeoutMilliseconds, BoardLimits.M2MqttConnectMilliseconds);
        _home.Network.IsUp = false;
        _home.Connect();
        _home.Now += BoardLimits.M2MqttConnectMilliseconds - 1;

        Assert.Equal(_home.Now + Limits.BearerPollMilliseconds, _home.Step());
        Assert.Empty(_home.Broker.Clients);
        _home.Now++;
        _home.Step();

        Assert.Equal([M2MqttUplink.ConnectTimeout], _home.Told.Closings);
        Assert.True(_home.Network.StepCount >= 3);
    }
}
