// How far an attempt of the MQTT library has come.
namespace Hub.Esp32S3.Linking;

/// <summary>The outcome of one attempt to connect.</summary>
internal enum M2MqttAttempt
{
    /// <summary>The library is still busy with it.</summary>
    UnderWay = 0,

    /// <summary>Signed in, and the subscription sent.</summary>
    Connected = 1,

    /// <summary>The broker has refused to let the hub in.</summary>
    Refused = 2,

    /// <summary>The library has thrown.</summary>
    Failed = 3,
}
