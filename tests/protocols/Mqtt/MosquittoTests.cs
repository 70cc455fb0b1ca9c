// The client against a foreign broker: Debian's mosquitto, both levels, over TCP.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Hub.Protocols;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

public sealed class MosquittoTests : IDisposable
{
    private readonly Mosquitto _broker = new();
    private readonly RecordedEvents _events = new();
    private readonly List<TcpByteStream> _streams = [];
    private TcpByteStream? _stream;

    public void Dispose()
    {
        foreach (TcpByteStream stream in _streams)
        {
            stream.Dispose();
        }

        _broker.Dispose();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Connects_publishes_and_hears_itself_at_both_levels(int level)
    {
        MqttClient client = Make(level, "echo");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        Assert.True(Subscribe(client, "echo/#") > 0);
        Await(client, "subscribed 1 01");
        int first = Publish(client, "echo/one", "hello", 1);
        Await(client, $"acknowledged {first} 00", "message echo/one [68656C6C6F] qos=1");
        Assert.Equal(MqttClient.TakenWithoutId, Publish(client, "echo/zero", "hi", 0));
        Await(client, "message echo/zero [6869] qos=0");
        client.Disconnect(0);
        Await(client, $"disconnected {MqttDisconnectReason.Requested} 00");
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    public void Messages_of_a_foreign_publisher_arrive_at_each_QoS(int level, int qos)
    {
        MqttClient client = Make(level, "listener");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        Subscribe(client, "down/#", 2);
        Await(client, "subscribed 1 02");
        for (int i = 0; i < 3; i++)
        {
            _broker.Publish("down/ack", "m" + i, qos);
            Await(client, $"message down/ack [6D3{i}] qos={qos}");
        }

        Assert.Equal(3, _events.Lines.Count(l => l.StartsWith("message", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_foreign_subscriber_gets_what_is_published(int level)
    {
        StreamReader subscriber = _broker.Subscribe("up/#", 40);
        MqttClient client = Make(level, "talker");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        for (int i = 0; i < 40; i++)
        {
            int id = Publish(client, "up/heartbeat", "n" + i, 1);
            while (id == 0)
            {
                Pump(client);
                id = Publish(client, "up/heartbeat", "n" + i, 1);
            }
        }

        AwaitEmptyWindow(client);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => "up/heartbeat n" + i), Mosquitto.ReadMessages(subscriber));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void The_session_outlives_a_lost_connection(int level)
    {
        MqttClient client = Make(level, "keeper");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        Subscribe(client, "down/#");
        Await(client, "subscribed 1 01");
        _stream!.Close();
        client.Step(0);
        Await(client, $"disconnected {MqttDisconnectReason.StreamClosed} 00");

        _broker.Publish("down/while-away", "x", 1);
        Start(client);
        Await(client, "connected session=present level=" + level, "message down/while-away [78] qos=1");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void A_clean_start_forgets_the_session(int level)
    {
        MqttClient client = Make(level, "forgetful");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        client.Disconnect(0);
        MqttClient again = Make(level, "forgetful", o => o.CleanStart = true);
        Start(again);
        Await(again, "connected session=absent level=" + level);
        Assert.DoesNotContain(_events.Lines, l => l.Contains("present", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void The_will_is_published_when_the_connection_is_lost(int level)
    {
        StreamReader subscriber = _broker.Subscribe("hub/+/up/event", 1);
        MqttClient client = Make(level, "mortal", o =>
        {
            o.WillTopicUtf8 = Encoding.UTF8.GetBytes("hub/7/up/event");
            o.WillPayload = Encoding.UTF8.GetBytes("gone....");
            o.WillLength = 4;
        });
        Start(client);
        Await(client, "connected session=absent level=" + level);
        _stream!.Close();
        Assert.Equal(["hub/7/up/event gone"], Mosquitto.ReadMessages(subscriber));
    }

    [Fact]
    public void The_will_is_not_published_after_a_disconnect()
    {
        StreamReader subscriber = _broker.Subscribe("#", 1);
        MqttClient client = Make(5, "polite", o =>
        {
            o.WillTopicUtf8 = Encoding.UTF8.GetBytes("will");
            o.WillPayload = [1];
            o.WillLength = 1;
        });
        Start(client);
        Await(client, "connected session=absent level=5");
        client.Disconnect(0);
        _broker.Publish("after", "it", 1);
        Assert.Equal(["after it"], Mosquitto.ReadMessages(subscriber));
    }

    [Fact]
    public void Falls_back_to_3_1_1_and_connects()
    {
        MqttClient client = Make(5, "older");
        var old = new ScriptedStream();
        old.Deliver(Wire.Hex("20020001"));
        old.CloseByPeer();
        client.Start(old, 0);
        client.Step(0);
        Assert.Equal($"disconnected {MqttDisconnectReason.ProtocolLevelRefused} 84", _events.Lines[^1]);
        Start(client);
        Await(client, "connected session=absent level=4");
    }

    [Fact]
    public void A_client_without_an_id_keeps_the_one_it_is_given()
    {
        MqttClient client = Make(5, "");
        Start(client);
        Await(client, "connected session=absent level=5");
        _stream!.Close();
        client.Step(0);
        Start(client);
        Await(client, "connected session=present level=5");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void What_a_killed_broker_had_not_acknowledged_reaches_the_one_started_after_it(int level, bool saved)
    {
        MqttClient client = Make(level, "survivor");
        Start(client);
        Await(client, "connected session=absent level=" + level);
        if (saved)
        {
            _broker.Save();
        }

        _broker.Freeze();
        var ids = new List<int>();
        for (int i = 0; i < 5; i++)
        {
            ids.Add(Publish(client, "up/alarm", "a" + i, 1));
        }

        Assert.Equal([1, 2, 3, 4, 5], ids);
        _broker.Kill();
        Await(client, $"disconnected {MqttDisconnectReason.StreamClosed} 00");
        Assert.Equal(5, client.InFlightCount);

        _broker.Start();
        StreamReader subscriber = _broker.Subscribe("up/#", 5);
        Start(client);
        Await(client, $"connected session={(saved ? "present" : "absent")} level={level}");
        AwaitEmptyWindow(client);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => "up/alarm a" + i), Mosquitto.ReadMessages(subscriber));
        Assert.Equal(ids.Select(i => $"acknowledged {i} 00"), _events.Lines.Where(IsAcknowledgement));
    }

    [Fact]
    public void A_message_over_the_packet_limit_does_not_block_the_session()
    {
        // mosquitto keeps the Maximum Packet Size of 5.0 and holds the message back; on 3.1.1 it cannot know.
        foreach (int level in new[] { 5, 4 })
        {
            MqttClient client = Make(level, "small" + level);
            Start(client);
            Await(client, "connected session=absent level=" + level);
            Subscribe(client, "big/#");
            Await(client, "subscribed 1 01");
            _broker.Publish("big/one", new string('x', 3 * ProtocolLimits.MaxMqttIncomingPacketBytes), 1);
            _broker.Publish("big/two", "fits", 1);
            Await(client, "message big/two [66697473] qos=1");
            Assert.Equal(level == 4 ? 1 : 0, client.SkippedMessageCount);
            client.Disconnect(0);
            _events.Lines.Clear();
        }
    }

    private static bool IsAcknowledgement(string line) => line.StartsWith("acknowledged", StringComparison.Ordinal);

    private static int Publish(MqttClient client, string topic, string payload, int qos)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(topic);
        byte[] body = Encoding.UTF8.GetBytes(payload);
        return client.Publish(utf8, utf8.Length, body, 0, body.Length, qos, false, 0);
    }

    private static int Subscribe(MqttClient client, string filter, int qos = 1)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(filter);
        return client.Subscribe(utf8, utf8.Length, qos, 0);
    }

    private MqttClient Make(int level, string clientId, Action<MqttClientOptions>? configure = null)
    {
        var options = new MqttClientOptions { ProtocolLevel = level, ClientIdUtf8 = Encoding.UTF8.GetBytes(clientId) };
        configure?.Invoke(options);
        return new MqttClient(options, _events);
    }

    private void Start(MqttClient client)
    {
        _stream = new TcpByteStream(_broker.Port);
        _streams.Add(_stream);
        client.Start(_stream, 0);
    }

    /// <summary>Lets the client work until these events have come, in any order. Its clock stands still.</summary>
    private void Await(MqttClient client, params string[] expected)
    {
        long start = Stopwatch.GetTimestamp();
        while (expected.Any(e => !_events.Lines.Contains(e)))
        {
            bool isLate = Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30);
            string got = string.Join("; ", _events.Lines);
            Assert.False(isLate, $"waited for [{string.Join("; ", expected)}], got [{got}]");
            Pump(client);
        }
    }

    private void AwaitEmptyWindow(MqttClient client)
    {
        long start = Stopwatch.GetTimestamp();
        while (client.InFlightCount > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "no acknowledgement came");
            Pump(client);
        }
    }

    private void Pump(MqttClient client)
    {
        if (client.NextStepAtMilliseconds > 0)
        {
            _stream!.WaitForBytes(milliseconds: 100);
        }

        client.Step(0);
    }
}
