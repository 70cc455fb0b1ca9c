// Reads the properties of an MQTT 5.0 packet: keeps those the client acts on, checks and passes over the rest.
namespace Hub.Protocols.Mqtt;

/// <summary>Properties of one packet, MQTT 5.0 §2.2.2.</summary>
internal sealed class MqttPropertyReader
{
    /// <summary>The properties stand in a CONNACK.</summary>
    public const int InConnectAcknowledgement = 1;

    /// <summary>The properties stand in a PUBLISH.</summary>
    public const int InPublish = 2;

    /// <summary>The properties stand in an acknowledgement other than CONNACK.</summary>
    public const int InAcknowledgement = 4;

    /// <summary>The properties stand in a DISCONNECT.</summary>
    public const int InDisconnect = 8;

    private const int Everywhere = InConnectAcknowledgement | InPublish | InAcknowledgement | InDisconnect;

    private const int FlagType = 1;
    private const int UInt16Type = 2;
    private const int UInt32Type = 3;
    private const int VariableType = 4;
    private const int TextType = 5;
    private const int BinaryType = 6;
    private const int PairType = 7;

    private long _number;

    /// <summary>How many unacknowledged QoS 1 publishes the broker takes, 1..65535.</summary>
    public int ReceiveMaximum { get; private set; }

    /// <summary>Highest QoS the broker takes, 0..2.</summary>
    public int MaximumQos { get; private set; }

    /// <summary>Whether the broker keeps retained messages.</summary>
    public bool RetainAvailable { get; private set; }

    /// <summary>Largest packet the broker takes, bytes.</summary>
    public long MaximumPacketSize { get; private set; }

    /// <summary>The keep-alive the broker imposes, seconds, or -1.</summary>
    public int ServerKeepAliveSeconds { get; private set; }

    /// <summary>Where an assigned client id starts.</summary>
    public int AssignedClientIdOffset { get; private set; }

    /// <summary>Length of an assigned client id, 0 when there is none.</summary>
    public int AssignedClientIdLength { get; private set; }

    /// <summary>Sets what holds where a property is absent; so it is with MQTT 3.1.1 throughout.</summary>
    public void SetDefaults()
    {
        ReceiveMaximum = 65535;
        MaximumQos = 2;
        RetainAvailable = true;
        MaximumPacketSize = 0x0FFFFFFF + 5;
        ServerKeepAliveSeconds = -1;
        AssignedClientIdOffset = 0;
        AssignedClientIdLength = 0;
    }

    /// <summary>Reads the property length and the properties.</summary>
    /// <param name="reader">Stands before the property length.</param>
    /// <param name="packet">One of the In… constants.</param>
    /// <returns>0, or the reason code to disconnect with.</returns>
    public int Read(MqttPacketReader reader, int packet)
    {
        SetDefaults();
        int length = reader.ReadVariableInteger();
        if (reader.Failed || length > reader.Remaining)
        {
            return MqttReasonCode.MalformedPacket;
        }

        // Counted from the end, because the reader ends with the packet and not with the properties.
        int remainingAfter = reader.Remaining - length;
        ulong seen = 0;
        while (reader.Remaining > remainingAfter)
        {
            int id = reader.ReadVariableInteger();
            int type = TypeOf(id);
            if (reader.Failed || type == 0)
            {
                return MqttReasonCode.MalformedPacket;
            }

            ulong bit = 1UL << id;
            bool repeats = id == 0x26 || id == 0x0B;
            if ((PacketsOf(id) & packet) == 0 || ((seen & bit) != 0 && !repeats))
            {
                return MqttReasonCode.ProtocolError;
            }

            seen |= bit;
            ReadValue(reader, type);
            if (reader.Failed || reader.Remaining < remainingAfter)
            {
                return MqttReasonCode.MalformedPacket;
            }

            int reasonCode = Keep(id, type, reader);
            if (reasonCode != 0)
            {
                return reasonCode;
            }
        }

        return 0;
    }

    private static int TypeOf(int id)
    {
        switch (id)
        {
            case 0x01: // payload format indicator
            case 0x24: // maximum QoS
            case 0x25: // retain available
            case 0x28: // wildcard subscription available
            case 0x29: // subscription identifiers available
            case 0x2A: // shared subscription available
                return FlagType;
            case 0x13: // server keep alive
            case 0x21: // receive maximum
            case 0x22: // topic alias maximum
            case 0x23: // topic alias
                return UInt16Type;
            case 0x02: // message expiry interval
            case 0x11: // session expiry interval
            case 0x27: // maximum packet size
                return UInt32Type;
            case 0x0B: // subscription identifier
                return VariableType;
            case 0x03: // content type
            case 0x08: // response topic
            case 0x12: // assigned client identifier
            case 0x15: // authentication method
            case 0x1A: // response information
            case 0x1C: // server reference
            case 0x1F: // reason string
                return TextType;
            case 0x09: // correlation data
            case 0x16: // authentication data
                return BinaryType;
            case 0x26: // user property
                return PairType;
            default:
                return 0;
        }
    }

    private static int PacketsOf(int id)
    {
        switch (id)
        {
            case 0x01:
            case 0x02:
            case 0x03:
            case 0x08:
            case 0x09:
            case 0x0B:
            case 0x23:
                return InPublish;
            case 0x15:
            case 0x16:
                // Only an answer to an authentication method in CONNECT, and ours has none: MQTT-4.12.0-6.
                return 0;
            case 0x1C:
                return InConnectAcknowledgement | InDisconnect;
            case 0x1F:
                return InConnectAcknowledgement | InAcknowledgement | InDisconnect;
            case 0x26:
                return Everywhere;
            default:
                return InConnectAcknowledgement;
        }
    }

    private void ReadValue(MqttPacketReader reader, int type)
    {
        switch (type)
        {
            case FlagType:
                _number = reader.ReadByte();
                break;
            case UInt16Type:
                _number = reader.ReadUInt16();
                break;
            case UInt32Type:
                _number = reader.ReadUInt32();
                break;
            case VariableType:
                _number = reader.ReadVariableInteger();
                break;
            case BinaryType:
                reader.ReadBinary();
                break;
            case PairType:
                reader.ReadText();
                reader.ReadText();
                break;
            default:
                reader.ReadText();
                break;
        }
    }

    private int Keep(int id, int type, MqttPacketReader reader)
    {
        if (type == FlagType && _number > 1)
        {
            return MqttReasonCode.ProtocolError;
        }

        switch (id)
        {
            case 0x12:
                AssignedClientIdOffset = reader.FieldOffset;
                AssignedClientIdLength = reader.FieldLength;
                return 0;
            case 0x13:
                ServerKeepAliveSeconds = (int)_number;
                return 0;
            case 0x21:
                ReceiveMaximum = (int)_number;
                return _number == 0 ? MqttReasonCode.ProtocolError : 0;
            case 0x23:
                // Our CONNECT leaves Topic Alias Maximum at 0, so there can be none.
                return MqttReasonCode.TopicAliasInvalid;
            case 0x24:
                MaximumQos = (int)_number;
                return 0;
            case 0x25:
                RetainAvailable = _number == 1;
                return 0;
            case 0x27:
                MaximumPacketSize = _number;
                return _number == 0 ? MqttReasonCode.ProtocolError : 0;
            case 0x0B:
                return _number == 0 ? MqttReasonCode.ProtocolError : 0;
            default:
                return 0;
        }
    }
}
