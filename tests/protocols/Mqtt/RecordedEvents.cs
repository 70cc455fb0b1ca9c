// Writes down what the client tells its owner, one line an event.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Hub.Protocols.Mqtt;

namespace Protocols.Tests.Mqtt;

/// <summary>Events as lines of text, and hooks for owners that act inside an event.</summary>
internal sealed class RecordedEvents : IMqttClientEvents
{
    public List<string> Lines { get; } = [];

    public Action? WhenConnected { get; set; }

    public Action? WhenMessage { get; set; }

    public Action? WhenAcknowledged { get; set; }

    public Action? WhenDisconnected { get; set; }

    public void OnConnected(bool sessionPresent, int protocolLevel)
    {
        Add($"connected session={(sessionPresent ? "present" : "absent")} level={protocolLevel}");
        WhenConnected?.Invoke();
    }

    public void OnPublishAcknowledged(int packetId, int reasonCode)
    {
        Add($"acknowledged {packetId} {reasonCode:X2}");
        WhenAcknowledged?.Invoke();
    }

    public void OnMessage(
        byte[] buffer, int topicOffset, int topicLength, int payloadOffset, int payloadLength, int qos)
    {
        string topic = Encoding.UTF8.GetString(buffer, topicOffset, topicLength);
        string payload = Convert.ToHexString(buffer, payloadOffset, payloadLength);
        Add($"message {topic} [{payload}] qos={qos}");
        WhenMessage?.Invoke();
    }

    public void OnSubscribed(int packetId, int reasonCode) => Add($"subscribed {packetId} {reasonCode:X2}");

    public void OnDisconnected(int reason, int reasonCode)
    {
        Add($"disconnected {reason} {reasonCode:X2}");
        WhenDisconnected?.Invoke();
    }

    private void Add(FormattableString line) => Lines.Add(line.ToString(CultureInfo.InvariantCulture));
}
