// Encodes the packets the hub's client sends, for MQTT 5.0 (level 5) and 3.1.1 (level 4).
namespace Hub.Protocols.Mqtt;

/// <summary>Encoders into an <see cref="MqttOutput"/>, each either whole or not at all.</summary>
internal static class MqttPacketWriter
{
    /// <summary>Tells whether a set of options keeps every limit.</summary>
    public static bool IsValid(MqttClientOptions options)
    {
        bool passwordAlone = options.Password.Length > 0 && options.UserNameUtf8.Length == 0;
        return (options.ProtocolLevel == 4 || options.ProtocolLevel == 5)
            && options.ClientIdUtf8.Length <= ProtocolLimits.MaxMqttCredentialBytes
            && options.UserNameUtf8.Length <= ProtocolLimits.MaxMqttCredentialBytes
            && options.Password.Length <= ProtocolLimits.MaxMqttCredentialBytes
            && !passwordAlone // MQTT-3.1.2-22 of 3.1.1; what one level forbids is not offered on the other.
            && options.KeepAliveSeconds >= 0
            && options.KeepAliveSeconds <= ProtocolLimits.MaxMqttKeepAliveSeconds
            && options.SessionExpirySeconds >= 0
            && options.SessionExpirySeconds <= 0xFFFFFFFFL
            && options.ConnectTimeoutMilliseconds > 0
            && options.PingTimeoutMilliseconds > 0
            && options.AcknowledgementTimeoutMilliseconds > 0
            && IsWillValid(options);
    }

    /// <summary>CONNECT, MQTT 5.0 §3.1. The output must be empty; valid options then always fit.</summary>
    public static void PutConnect(
        MqttOutput output, MqttClientOptions options, byte[] clientId, int clientIdLength, int level)
    {
        bool hasUserName = options.UserNameUtf8.Length > 0;
        bool hasPassword = options.Password.Length > 0;
        bool hasWill = options.WillTopicUtf8.Length > 0;
        int propertyLength = options.SessionExpirySeconds > 0 ? 5 + 3 + 5 : 3 + 5;
        int length = 10 + (level == 5 ? 1 + propertyLength : 0) + 2 + clientIdLength
            + (hasWill ? (level == 5 ? 1 : 0) + 2 + options.WillTopicUtf8.Length + 2 + options.WillLength : 0)
            + (hasUserName ? 2 + options.UserNameUtf8.Length : 0)
            + (hasPassword ? 2 + options.Password.Length : 0);

        if (!output.HasRoom(5 + length))
        {
            return;
        }

        output.PutByte(MqttPacketType.Connect << 4);
        output.PutVariableInteger(length);
        output.PutUInt16(4);
        output.PutByte('M');
        output.PutByte('Q');
        output.PutByte('T');
        output.PutByte('T');
        output.PutByte(level);
        output.PutByte((hasUserName ? 0x80 : 0) | (hasPassword ? 0x40 : 0) | (options.CleanStart ? 0x02 : 0)
            | (hasWill ? 0x04 | (options.WillQos << 3) : 0));
        output.PutUInt16(options.KeepAliveSeconds);
        if (level == 5)
        {
            output.PutVariableInteger(propertyLength);
            if (options.SessionExpirySeconds > 0)
            {
                output.PutByte(0x11);
                output.PutUInt32(options.SessionExpirySeconds);
            }

            output.PutByte(0x21);
            output.PutUInt16(ProtocolLimits.MaxMqttIncomingQos2);
            output.PutByte(0x27);
            output.PutUInt32(ProtocolLimits.MaxMqttIncomingPacketBytes);
        }

        output.PutPrefixed(clientId, 0, clientIdLength);
        if (hasWill)
        {
            if (level == 5)
            {
                output.PutByte(0);
            }

            output.PutPrefixed(options.WillTopicUtf8, 0, options.WillTopicUtf8.Length);
            output.PutPrefixed(options.WillPayload, 0, options.WillLength);
        }

        if (hasUserName)
        {
            output.PutPrefixed(options.UserNameUtf8, 0, options.UserNameUtf8.Length);
        }

        if (hasPassword)
        {
            output.PutPrefixed(options.Password, 0, options.Password.Length);
        }
    }

    /// <summary>Length of a PUBLISH, fixed header included.</summary>
    public static int PublishLength(int topicLength, int payloadLength, int qos, int level)
    {
        int length = 2 + topicLength + (qos > 0 ? 2 : 0) + (level == 5 ? 1 : 0) + payloadLength;
        return 1 + MqttOutput.VariableIntegerLength(length) + length;
    }

    /// <summary>PUBLISH up to its payload, which the caller puts after it. There must be room.</summary>
    public static void PutPublishHead(
        MqttOutput output, int flags, byte[] topic, int topicOffset, int topicLength, int packetId,
        int payloadLength, int level)
    {
        bool hasId = (flags & 0x06) != 0;
        output.PutByte((MqttPacketType.Publish << 4) | flags);
        output.PutVariableInteger(2 + topicLength + (hasId ? 2 : 0) + (level == 5 ? 1 : 0) + payloadLength);
        output.PutPrefixed(topic, topicOffset, topicLength);
        if (hasId)
        {
            output.PutUInt16(packetId);
        }

        if (level == 5)
        {
            output.PutByte(0);
        }
    }

    /// <summary>Length of a SUBSCRIBE to one filter, fixed header included.</summary>
    public static int SubscribeLength(int filterLength, int level)
    {
        return 2 + 2 + (level == 5 ? 1 : 0) + 2 + filterLength + 1;
    }

    /// <summary>SUBSCRIBE to one filter, when it fits and leaves the reserve.</summary>
    public static bool TryPutSubscribe(
        MqttOutput output, int packetId, byte[] filter, int filterLength, int qos, int level)
    {
        int length = SubscribeLength(filterLength, level);
        if (!output.HasRoom(length + ProtocolLimits.MqttOutputReserveBytes))
        {
            return false;
        }

        output.PutByte((MqttPacketType.Subscribe << 4) | 0x02);
        output.PutByte(length - 2); // at most 5 + MaxTopicBytes + 1, one byte
        output.PutUInt16(packetId);
        if (level == 5)
        {
            output.PutByte(0);
        }

        output.PutPrefixed(filter, 0, filterLength);
        output.PutByte(qos);
        return true;
    }

    /// <summary>PUBACK, PUBREC or PUBCOMP; a reason code other than 0 is told on MQTT 5.0 only.</summary>
    public static void PutAcknowledgement(MqttOutput output, int type, int packetId, int reasonCode, int level)
    {
        bool hasReason = level == 5 && reasonCode != 0;
        if (!output.HasRoom(5))
        {
            return;
        }

        output.PutByte(type << 4);
        output.PutByte(hasReason ? 3 : 2);
        output.PutUInt16(packetId);
        if (hasReason)
        {
            output.PutByte(reasonCode);
        }
    }

    /// <summary>PINGREQ.</summary>
    public static void PutPingRequest(MqttOutput output)
    {
        if (output.HasRoom(2))
        {
            output.PutByte(MqttPacketType.PingRequest << 4);
            output.PutByte(0);
        }
    }

    /// <summary>DISCONNECT; a reason code other than 0 is told on MQTT 5.0 only.</summary>
    public static void PutDisconnect(MqttOutput output, int reasonCode, int level)
    {
        bool hasReason = level == 5 && reasonCode != 0;
        if (!output.HasRoom(3))
        {
            return;
        }

        output.PutByte(MqttPacketType.Disconnect << 4);
        output.PutByte(hasReason ? 1 : 0);
        if (hasReason)
        {
            output.PutByte(reasonCode);
        }
    }

    private static bool IsWillValid(MqttClientOptions options)
    {
        return options.WillTopicUtf8.Length <= ProtocolLimits.MaxMqttTopicBytes
            && options.WillLength >= 0
            && options.WillLength <= options.WillPayload.Length
            && options.WillLength <= ProtocolLimits.MaxMessageBytes
            && (options.WillQos == 0 || options.WillQos == 1);
    }
}
