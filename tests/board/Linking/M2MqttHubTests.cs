// The whole hub over the MQTT library: from a press to held, through refusals and a lost connection.
using System;
using System.Linq;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Board.Tests.Linking;

public sealed class M2MqttHubTests : IDisposable
{
    private readonly M2MqttHome _home = new();
    private readonly QuietBoard _board = new();
    private readonly HubCore _hub;
    private ulong _downSequence;
    private bool _holds = true;

    public M2MqttHubTests()
    {
        _home.Settings.Link.ReconnectSpreadSeconds = 0;
        _home.Broker.OnPublish = Receive;
        _hub = new HubCore(_home.Settings, _board.Ports(_home.Uplink));
    }

    private int PendingCount => _hub.Status.Memory.Alarms.PersonCount;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_press_is_journalled_sent_held_and_done()
    {
        RunUntil(() => _home.Broker.Clients.Count == 1 && Sent("/up/hello") == 1);
        Press(1);
        RunUntil(() => PendingCount == 0);

        Assert.Equal([1u], _board.Acknowledged);
        Assert.Equal(1, Sent("/up/alarm"));
        Assert.Empty(_board.RestartRequests);
    }

    [Fact]
    public void A_press_without_a_receiver_waits_and_is_held_once_the_receiver_is_back()
    {
        _home.Broker.ConnectAnswer = MqttReasonCode.ConnectionRefusedServerUnavailable;
        Press(1);
        RunUntil(() => _home.Broker.Clients.Count == 3);
        Assert.Equal(1, PendingCount);

        _home.Broker.ConnectAnswer = MqttReasonCode.Success;
        RunUntil(() => PendingCount == 0);

        Assert.Equal([1u], _board.Acknowledged);
        Assert.Empty(_board.RestartRequests);
    }

    [Fact]
    public void A_press_whose_session_dies_before_it_is_held_is_sent_again_over_the_next()
    {
        RunUntil(() => _home.Broker.Clients.Count == 1 && Sent("/up/hello") == 1);
        _holds = false;
        Press(1);
        RunUntil(() => Sent("/up/alarm") == 1);

        _home.Client.Drop();
        _holds = true;
        RunUntil(() => PendingCount == 0);

        Assert.True(_home.Broker.Clients.Count >= 2);
        Assert.Equal(2, Sent("/up/alarm"));
        byte[][] alarms = [.. _home.Broker.Clients.SelectMany(c => c.Published)
            .Where(p => p.Topic.EndsWith("/up/alarm", StringComparison.Ordinal)).Select(p => p.Body)];
        Assert.Equal(Read(alarms[0]).Sequence, Read(alarms[1]).Sequence);
    }

    private void Press(uint token)
    {
        Assert.True(_hub.PressTrigger(
            7, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, LocationCodes.BathRoom, token, _home.Now));
        _hub.Step(_home.Now);
    }

    // Time goes on only while the library's threads have nothing to tell.
    private void RunUntil(Func<bool> condition)
    {
        for (int i = 0; i < 10_000 && !condition(); i++)
        {
            long next = _hub.Step(_home.Now);
            bool isBusy = _home.Uplink.State == Hub.Core.Ports.UplinkState.Connecting;
            if (!_home.Signal.Wait(isBusy ? 5_000 : 0))
            {
                _home.Now = Math.Max(next, _home.Now + 1);
            }
        }

        Assert.True(condition());
    }

    private int Sent(string suffix) => _home.Broker.Clients.SelectMany(c => c.Published)
        .Count(p => p.Topic.EndsWith(suffix, StringComparison.Ordinal));

    private void Receive(MqttClient client, ScriptedPublish publish)
    {
        client.Answer(publish.Id);
        if (_holds && publish.Topic.EndsWith("/up/alarm", StringComparison.Ordinal))
        {
            AlarmMessage alarm = Read(publish.Body);
            var held = new AcknowledgementMessage
            {
                BootCount = 5,
                Sequence = (5UL << 32) + ++_downSequence,
                AcknowledgedSequence = alarm.Sequence,
                AcknowledgedBootCount = alarm.BootCount,
                Result = AcknowledgementResult.Held,
            };
            byte[] body = new byte[512];
            int length = held.Encode(new CborWriter(), body, 0, body.Length);
            client.Deliver($"hub/{M2MqttHome.HubId}/down/ack", body[..length]);
        }
    }

    private static AlarmMessage Read(byte[] body)
    {
        var alarm = new AlarmMessage();
        Assert.Equal(MessageError.None, alarm.Decode(new CborReader(), body, 0, body.Length));
        return alarm;
    }
}
