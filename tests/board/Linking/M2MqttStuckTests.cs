// A call of the MQTT library that never returns costs a thread and nothing else.
using System;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Linking;
using nanoFramework.M2Mqtt;

namespace Board.Tests.Linking;

public sealed class M2MqttStuckTests : IDisposable
{
    private readonly M2MqttHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_attempt_that_hangs_is_given_up_in_time_and_the_next_one_has_a_client_of_its_own()
    {
        Hang();
        long deadline = _home.Now + BoardLimits.M2MqttConnectMilliseconds;
        _home.Now = deadline - 1;
        _home.Step();
        Assert.Equal(UplinkState.Connecting, _home.Uplink.State);
        _home.Now = deadline;
        _home.Step();
        Assert.Equal([M2MqttUplink.ConnectTimeout], _home.Told.Closings);
        Assert.Equal(1, _home.Uplink.LeftBehindCount);

        _home.Broker.Gate.Set();
        _home.BecomeReady();
        _home.Until(() => _home.Uplink.LeftBehindCount == 0);

        Assert.Equal(2, _home.Broker.Clients.Count);
        Assert.Equal(1, _home.Told.ReadyCount);
        Assert.Equal(1, _home.Broker.Clients[0].CloseCount);
        Assert.Equal(0, _home.Broker.Clients[1].CloseCount);
        Assert.Equal(UplinkState.Ready, _home.Uplink.State);
    }

    [Fact]
    public void What_a_left_attempt_still_tells_is_not_taken_for_the_session()
    {
        Hang();
        _home.Uplink.Close(_home.Now);
        _home.Broker.Gate.Set();
        _home.BecomeReady();
        MqttClient left = _home.Broker.Clients[0];
        int id = _home.Publish(1);

        left.Answer(id);
        left.Deliver("hub/00c0ffee00c0ffee/down/ack", [1]);
        left.AnswerSubscription([nanoFramework.M2Mqtt.Messages.MqttQoSLevel.GrantedFailure]);
        left.Drop();
        _home.Step();

        Assert.Empty(_home.Told.Answers);
        Assert.Empty(_home.Told.Messages);
        Assert.Empty(_home.Told.Closings);
        Assert.Equal(UplinkState.Ready, _home.Uplink.State);
    }

    [Fact]
    public void With_too_many_threads_hanging_none_is_started_until_one_ends()
    {
        for (int i = 0; i < BoardLimits.M2MqttStuckWorkers; i++)
        {
            Hang();
            _home.Uplink.Close(_home.Now);
        }

        Assert.Equal(BoardLimits.M2MqttStuckWorkers, _home.Uplink.LeftBehindCount);
        _home.Connect();
        _home.Step();
        Assert.Equal([M2MqttUplink.WorkersStuck], _home.Told.Closings);
        Assert.Equal(BoardLimits.M2MqttStuckWorkers, _home.Broker.Clients.Count);

        _home.Broker.Gate.Set();
        _home.Until(() => _home.Uplink.LeftBehindCount == 0);
        _home.BecomeReady();
        Assert.Equal(1, _home.Told.ReadyCount);
    }

    private void Hang()
    {
        _home.Broker.Gate.Reset();
        _home.Connect();
        _home.Step();
        Assert.True(_home.Broker.HasBegun.WaitOne(20_000));
    }
}
