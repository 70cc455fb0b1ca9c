// What the client does with each packet that arrives, and with those that should not have.
namespace Hub.Protocols.Mqtt;

public sealed partial class MqttClient
{
    private void Receive()
    {
        int generation = _generation;
        for (int turn = 0; turn < ProtocolLimits.MaxMqttPacketsPerStep; turn++)
        {
            int found = _skipper.IsActive ? MqttInput.Incomplete : _input.Next();
            if (found == MqttInput.Incomplete)
            {
                IByteStream? stream = _stream;
                int count = stream == null ? 0 : _input.Fill(stream);
                if (count < 0 || (count == 0 && _writeFailed))
                {
                    OnStreamClosed();
                    return;
                }

                if (count == 0)
                {
                    return;
                }

                _lastReceivedMilliseconds = _nowMilliseconds;
                if (_skipper.IsActive)
                {
                    SkipFurther();
                }
            }
            else if (!_output.HasRoom(ProtocolLimits.MqttOutputReserveBytes) && !MakeRoom())
            {
                // No room to answer: what has arrived waits, and so does the broker.
                return;
            }
            else
            {
                Take(found);
            }

            if (_generation != generation || _state == Closing)
            {
                return;
            }
        }

        _hasBacklog = true;
    }

    private bool MakeRoom()
    {
        Flush();
        return _output.HasRoom(ProtocolLimits.MqttOutputReserveBytes);
    }

    private void Take(int found)
    {
        if (found == MqttInput.Malformed)
        {
            OnViolation(MqttReasonCode.MalformedPacket);
        }
        else if (found == MqttInput.TooLarge)
        {
            OnTooLarge();
        }
        else
        {
            // The bytes stay where they are until the next read, which comes after this packet has been dealt with.
            _input.Consume();
            int reasonCode = Dispatch();
            if (reasonCode != 0)
            {
                OnViolation(reasonCode);
            }
        }
    }

    /// <summary>Deals with the packet in <see cref="_input"/>.</summary>
    /// <returns>0, or the reason code of its breach of the protocol.</returns>
    private int Dispatch()
    {
        _reader.Reset(_input.Buffer, _input.BodyOffset, _input.BodyLength);
        int expectedFlags = _input.Type == MqttPacketType.PublishRelease ? 2 : 0;
        if (_input.Type == 0 || (_input.Type != MqttPacketType.Publish && _input.Flags != expectedFlags))
        {
            return MqttReasonCode.MalformedPacket;
        }

        if ((_state == Connecting) != (_input.Type == MqttPacketType.ConnectAcknowledgement))
        {
            return MqttReasonCode.ProtocolError;
        }

        switch (_input.Type)
        {
            case MqttPacketType.ConnectAcknowledgement:
                return OnConnectAcknowledgement();
            case MqttPacketType.Publish:
                return OnPublish();
            case MqttPacketType.PublishAcknowledgement:
                return OnPublishAcknowledgement();
            case MqttPacketType.PublishRelease:
                return OnPublishRelease();
            case MqttPacketType.SubscribeAcknowledgement:
                return OnSubscribeAcknowledgement();
            case MqttPacketType.PingResponse:
                _isPingPending = false;
                return _input.BodyLength == 0 ? 0 : MqttReasonCode.MalformedPacket;
            case MqttPacketType.Disconnect:
                return OnDisconnect();
            default:
                // Answers to what we never send, and what only a client sends.
                return MqttReasonCode.ProtocolError;
        }
    }

    private int OnPublish()
    {
        int qos = (_input.Flags >> 1) & 3;
        if (!AreFlagsValid(qos))
        {
            return MqttReasonCode.MalformedPacket;
        }

        _reader.ReadText();
        int topicOffset = _reader.FieldOffset;
        int topicLength = _reader.FieldLength;
        int packetId = qos > 0 ? _reader.ReadUInt16() : 0;
        if (_reader.Failed)
        {
            return MqttReasonCode.MalformedPacket;
        }

        int breach = ProtocolLevel == 5 ? _properties.Read(_reader, MqttPropertyReader.InPublish) : 0;
        if (breach != 0)
        {
            return breach;
        }

        if ((qos > 0 && packetId == 0) || topicLength == 0)
        {
            return MqttReasonCode.ProtocolError;
        }

        if (!MqttText.IsTopicName(_input.Buffer, topicOffset, topicLength))
        {
            return MqttReasonCode.MalformedPacket;
        }

        bool isRepeat = qos == 2 && _incomingQos2.Contains(packetId);
        if (qos == 2 && !isRepeat)
        {
            if (_incomingQos2.IsFull)
            {
                return MqttReasonCode.ReceiveMaximumExceeded;
            }

            _incomingQos2.Add(packetId, _nowMilliseconds);
        }

        int generation = _generation;
        if (!isRepeat)
        {
            _events.OnMessage(
                _input.Buffer, topicOffset, topicLength, _reader.Position, _reader.Remaining, qos);
        }

        if (_generation == generation && _state == Connected)
        {
            Acknowledge(qos, packetId);
        }

        return 0;
    }

    private int OnDisconnect()
    {
        if (ProtocolLevel != 5)
        {
            return MqttReasonCode.ProtocolError;
        }

        int code = _reader.Remaining > 0 ? _reader.ReadByte() : 0;
        int breach = _reader.Remaining > 0 ? _properties.Read(_reader, MqttPropertyReader.InDisconnect) : 0;
        if (breach == 0 && _reader.Remaining != 0)
        {
            breach = MqttReasonCode.MalformedPacket;
        }

        if (breach == 0)
        {
            Finish(MqttDisconnectReason.ServerDisconnected, code);
        }

        return breach;
    }

    /// <summary>No QoS 3, and no duplicate of what is sent once: MQTT-3.3.1-4 and MQTT-3.3.1-2.</summary>
    private bool AreFlagsValid(int qos)
    {
        return qos != 3 && (qos != 0 || (_input.Flags & 8) == 0);
    }

    /// <summary>An MQTT 5.0 broker was told the limit. One of 3.1.1 could not be, so a PUBLISH is let pass.</summary>
    private void OnTooLarge()
    {
        int qos = (_input.Flags >> 1) & 3;
        if (ProtocolLevel == 5 || _state != Connected || _input.Type != MqttPacketType.Publish)
        {
            OnViolation(MqttReasonCode.PacketTooLarge);
        }
        else if (!AreFlagsValid(qos))
        {
            OnViolation(MqttReasonCode.MalformedPacket);
        }
        else
        {
            _skipper.Begin(_input.BodyLength, qos);
            _input.ConsumeHeader();
            SkipFurther();
        }
    }

    private void SkipFurther()
    {
        _input.Skip(_skipper);
        if (_skipper.IsActive)
        {
            return;
        }

        bool isNew = _skipper.Qos == 2 && !_incomingQos2.Contains(_skipper.PacketId);
        if (_skipper.IsCutShort || (_skipper.Qos > 0 && _skipper.PacketId == 0))
        {
            OnViolation(_skipper.IsCutShort ? MqttReasonCode.MalformedPacket : MqttReasonCode.ProtocolError);
        }
        else if (isNew && _incomingQos2.IsFull)
        {
            OnViolation(MqttReasonCode.ReceiveMaximumExceeded);
        }
        else
        {
            if (isNew)
            {
                _incomingQos2.Add(_skipper.PacketId, _nowMilliseconds);
            }

            SkippedMessageCount++;
            Acknowledge(_skipper.Qos, _skipper.PacketId);
        }
    }
}
