// CONNECT, read and checked.
using System;

namespace Fleet.Server.Gateway.Mqtt.Codec;

/// <summary>A CONNECT packet (MQTT 5.0 §3.1, MQTT 3.1.1 §3.1). The spans point into the received packet.</summary>
internal ref struct ConnectPacket
{
    /// <summary>Level byte of MQTT 3.1.1.</summary>
    internal const byte Version4 = 4;

    /// <summary>Level byte of MQTT 5.0.</summary>
    internal const byte Version5 = 5;

    private const byte ReservedFlag = 0x01;
    private const byte CleanStartFlag = 0x02;
    private const byte WillFlag = 0x04;
    private const byte WillRetainFlag = 0x20;
    private const byte PasswordFlag = 0x40;
    private const byte UserNameFlag = 0x80;

    private PacketReader _reader;

    /// <summary>4 or 5; 0 when the packet does not even tell the version, so that it cannot be answered.</summary>
    internal byte Level;
    internal bool CleanStart;
    internal ushort KeepAliveSeconds;
    internal ReadOnlySpan<byte> ClientId;

    internal bool HasWill;
    internal byte WillQos;
    internal bool WillRetain;
    internal ReadOnlySpan<byte> WillTopic;
    internal ReadOnlySpan<byte> WillPayload;
    internal ReadOnlySpan<byte> WillProperties;
    internal uint WillDelaySeconds;
    internal bool WillHasExpiry;
    internal uint WillExpirySeconds;
    internal bool WillIsText;

    internal bool HasUserName;
    internal bool HasPassword;
    internal ReadOnlySpan<byte> UserName;
    internal ReadOnlySpan<byte> Password;

    /// <summary>0 ends the session with the connection; 0xFFFFFFFF never (§3.1.2.11.2). Set for 3.1.1 as
    /// well.</summary>
    internal uint SessionExpirySeconds;
    internal ushort ReceiveMaximum;

    /// <summary>Largest packet the client takes; 0 when it set no bound.</summary>
    internal uint MaximumPacketBytes;
    internal ushort TopicAliasMaximum;
    internal bool RequestsResponseInformation;
    internal bool RequestsProblemInformation;
    internal bool HasAuthenticationMethod;

    private ConnectPacket(ReadOnlySpan<byte> body)
    {
        _reader = new PacketReader(body);
        ReceiveMaximum = ushort.MaxValue;
        RequestsProblemInformation = true;
    }

    /// <summary>
    /// <see cref="ReasonCode.Success"/>, or the code for the CONNACK, which can be sent when <see cref="Level"/> is
    /// known.
    /// </summary>
    internal readonly ReasonCode Fault => _reader.Fault;

    /// <summary>Reads a CONNECT.</summary>
    internal static ConnectPacket Parse(ReadOnlySpan<byte> body)
    {
        var packet = new ConnectPacket(body);
        packet.ReadVersion();
        if (packet.Fault == ReasonCode.Success)
        {
            packet.ReadRest();
        }

        return packet;
    }

    private void ReadVersion()
    {
        var name = _reader.ReadString();
        var level = _reader.ReadByte();
        if (Fault != ReasonCode.Success)
        {
            return;
        }

        if (name.SequenceEqual("MQTT"u8))
        {
            // A version the gateway does not speak is refused in the words of the nearest one it does.
            Level = level <= Version4 || level >= 0x80 ? Version4 : Version5;
        }
        else if (name.SequenceEqual("MQIsdp"u8))
        {
            Level = Version4;
            level = 0;
        }

        if (level != Level || Level == 0)
        {
            _reader.Fail(ReasonCode.UnsupportedProtocolVersion);
        }
    }

    private void ReadRest()
    {
        var flags = _reader.ReadByte();
        KeepAliveSeconds = _reader.ReadUInt16();
        CheckFlags(flags);
        if (Level == Version5)
        {
            ReadProperties();
        }

        ClientId = _reader.ReadString();
        if (HasWill)
        {
            ReadWill();
        }

        if (HasUserName)
        {
            UserName = _reader.ReadString();
        }

        if (HasPassword)
        {
            Password = _reader.ReadBinary();
        }

        _reader.ExpectEnd();
        if (Level == Version4)
        {
            SessionExpirySeconds = CleanStart ? 0 : uint.MaxValue;
        }
    }

    private void CheckFlags(byte flags)
    {
        CleanStart = (flags & CleanStartFlag) != 0;
        HasWill = (flags & WillFlag) != 0;
        WillQos = (byte)((flags >> 3) & 3);
        WillRetain = (flags & WillRetainFlag) != 0;
        HasPassword = (flags & PasswordFlag) != 0;
        HasUserName = (flags & UserNameFlag) != 0;
        var isWillWrong = HasWill ? WillQos > 2 : WillQos != 0 || WillRetain;
        var isPasswordAlone = Level == Version4 && HasPassword && !HasUserName;
        if ((flags & ReservedFlag) != 0 || isWillWrong || isPasswordAlone)
        {
            _reader.Fail(ReasonCode.MalformedPacket);
        }
    }

    private void ReadProperties()
    {
        var hasData = false;
        var properties = PropertyReader.Open(ref _reader, PropertyRules.Connect);
        while (properties.MoveNext())
        {
            switch (properties.Id)
            {
                case PropertyId.SessionExpiryInterval:
                    SessionExpirySeconds = properties.Number;
                    break;
                case PropertyId.ReceiveMaximum:
                    ReceiveMaximum = (ushort)properties.Number;
                    break;
                case PropertyId.MaximumPacketSize:
                    MaximumPacketBytes = properties.Number;
                    break;
                case PropertyId.TopicAliasMaximum:
                    TopicAliasMaximum = (ushort)properties.Number;
                    break;
                case PropertyId.RequestResponseInformation:
                    RequestsResponseInformation = properties.Number == 1;
                    break;
                case PropertyId.RequestProblemInformation:
                    RequestsProblemInformation = properties.Number == 1;
                    break;
                case PropertyId.AuthenticationMethod:
                    HasAuthenticationMethod = true;
                    break;
                case PropertyId.AuthenticationData:
                    hasData = true;
                    break;
                default:
                    break;
            }
        }

        Adopt(properties.Fault);
        if (hasData && !HasAuthenticationMethod)
        {
            _reader.Fail(ReasonCode.ProtocolError);
        }
    }

    private void ReadWill()
    {
        if (Level == Version5)
        {
            WillProperties = _reader.ReadBlock(_reader.ReadVariableInteger());
            var properties = new PropertyReader(WillProperties, PropertyRules.Will);
            while (properties.MoveNext())
            {
                switch (properties.Id)
                {
                    case PropertyId.WillDelayInterval:
                        WillDelaySeconds = properties.Number;
                        break;
                    case PropertyId.MessageExpiryInterval:
                        WillHasExpiry = true;
                        WillExpirySeconds = properties.Number;
                        break;
                    case PropertyId.PayloadFormatIndicator:
                        WillIsText = properties.Number == 1;
                        break;
                    default:
                        break;
                }
            }

            Adopt(properties.Fault);
        }

        WillTopic = _reader.ReadString();
        WillPayload = _reader.ReadBinary();
    }

    private void Adopt(ReasonCode fault)
    {
        if (fault != ReasonCode.Success)
        {
            _reader.Fail(fault);
        }
    }
}
