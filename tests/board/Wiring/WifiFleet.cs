// A fleet manager behind nanoFramework's MQTT library: holds every alarm of a person.
using System;
using System.Collections.Generic;
using System.Device.Wifi;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;

namespace Board.Tests.Wiring;

/// <summary>Made before the board; its answers come on the thread that publishes.</summary>
internal sealed class WifiFleet : IDisposable
{
    private readonly HashSet<ulong> _held = [];
    private readonly ScriptedBroker _broker = new();
    private readonly ScriptedAir _air = new();
    private readonly string _hubId;
    private ulong _sequence = 5UL << 32;

    internal WifiFleet(string hubId)
    {
        _hubId = hubId;
        _broker.OnPublish = Receive;
    }

    internal int HeldCount => _held.Count;

    /// <summary>Lets every thread of the library end.</summary>
    public void Dispose()
    {
        _broker.Gate.Set();
        _air.Gate.Set();
    }

    private void Receive(MqttClient client, ScriptedPublish publish)
    {
        client.Answer(publish.Id);
        if (!publish.Topic.EndsWith("/up/alarm", StringComparison.Ordinal))
        {
            return;
        }

        AlarmMessage alarm = new();
        Assert.Equal(MessageError.None, alarm.Decode(new CborReader(), publish.Body, 0, publish.Body.Length));
        if (alarm.Kind == AlarmKind.Person)
        {
            _held.Add(alarm.Sequence);
        }

        AcknowledgementMessage held = new()
        {
            BootCount = 5,
            Sequence = ++_sequence,
            AcknowledgedSequence = alarm.Sequence,
            AcknowledgedBootCount = alarm.BootCount,
            Result = AcknowledgementResult.Held,
        };
        byte[] body = new byte[512];
        int length = held.Encode(new CborWriter(), body, 0, body.Length);
        client.Deliver($"hub/{_hubId}/down/ack", body[..length]);
    }
}
