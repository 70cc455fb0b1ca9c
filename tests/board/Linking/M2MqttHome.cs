// An uplink over the MQTT library with all around it in the test's hands.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Linking;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;

namespace Board.Tests.Linking;

/// <summary>The library's threads are real; the test waits for their signal, and its time stands still meanwhile.
/// </summary>
internal sealed class M2MqttHome : IDisposable
{
    internal const string HubId = "00c0ffee00c0ffee";

    internal static readonly byte[] Authority = [1, 2, 3];

    private static readonly byte[] Will = new byte[20];

    internal M2MqttHome()
    {
        Uplink = new M2MqttUplink(
            Settings, new MqttReceiver("receiver.example", 8883, Authority, null), Network, BearerKind.WiFi, Signal);
        Uplink.Attach(Told);
    }

    internal HubSettings Settings { get; } =
        new() { HubId = HubId, Password = "not-a-secret", KeepAliveSeconds = 60 };

    internal ScriptedBroker Broker { get; } = new();

    internal ScriptedNetwork Network { get; } = new();

    internal LoopSignal Signal { get; } = new();

    internal UplinkRecorder Told { get; } = new();

    internal M2MqttUplink Uplink { get; }

    internal long Now { get; set; } = 1_000;

    internal MqttClient Client => Broker.Clients[^1];

    /// <summary>Lets every thread of the library end.</summary>
    public void Dispose()
    {
        Broker.Gate.Set();
        Uplink.Close(Now);
    }

    internal void Connect() => Uplink.Connect(Will, Will.Length, Now);

    /// <summary>Steps now.</summary>
    internal long Step() => Uplink.Step(Now);

    /// <summary>Steps each time the adapter asks for it, until something is so.</summary>
    internal void Until(Func<bool> condition)
    {
        Step();
        while (!condition())
        {
            Assert.True(Signal.Wait(20_000), "nobody has woken the loop");
            Step();
        }
    }

    internal void BecomeReady()
    {
        Connect();
        Until(() => Uplink.State == UplinkState.Ready);
        Until(() => Step() == long.MaxValue);
    }

    internal int Publish(params byte[] body) => Uplink.Publish(MessageKind.Alarm, body, 0, body.Length, Now);
}
