// Why a connection of the hub's MQTT client ended.
namespace Hub.Protocols.Mqtt;

/// <summary>Why a connection ended: the first argument's values of <see cref="IMqttClientEvents.OnDisconnected"/>.
/// Numbers, since the nano profile has no enum names.</summary>
public static class MqttDisconnectReason
{
    /// <summary>The owner called <see cref="MqttClient.Disconnect"/>.</summary>
    public const int Requested = 1;

    /// <summary>The stream was closed by the peer or failed.</summary>
    public const int StreamClosed = 2;

    /// <summary>No CONNACK came in time.</summary>
    public const int ConnectTimeout = 3;

    /// <summary>The broker refused the connection; the reason code says why.</summary>
    public const int ConnectRefused = 4;

    /// <summary>The broker does not speak the protocol level that was tried; the next start tries the other one, and
    /// may come at once.</summary>
    public const int ProtocolLevelRefused = 5;

    /// <summary>A PINGREQ was not answered in time.</summary>
    public const int KeepAliveTimeout = 6;

    /// <summary>A PUBLISH or SUBSCRIBE was not acknowledged in time.</summary>
    public const int AcknowledgementTimeout = 7;

    /// <summary>The broker sent DISCONNECT (MQTT 5.0); the reason code says why.</summary>
    public const int ServerDisconnected = 8;

    /// <summary>The broker broke the protocol; the reason code is the one sent back.</summary>
    public const int ProtocolViolation = 9;

    /// <summary>The options do not fit the limits of <see cref="ProtocolLimits"/>; nothing was sent.</summary>
    public const int InvalidOptions = 10;
}
