// The connection's life: what is sent again, the deadlines, and the end.
namespace Hub.Protocols.Mqtt;

public sealed partial class MqttClient
{
    private void StepConnection()
    {
        _hasBacklog = false;
        Flush();
        if (_state == Connecting || _state == Connected)
        {
            Receive();
        }

        // An event may have ended this connection, or even started the next, which is then served by this same step.
        if (_state == Connected)
        {
            SendQueued();
        }

        LookAtClock();
        Flush();
        if (_state == Closing && (_writeFailed || !_output.IsPending))
        {
            Finish(_closingReason, _closingCode);
        }
    }

    /// <summary>Sends what is queued, oldest first, as far as window and output allow.</summary>
    private void SendQueued()
    {
        int generation = _generation;
        int slot = _window.OldestQueued();
        while (slot != MqttWindow.None && _window.SentCount < _broker.ReceiveMaximum)
        {
            int qos = _broker.MaximumQos == 0 ? 0 : 1;
            int payloadLength = _window.PayloadLength(slot);
            int topicLength = _window.TopicLength(slot);
            int length = MqttPacketWriter.PublishLength(topicLength, payloadLength, qos, ProtocolLevel);
            bool isTooLarge = length > _broker.MaximumPacketSize;
            if (!isTooLarge && !_output.HasRoom(length + ProtocolLimits.MqttOutputReserveBytes))
            {
                return;
            }

            if (!isTooLarge)
            {
                int flags = (qos << 1) | (qos == 1 && _window.IsDuplicate(slot) ? 8 : 0)
                    | (_window.IsRetained(slot) && _broker.RetainAvailable ? 1 : 0);
                int topicOffset = _window.TopicOffset(slot);
                MqttPacketWriter.PutPublishHead(
                    _output, flags, _window.Slabs, topicOffset, topicLength, _window.PacketId(slot), payloadLength,
                    ProtocolLevel);
                _output.PutBytes(_window.Slabs, topicOffset + topicLength, payloadLength);
            }

            if (isTooLarge || qos == 0)
            {
                Settle(slot, isTooLarge ? MqttReasonCode.PacketTooLarge : MqttReasonCode.QosNotSupported);
                if (_generation != generation || _state != Connected)
                {
                    return;
                }
            }
            else
            {
                _window.MarkSent(slot, _nowMilliseconds);
            }

            slot = _window.OldestQueued();
        }
    }

    private void Settle(int slot, int reasonCode)
    {
        int packetId = _window.PacketId(slot);
        _window.Release(slot);
        _events.OnPublishAcknowledged(packetId, reasonCode);
    }

    /// <summary>The next id that nothing in flight uses: at most window and subscriptions are in use, so it ends.
    /// </summary>
    private int TakePacketId()
    {
        do
        {
            _lastPacketId = _lastPacketId == 65535 ? 1 : _lastPacketId + 1;
        }
        while (_window.Find(_lastPacketId) != MqttWindow.None || _subscriptions.Contains(_lastPacketId));

        return _lastPacketId;
    }

    private void LookAtClock()
    {
        if (_state == Connecting && _nowMilliseconds >= _deadlineMilliseconds)
        {
            Finish(MqttDisconnectReason.ConnectTimeout, 0);
        }
        else if (_state == Closing && _nowMilliseconds >= _deadlineMilliseconds)
        {
            Finish(_closingReason, _closingCode);
        }
        else if (_state == Connected && _isPingPending && _nowMilliseconds >= PingDeadline())
        {
            Finish(MqttDisconnectReason.KeepAliveTimeout, 0);
        }
        else if (_state == Connected && _nowMilliseconds >= AcknowledgementDeadline())
        {
            Finish(MqttDisconnectReason.AcknowledgementTimeout, 0);
        }
        else if (_state == Connected && !_isPingPending && _nowMilliseconds >= PingDue())
        {
            MqttPacketWriter.PutPingRequest(_output);
            _isPingPending = true;
            _pingSentMilliseconds = _nowMilliseconds;
        }
    }

    /// <summary>
    /// The broker wants to hear from us within the keep-alive time; and we want to hear from it, for one that only ever
    /// swallows what we send is as dead as one we cannot reach.
    /// </summary>
    private long PingDue()
    {
        if (_keepAliveMilliseconds == 0)
        {
            return long.MaxValue;
        }

        return _keepAliveMilliseconds
            + (_lastSentMilliseconds < _lastReceivedMilliseconds ? _lastSentMilliseconds : _lastReceivedMilliseconds);
    }

    private long PingDeadline()
    {
        return _pingSentMilliseconds + _options.PingTimeoutMilliseconds;
    }

    private long AcknowledgementDeadline()
    {
        long publish = _window.OldestSentAt();
        long subscribe = _subscriptions.OldestAddedAt();
        long oldest = publish < subscribe ? publish : subscribe;
        return oldest == long.MaxValue ? oldest : oldest + _options.AcknowledgementTimeoutMilliseconds;
    }

    private void SetNextStep()
    {
        long next = long.MaxValue;
        if (_state == Connecting || _state == Closing)
        {
            next = _deadlineMilliseconds;
        }
        else if (_state == Connected)
        {
            next = _isPingPending ? PingDeadline() : PingDue();
            long acknowledgement = AcknowledgementDeadline();
            next = acknowledgement < next ? acknowledgement : next;
        }

        if (_state != Idle && _output.IsPending)
        {
            long retry = _nowMilliseconds + ProtocolLimits.MqttOutputRetryMilliseconds;
            next = retry < next ? retry : next;
        }

        if (_state != Idle && (_hasBacklog || _writeFailed))
        {
            next = _nowMilliseconds;
        }

        NextStepAtMilliseconds = next;
    }

    private void Flush()
    {
        if (_stream == null || _writeFailed)
        {
            return;
        }

        int written = _output.Flush(_stream);
        if (written < 0)
        {
            // Not the end yet: the reason may still lie unread in the stream.
            _writeFailed = true;
        }
        else if (written > 0)
        {
            _lastSentMilliseconds = _nowMilliseconds;
        }
    }

    private void FlushOutsideStep()
    {
        if (!_isStepping)
        {
            Flush();
            SetNextStep();
        }
    }

    /// <summary>Answers a breach of the protocol: with its reason on MQTT 5.0; MQTT 3.1.1 has none to give.</summary>
    private void OnViolation(int reasonCode)
    {
        if (ProtocolLevel == 5)
        {
            MqttPacketWriter.PutDisconnect(_output, reasonCode, ProtocolLevel);
            BeginClosing(MqttDisconnectReason.ProtocolViolation, reasonCode);
        }
        else
        {
            Finish(MqttDisconnectReason.ProtocolViolation, reasonCode);
        }
    }

    private void BeginClosing(int reason, int reasonCode)
    {
        _state = Closing;
        _closingReason = reason;
        _closingCode = reasonCode;
        _deadlineMilliseconds = _nowMilliseconds + ProtocolLimits.MqttClosingMilliseconds;
        Flush();
        if (_writeFailed || !_output.IsPending)
        {
            Finish(reason, reasonCode);
        }
    }

    private void Finish(int reason, int reasonCode)
    {
        IByteStream? stream = _stream;
        _stream = null;
        _state = Idle;
        _generation++;
        _subscriptions.Clear();
        NextStepAtMilliseconds = long.MaxValue;
        if (stream != null)
        {
            stream.Close();
        }

        _events.OnDisconnected(reason, reasonCode);
    }
}
