// Every bound of the wire in one place; the tests prove each at the limit and one beyond.
namespace Hub.Protocols;

/// <summary>The bounds that both ends of the wire keep. Sizes in bytes unless the name says otherwise.</summary>
public static class ProtocolLimits
{
    /// <summary>The lowest protocol version this code reads and writes.</summary>
    public const int MinProtocolVersion = 1;

    /// <summary>The highest protocol version this code reads and writes.</summary>
    public const int MaxProtocolVersion = 1;

    /// <summary>The highest number a protocol version can ever have.</summary>
    public const int MaxVersionNumber = 255;

    /// <summary>The longest message body.</summary>
    public const int MaxMessageBytes = 512;

    /// <summary>How deep maps and arrays may lie in one another; the message's own map is the first level.</summary>
    public const int MaxCborDepth = 8;

    /// <summary>The most pairs of one map, and the most items of one array.</summary>
    public const int MaxCborItems = 64;

    /// <summary>A hub id: 16 lower-case hexadecimal digits.</summary>
    public const int HubIdLength = 16;

    /// <summary>The longest topic that <c>Topics</c> makes or reads.</summary>
    public const int MaxTopicBytes = 40;

    /// <summary>The longest firmware version, UTF-8.</summary>
    public const int MaxFirmwareVersionBytes = 32;

    /// <summary>The longest hardware model, UTF-8.</summary>
    public const int MaxHardwareModelBytes = 32;

    /// <summary>The longest text of an event, UTF-8.</summary>
    public const int MaxEventTextBytes = 64;

    /// <summary>The longest reason in an acknowledgement, UTF-8.</summary>
    public const int MaxReasonBytes = 64;

    /// <summary>The last time that can be said: the end of the year 2999, where the board's calendar ends.</summary>
    public const long MaxUnixMilliseconds = 32503679999999;

    /// <summary>The longest duration in milliseconds: 2^53 − 1, exact in every language's numbers.</summary>
    public const long MaxDurationMilliseconds = 9007199254740991;

    /// <summary>The largest number of 32 bits without a sign.</summary>
    public const long MaxUInt32 = 4294967295;

    /// <summary>The largest count of pending alarms or presses; more is said as this.</summary>
    public const int MaxCount = 65535;

    /// <summary>The largest number of an enumeration; unlisted ones are read and mean "unknown".</summary>
    public const int MaxEnumerationNumber = 255;

    /// <summary>The largest SCAIP device type or status code (four digits).</summary>
    public const int MaxScaipCode = 9999;

    /// <summary>The largest SCAIP location code (three digits).</summary>
    public const int MaxScaipLocation = 999;

    /// <summary>The weakest signal that can be said, in dBm.</summary>
    public const int MinSignalDbm = -200;

    /// <summary>The largest margin that can be said, in dB, above or below the limit.</summary>
    public const int MaxMarginDb = 100;

    /// <summary>The highest number of those who live in one home.</summary>
    public const int MaxOccupant = 9;

    /// <summary>The highest number of a room among several with the same location code.</summary>
    public const int MaxOrdinal = 255;

    /// <summary>The most devices that a hub can say it has.</summary>
    public const int MaxDevices = 255;

    /// <summary>The fewest bytes of a pair request's seal: a tag over no text.</summary>
    public const int MinSealedBytes = 8;

    /// <summary>The most bytes of a pair request's seal.</summary>
    public const int MaxSealedBytes = 32;

    /// <summary>The bytes of a command's seal: a tag over no text.</summary>
    public const int CommandSealBytes = 8;

    /// <summary>The longest time between heartbeats, in seconds: one day.</summary>
    public const int MaxHeartbeatIntervalSeconds = 86400;

    /// <summary>Fewest digits of a telephone number.</summary>
    public const int MinNumberDigits = 3;

    /// <summary>Most digits of a telephone number, the plus sign not counted.</summary>
    public const int MaxNumberDigits = 16;

    /// <summary>A hub's key, from which its other keys are derived.</summary>
    public const int HubKeyBytes = 32;

    /// <summary>The most bytes one HKDF derivation gives (RFC 5869 §2.3: 255 blocks).</summary>
    public const int MaxHkdfBytes = 255 * 32;

    // The hub's MQTT client; times in milliseconds unless the name says otherwise.

    /// <summary>Longest client id, user name or password.</summary>
    public const int MaxMqttCredentialBytes = 64;

    /// <summary>Longest topic or topic filter of a PUBLISH, SUBSCRIBE or will.</summary>
    public const int MaxMqttTopicBytes = 96;

    /// <summary>Most QoS 1 publishes that may wait for their PUBACK; each takes a slab of
    /// <see cref="MaxMqttTopicBytes"/> + <see cref="MaxMessageBytes"/> bytes.</summary>
    public const int MaxMqttInFlight = 64;

    /// <summary>In-flight window when the options do not say otherwise.</summary>
    public const int DefaultMqttInFlight = 8;

    /// <summary>Most subscriptions that may wait for their SUBACK.</summary>
    public const int MaxMqttPendingSubscriptions = 4;

    /// <summary>Longest incoming packet, fixed header included; told to an MQTT 5.0 broker as Maximum Packet Size.
    /// </summary>
    public const int MaxMqttIncomingPacketBytes = 1024;

    /// <summary>Most incoming QoS 2 messages that may be between PUBLISH and PUBREL; told to an MQTT 5.0 broker as
    /// Receive Maximum.</summary>
    public const int MaxMqttIncomingQos2 = 8;

    /// <summary>Size of the output buffer.</summary>
    public const int MqttOutputBytes = 2048;

    /// <summary>Part of the output buffer kept for answers, PINGREQ and DISCONNECT.</summary>
    public const int MqttOutputReserveBytes = 32;

    /// <summary>Most packets taken in by one step.</summary>
    public const int MaxMqttPacketsPerStep = 32;

    /// <summary>Longest keep-alive, seconds (two bytes on the wire).</summary>
    public const int MaxMqttKeepAliveSeconds = 65535;

    /// <summary>How soon a step is asked for again while output waits for the stream.</summary>
    public const int MqttOutputRetryMilliseconds = 20;

    /// <summary>How long a closing connection may take to send its DISCONNECT.</summary>
    public const int MqttClosingMilliseconds = 2000;

    /// <summary>How many times in a row a broker that has spoken a protocol level before may close the stream without
    /// an answer before the other level is tried.</summary>
    public const int MqttClosesBeforeFallback = 3;
}
