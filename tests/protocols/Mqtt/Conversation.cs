// One client, its scripted broker, and a clock that stands still until the test moves it.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

/// <summary>Plays the broker's part against an <see cref="MqttClient"/>.</summary>
internal sealed class Conversation
{
    private int _seen;

    public Conversation(int level = 5, Action<MqttClientOptions>? configure = null)
    {
        Level = level;
        Options = new MqttClientOptions
        {
            ProtocolLevel = level,
            ClientIdUtf8 = Encoding.UTF8.GetBytes("hub1"),
        };
        configure?.Invoke(Options);
        Client = new MqttClient(Options, Events);
    }

    public int Level { get; }

    public MqttClientOptions Options { get; }

    public RecordedEvents Events { get; } = new();

    public MqttClient Client { get; }

    public ScriptedStream Stream { get; private set; } = new();

    public long Now { get; set; } = 1_000_000;

    /// <summary>A client that is connected, its CONNECT already read.</summary>
    public static Conversation Connected(int level = 5, Action<MqttClientOptions>? configure = null)
    {
        var conversation = new Conversation(level, configure);
        conversation.Start();
        conversation.Say(Wire.Accepted(level));
        Assert.True(conversation.Client.IsConnected);
        conversation.Forget();
        return conversation;
    }

    public void Start()
    {
        Stream = new ScriptedStream();
        _seen = 0;
        Client.Start(Stream, Now);
    }

    /// <summary>Starts again and accepts.</summary>
    public void Reconnect(bool sessionPresent, params byte[][] properties)
    {
        Start();
        Forget();
        Say(Wire.Accepted(Client.ProtocolLevel, sessionPresent, properties));
    }

    public void Say(params byte[][] packets)
    {
        Stream.Deliver(Wire.Join(packets));
        Step();
    }

    public void Step() => Client.Step(Now);

    /// <summary>Moves the clock and steps when the client asked for it, as an owner does.</summary>
    public void Wait(long milliseconds)
    {
        long end = Now + milliseconds;
        while (Client.NextStepAtMilliseconds <= end)
        {
            Now = Math.Max(Now, Client.NextStepAtMilliseconds);
            long before = Client.NextStepAtMilliseconds;
            Step();
            Assert.True(Client.NextStepAtMilliseconds > before, "the client asks for a step without end");
        }

        Now = end;
    }

    public int Publish(string topic, byte[] payload, int qos = 1, bool retain = false)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(topic);
        return Client.Publish(utf8, utf8.Length, payload, 0, payload.Length, qos, retain, Now);
    }

    public int Subscribe(string filter, int qos = 1)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(filter);
        return Client.Subscribe(utf8, utf8.Length, qos, Now);
    }

    public void Forget() => _seen = Stream.Written.Count;

    /// <summary>Packets written since the last look, as hexadecimal text.</summary>
    public List<string> Written()
    {
        List<string> packets = Wire.Split(Stream.Written.Skip(_seen).ToList());
        Forget();
        return packets;
    }

    /// <summary>Events since the last look.</summary>
    public List<string> Told()
    {
        List<string> lines = [.. Events.Lines];
        Events.Lines.Clear();
        return lines;
    }
}
