// The reason codes of MQTT 5.0 that the hub's client sends, or that its owner may want to tell apart.
namespace Hub.Protocols.Mqtt;

/// <summary>Reason codes of MQTT 5.0 §2.4. Below 0x80 is success.</summary>
public static class MqttReasonCode
{
    /// <summary>Success, normal disconnection, or QoS 0 granted.</summary>
    public const int Success = 0x00;

    /// <summary>The message was taken, but nobody subscribes to its topic.</summary>
    public const int NoMatchingSubscribers = 0x10;

    /// <summary>Refused without a stated reason.</summary>
    public const int UnspecifiedError = 0x80;

    /// <summary>A packet could not be parsed.</summary>
    public const int MalformedPacket = 0x81;

    /// <summary>A packet that parses, but is not allowed here.</summary>
    public const int ProtocolError = 0x82;

    /// <summary>Valid, but refused by this receiver.</summary>
    public const int ImplementationSpecificError = 0x83;

    /// <summary>The broker does not speak this version of MQTT.</summary>
    public const int UnsupportedProtocolVersion = 0x84;

    /// <summary>The client id is not allowed.</summary>
    public const int ClientIdentifierNotValid = 0x85;

    /// <summary>Wrong user name or password.</summary>
    public const int BadUserNameOrPassword = 0x86;

    /// <summary>Not allowed.</summary>
    public const int NotAuthorized = 0x87;

    /// <summary>The broker is not available for now.</summary>
    public const int ServerUnavailable = 0x88;

    /// <summary>The broker is busy; try again later.</summary>
    public const int ServerBusy = 0x89;

    /// <summary>The broker is shutting down.</summary>
    public const int ServerShuttingDown = 0x8B;

    /// <summary>Nothing was heard for one and a half keep-alive times.</summary>
    public const int KeepAliveTimeout = 0x8D;

    /// <summary>Another connection with the same client id has taken the session.</summary>
    public const int SessionTakenOver = 0x8E;

    /// <summary>The topic is not accepted.</summary>
    public const int TopicNameInvalid = 0x90;

    /// <summary>The packet id of a PUBREL or PUBREC is unknown.</summary>
    public const int PacketIdentifierNotFound = 0x92;

    /// <summary>More unacknowledged messages than the receiver's Receive Maximum.</summary>
    public const int ReceiveMaximumExceeded = 0x93;

    /// <summary>A topic alias out of range.</summary>
    public const int TopicAliasInvalid = 0x94;

    /// <summary>A packet larger than the receiver's Maximum Packet Size.</summary>
    public const int PacketTooLarge = 0x95;

    /// <summary>Too many messages in a short time.</summary>
    public const int MessageRateTooHigh = 0x96;

    /// <summary>A quota is used up.</summary>
    public const int QuotaExceeded = 0x97;

    /// <summary>The payload is not what its format indicator says, or not accepted.</summary>
    public const int PayloadFormatInvalid = 0x99;

    /// <summary>The broker does not offer this QoS.</summary>
    public const int QosNotSupported = 0x9B;

    /// <summary>Connections come too fast.</summary>
    public const int ConnectionRateExceeded = 0x9F;
}
