// CONNECT: who the client is, what it may, and what it is answered.
using System;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>CONNECT and CONNACK (MQTT 5.0 §3.1, §3.2).</content>
internal sealed partial class MqttConnection
{
    private const int ConnectAcknowledgementBytes = 64;

    private Step OnConnect(ReadOnlySpan<byte> body)
    {
        var packet = ConnectPacket.Parse(body);
        Level = packet.Level;
        _clientMaximumPacketBytes = packet.MaximumPacketBytes;
        var refusal = Check(packet, out var hub, out var uplinkKind);
        if (refusal != ReasonCode.Success)
        {
            return Refuse(refusal);
        }

        var terms = Terms(packet, hub, uplinkKind, out var clientId);
        _hub = hub;
        _maximumPacketBytes = _gateway.MaximumPacketBytes(hub is not null);
        OutboundQuota = Math.Min((int)packet.ReceiveMaximum, _gateway.Limits.OutboundInFlight);
        _clientAliasMaximum =
            (ushort)Math.Min((int)packet.TopicAliasMaximum, _gateway.Limits.OutboundTopicAliases);
        _keepAliveMilliseconds = KeepAlive(packet) * 1500;
        _lastHeard = _gateway.Wheel.Now;
        _session = _gateway.Sessions.Open(this, hub, clientId, terms);
        if (_session is null)
        {
            return Refuse(ReasonCode.QuotaExceeded);
        }

        _gateway.Metrics.ConnectAccepted();
        _phase = Phase.Open;
        _gateway.Wheel.Forget(this);
        if (_keepAliveMilliseconds > 0)
        {
            _gateway.Wheel.LookAt(this, _lastHeard + _keepAliveMilliseconds);
        }

        return Step.Continue;
    }

    /// <summary>Appends the CONNACK of an accepted client, before anything else can be sent to it.</summary>
    internal void AppendConnectAcknowledgement(bool isSessionPresent, SessionRequest request)
    {
        var assigned = request.AssignedClientId;
        var response = request.ResponseInformation;
        Span<byte> packet = stackalloc byte[
            ConnectAcknowledgementBytes + (assigned?.Length ?? 0) + (3 * (response?.Length ?? 0))];
        var writer = new PacketWriter(packet);
        writer.WriteByte(FirstByte.ConnectAcknowledgement);
        if (Level != ConnectPacket.Version5)
        {
            writer.WriteByte(2);
            writer.WriteByte(isSessionPresent ? (byte)1 : (byte)0);
            writer.WriteByte(0);
            AppendPacket(packet[..writer.Length]);
            return;
        }

        Span<byte> block = stackalloc byte[packet.Length];
        var properties = new PacketWriter(block);
        WriteConnectProperties(ref properties, request);
        var propertyBytes = properties.Length;
        var body = 2 + PacketWriter.VariableIntegerLength((uint)propertyBytes) + propertyBytes;
        writer.WriteVariableInteger((uint)body);
        writer.WriteByte(isSessionPresent ? (byte)1 : (byte)0);
        writer.WriteByte((byte)ReasonCode.Success);
        writer.WriteVariableInteger((uint)propertyBytes);
        writer.WriteBytes(block[..propertyBytes]);
        AppendPacket(packet[..writer.Length]);
    }

    private static int KeepAlive(ushort wanted, byte level, int maximum)
    {
        // Only 5.0 can tell a client to use another interval (§3.2.2.3.14).
        var isLowered = level == ConnectPacket.Version5 && (wanted == 0 || wanted > maximum);
        return isLowered ? maximum : wanted;
    }

    private int KeepAlive(in ConnectPacket packet) =>
        KeepAlive(packet.KeepAliveSeconds, Level, _gateway.Limits.KeepAliveSeconds);

    private uint LowerExpiry(uint wanted) => (uint)Math.Min(wanted, _gateway.Limits.SessionExpirySeconds);

    /// <summary>Everything that can refuse a CONNECT, in the order in which a client should hear of it.</summary>
    private ReasonCode Check(in ConnectPacket packet, out HubPrincipal? hub, out UplinkKind uplinkKind)
    {
        hub = null;
        uplinkKind = default;
        if (packet.Fault != ReasonCode.Success)
        {
            return packet.Fault;
        }

        if (packet.HasAuthenticationMethod)
        {
            return ReasonCode.BadAuthenticationMethod;
        }

        var isNameless = packet.ClientId.IsEmpty && Level != ConnectPacket.Version5 && !packet.CleanStart;
        if (isNameless || packet.ClientId.Length > _gateway.Limits.ClientIdBytes)
        {
            return ReasonCode.ClientIdentifierNotValid;
        }

        var refusal = Authenticate(packet, out hub);
        if (refusal == ReasonCode.Success && packet.HasWill)
        {
            refusal = CheckWill(packet, hub, out uplinkKind);
        }

        return refusal;
    }

    private ReasonCode Authenticate(in ConnectPacket packet, out HubPrincipal? hub)
    {
        hub = null;
        var certificate = _context.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        if (packet.HasUserName || certificate is not null)
        {
            hub = _gateway.Authenticator.Authenticate(packet.UserName, packet.Password, certificate);
            return hub is null ? ReasonCode.BadUserNameOrPassword : ReasonCode.Success;
        }

        return _gateway.Options.Mqtt.Conformance ? ReasonCode.Success : ReasonCode.BadUserNameOrPassword;
    }

    private ReasonCode CheckWill(in ConnectPacket packet, HubPrincipal? hub, out UplinkKind uplinkKind)
    {
        uplinkKind = default;
        var limits = _gateway.Limits;
        var isName = TopicRules.IsWithin(packet.WillTopic, limits.TopicBytes, limits.TopicLevels)
            && !packet.WillTopic.ContainsAny((byte)'+', (byte)'#');
        if (!isName)
        {
            return ReasonCode.TopicNameInvalid;
        }

        if (packet.WillQos > _gateway.Options.Mqtt.MaximumQos)
        {
            return ReasonCode.QosNotSupported;
        }

        if (packet.WillIsText && !PacketReader.IsText(packet.WillPayload))
        {
            return ReasonCode.PayloadFormatInvalid;
        }

        if (hub is null)
        {
            return HubTopics.IsReserved(packet.WillTopic) ? ReasonCode.NotAuthorized : ReasonCode.Success;
        }

        return HubTopics.ForPublish(packet.WillTopic, hub.HubId, out uplinkKind) == HubTopics.Access.Own
            ? ReasonCode.Success
            : ReasonCode.NotAuthorized;
    }

    private SessionRequest Terms(
        in ConnectPacket packet, HubPrincipal? hub, UplinkKind uplinkKind, out string clientId)
    {
        string? assigned = null;
        if (packet.ClientId.IsEmpty)
        {
            assigned = string.Concat("auto-", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            clientId = assigned;
        }
        else
        {
            // The usual case, client id = hub id, needs no string of its own.
            var isHubsOwn = hub is not null && Ascii.Equals(packet.ClientId, hub.HubId);
            clientId = isHubsOwn ? hub!.HubId : Encoding.UTF8.GetString(packet.ClientId);
        }

        var expiry = LowerExpiry(packet.SessionExpirySeconds);
        var keepAlive = KeepAlive(packet);
        return new SessionRequest
        {
            CleanStart = packet.CleanStart,
            ExpirySeconds = expiry,
            IsExpiryChanged = expiry != packet.SessionExpirySeconds,
            Will = packet.HasWill ? ToWill(packet, uplinkKind) : null,
            AssignedClientId = Level == ConnectPacket.Version5 ? assigned : null,
            ServerKeepAliveSeconds = keepAlive == packet.KeepAliveSeconds ? (ushort)0 : (ushort)keepAlive,
            ResponseInformation = packet.RequestsResponseInformation && hub is null
                ? string.Concat("response/", clientId)
                : null,
        };
    }

    private static WillMessage ToWill(in ConnectPacket packet, UplinkKind uplinkKind)
    {
        return new WillMessage
        {
            Topic = packet.WillTopic.ToArray(),
            Payload = packet.WillPayload.ToArray(),
            Properties = ForwardedProperties.Take(packet.WillProperties),
            Qos = packet.WillQos,
            Retain = packet.WillRetain,
            DelaySeconds = packet.WillDelaySeconds,
            HasExpiry = packet.WillHasExpiry,
            ExpirySeconds = packet.WillExpirySeconds,
            UplinkKind = uplinkKind,
        };
    }

    /// <summary>What differs from the default the client assumes (§3.2.2.3).</summary>
    private void WriteConnectProperties(ref PacketWriter properties, SessionRequest request)
    {
        var limits = _gateway.Limits;
        if (request.IsExpiryChanged)
        {
            properties.WriteUInt32Property(PropertyId.SessionExpiryInterval, request.ExpirySeconds);
        }

        properties.WriteUInt16Property(PropertyId.ReceiveMaximum, (ushort)limits.ReceiveMaximum);
        if (_gateway.Options.Mqtt.MaximumQos < 2)
        {
            properties.WriteByteProperty(PropertyId.MaximumQos, (byte)_gateway.Options.Mqtt.MaximumQos);
        }

        properties.WriteUInt32Property(PropertyId.MaximumPacketSize, (uint)_maximumPacketBytes);
        if (request.AssignedClientId is not null)
        {
            properties.WriteBinaryProperty(
                PropertyId.AssignedClientIdentifier, Encoding.UTF8.GetBytes(request.AssignedClientId));
        }

        if (limits.TopicAliasMaximum > 0)
        {
            properties.WriteUInt16Property(PropertyId.TopicAliasMaximum, (ushort)limits.TopicAliasMaximum);
        }

        if (_hub is not null)
        {
            properties.WriteByteProperty(PropertyId.SharedSubscriptionAvailable, 0);
        }

        if (request.ServerKeepAliveSeconds != 0)
        {
            properties.WriteUInt16Property(PropertyId.ServerKeepAlive, request.ServerKeepAliveSeconds);
        }

        if (request.ResponseInformation is not null)
        {
            properties.WriteBinaryProperty(
                PropertyId.ResponseInformation, Encoding.UTF8.GetBytes(request.ResponseInformation));
        }
    }

    /// <summary>Answers a CONNECT with a refusal, where the version has words for it, and closes.</summary>
    private Step Refuse(ReasonCode reason)
    {
        _gateway.Metrics.ConnectRefused();
        LogRefusal(_gateway.Log, _context.RemoteEndPoint, reason);
        if (Level == ConnectPacket.Version5)
        {
            AppendPacket([FirstByte.ConnectAcknowledgement, 3, 0, (byte)reason, 0]);
            _lingers = true;
        }
        else if (Level == ConnectPacket.Version4 && ReturnCode(reason) is var code and not 0)
        {
            AppendPacket([FirstByte.ConnectAcknowledgement, 2, 0, code]);
            _lingers = true;
        }

        return Step.Close;
    }

    /// <summary>The CONNACK return code of MQTT 3.1.1 §3.2.2.3; 0 where only closing is left.</summary>
    private static byte ReturnCode(ReasonCode reason) => reason switch
    {
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.QuotaExceeded => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        ReasonCode.NotAuthorized => 5,
        _ => 0,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Refused a connection from {Peer}: {Reason}.")]
    private static partial void LogRefusal(ILogger logger, EndPoint? peer, ReasonCode reason);
}
