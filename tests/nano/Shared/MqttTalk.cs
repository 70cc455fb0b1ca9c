// An MQTT client on a stream whose two ends are the test's.
using System.Text;
using Hub.Protocols.Mqtt;

namespace NFUnitTest;

internal sealed class MqttTalk : IByteStream, IMqttClientEvents
{
    private readonly byte[] _written = new byte[512];
    private byte[] _heard = new byte[0];
    private int _heardAt;
    private int _writtenCount;

    /// <summary>Starts a client.</summary>
    internal MqttTalk(int protocolLevel)
    {
        MqttClientOptions options = new MqttClientOptions();
        options.ClientIdUtf8 = Encoding.UTF8.GetBytes("hub1");
        options.ProtocolLevel = protocolLevel;
        Client = new MqttClient(options, this);
        Client.Start(this, 0);
        Client.Step(0);
    }

    internal MqttClient Client { get; }

    internal int AcknowledgedCount { get; private set; }

    internal int DisconnectedCount { get; private set; }

    internal int LastPayloadLength { get; private set; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether exactly this was written since it was last asked.</summary>
    internal bool Wrote(string digits)
    {
        bool isEqual = Hex.AreEqual(Hex.Bytes(digits), _written, 0, _writtenCount);
        _writtenCount = 0;
        return isEqual;
    }

    /// <summary>The broker sends bytes.</summary>
    internal void Hear(string digits)
    {
        _heard = Hex.Bytes(digits);
        _heardAt = 0;
        Client.Step(0);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _heardAt < _heard.Length)
        {
            buffer[offset + taken] = _heard[_heardAt];
            taken++;
            _heardAt++;
        }

        return taken;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        System.Array.Copy(buffer, offset, _written, _writtenCount, count);
        _writtenCount += count;
        return count;
    }

    public void Close()
    {
        IsOpen = false;
    }

    public void OnConnected(bool sessionPresent, int protocolLevel)
    {
    }

    public void OnPublishAcknowledged(int packetId, int reasonCode)
    {
        AcknowledgedCount++;
    }

    public void OnMessage(
        byte[] buffer, int topicOffset, int topicLength, int payloadOffset, int payloadLength, int qos)
    {
        LastPayloadLength = payloadLength;
    }

    public void OnSubscribed(int packetId, int reasonCode)
    {
    }

    public void OnDisconnected(int reason, int reasonCode)
    {
        DisconnectedCount++;
    }
}
