// Acknowledgements both ways: those that settle what the client sent, and those it owes.
namespace Hub.Protocols.Mqtt;

public sealed partial class MqttClient
{
    private int _acknowledgedId;
    private int _acknowledgedReason;

    private void Acknowledge(int qos, int packetId)
    {
        if (qos > 0)
        {
            MqttPacketWriter.PutAcknowledgement(
                _output,
                qos == 1 ? MqttPacketType.PublishAcknowledgement : MqttPacketType.PublishReceived,
                packetId,
                0,
                ProtocolLevel);
        }
    }

    private int OnPublishAcknowledgement()
    {
        int breach = ReadAcknowledgement();
        if (breach != 0)
        {
            return breach;
        }

        // An id that is not waited for is let pass: it harms nothing and names nothing.
        int slot = _window.Find(_acknowledgedId);
        if (slot != MqttWindow.None && _window.IsSent(slot))
        {
            Settle(slot, _acknowledgedReason);
        }

        return 0;
    }

    private int OnPublishRelease()
    {
        int breach = ReadAcknowledgement();
        if (breach != 0)
        {
            return breach;
        }

        bool wasHeld = _incomingQos2.Remove(_acknowledgedId);
        MqttPacketWriter.PutAcknowledgement(
            _output,
            MqttPacketType.PublishComplete,
            _acknowledgedId,
            wasHeld ? 0 : MqttReasonCode.PacketIdentifierNotFound,
            ProtocolLevel);
        return 0;
    }

    /// <summary>Reads PUBACK or PUBREL: the id alone; on MQTT 5.0 also a reason code and properties.</summary>
    private int ReadAcknowledgement()
    {
        _acknowledgedId = _reader.ReadUInt16();
        _acknowledgedReason = 0;
        if (ProtocolLevel == 5 && _reader.Remaining > 0)
        {
            _acknowledgedReason = _reader.ReadByte();
            int breach = _reader.Remaining == 0
                ? 0
                : _properties.Read(_reader, MqttPropertyReader.InAcknowledgement);
            if (breach != 0)
            {
                return breach;
            }
        }

        if (_reader.Failed || _reader.Remaining != 0)
        {
            return MqttReasonCode.MalformedPacket;
        }

        return _acknowledgedId == 0 ? MqttReasonCode.ProtocolError : 0;
    }

    private int OnSubscribeAcknowledgement()
    {
        int packetId = _reader.ReadUInt16();
        int breach = ProtocolLevel == 5 ? _properties.Read(_reader, MqttPropertyReader.InAcknowledgement) : 0;
        if (breach != 0)
        {
            return breach;
        }

        int code = _reader.ReadByte();
        bool isKnown = code <= 2 || (ProtocolLevel == 5 ? code >= 0x80 : code == 0x80);
        if (_reader.Failed || _reader.Remaining != 0 || !isKnown)
        {
            return MqttReasonCode.MalformedPacket;
        }

        if (packetId == 0)
        {
            return MqttReasonCode.ProtocolError;
        }

        if (_subscriptions.Remove(packetId))
        {
            _events.OnSubscribed(packetId, code);
        }

        return 0;
    }
}
