// Lets a PUBLISH that is too large pass by, keeping only what is needed to acknowledge it.
namespace Hub.Protocols.Mqtt;

/// <summary>
/// MQTT 3.1.1 has no way to tell a broker how large a packet may be. Closing would have the broker send the same
/// message after each reconnect, for ever; so its bytes are dropped as they come and it is acknowledged unread.
/// </summary>
internal sealed class MqttOversizeSkipper
{
    private int _bodyLength;
    private int _left;
    private int _position;
    private int _topicLength;
    private bool _hasPacketId;

    /// <summary>True while bytes of the packet are still to come.</summary>
    public bool IsActive => _left > 0;

    /// <summary>True when the packet's topic or id reached beyond its end.</summary>
    public bool IsCutShort => _bodyLength < 2 + _topicLength + (_hasPacketId ? 2 : 0);

    /// <summary>The packet's id, 0 when it has none.</summary>
    public int PacketId { get; private set; }

    /// <summary>The packet's QoS.</summary>
    public int Qos { get; private set; }

    /// <summary>Forgets a packet half skipped.</summary>
    public void Clear()
    {
        _left = 0;
    }

    /// <summary>Starts on the body of a PUBLISH.</summary>
    public void Begin(int bodyLength, int qos)
    {
        _bodyLength = bodyLength;
        _left = bodyLength;
        _position = 0;
        _topicLength = 0;
        _hasPacketId = qos > 0;
        PacketId = 0;
        Qos = qos;
    }

    /// <summary>Drops bytes.</summary>
    /// <returns>How many of them belonged to the packet.</returns>
    public int Take(byte[] buffer, int offset, int count)
    {
        int taken = count < _left ? count : _left;
        for (int i = 0; i < taken; i++)
        {
            int idPosition = 2 + _topicLength;
            if (_position < 2)
            {
                _topicLength = (_topicLength << 8) | buffer[offset + i];
            }
            else if (_hasPacketId && (_position == idPosition || _position == idPosition + 1))
            {
                PacketId = (PacketId << 8) | buffer[offset + i];
            }
            else if (_position > idPosition)
            {
                _position += taken - i;
                break;
            }

            _position++;
        }

        _left -= taken;
        return taken;
    }
}
