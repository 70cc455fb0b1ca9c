// The hub's MQTT client: MQTT 5.0 with fall-back to 3.1.1, stepped, over any byte stream, without allocation.
namespace Hub.Protocols.Mqtt;

/// <summary>
/// An MQTT client that owns no thread, clock or socket: it is stepped with the time and works on an
/// <see cref="IByteStream"/>. It outlives its connections and holds the session between them: QoS 1 publishes that
/// lack their PUBACK are sent again after the next start. Not thread-safe.
/// </summary>
public sealed class MqttClient
{
    /// <summary>What <see cref="Publish"/> returns for a QoS 0 message that was taken.</summary>
    public const int TakenWithoutId = 0x10000;

    /// <summary>What <see cref="Publish"/> and <see cref="Subscribe"/> return when the message can never be taken:
    /// over a limit, or larger than the broker accepts.</summary>
    public const int NeverTaken = -1;

    private readonly IMqttClientEvents _events;

    /// <summary>Makes a client with buffers for its whole life.</summary>
    public MqttClient(MqttClientOptions options, IMqttClientEvents events)
    {
        _events = events;
        ProtocolLevel = options.ProtocolLevel;
    }

    /// <summary>True between the broker's acceptance and the end of the connection.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The level spoken now, or tried next: 5 or 4.</summary>
    public int ProtocolLevel { get; private set; }

    /// <summary>When <see cref="Step"/> has something to do though no byte arrives; long.MaxValue for never.</summary>
    public long NextStepAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Takes an open stream and sends CONNECT on it.</summary>
    /// <param name="openStream">The stream; closed by the client when the connection ends.</param>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Start(IByteStream openStream, long nowMilliseconds)
    {
        openStream.Close();
        _events.OnDisconnected(MqttDisconnectReason.InvalidOptions, 0);
    }

    /// <summary>Sends, receives and looks at the clock. To be called when <see cref="NextStepAtMilliseconds"/> has come
    /// and whenever the stream has bytes or room; never blocks.</summary>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Step(long nowMilliseconds)
    {
        NextStepAtMilliseconds = long.MaxValue;
    }

    /// <summary>Publishes a message; topic and payload are copied.</summary>
    /// <param name="topicUtf8">Topic, UTF-8, without wildcards.</param>
    /// <param name="topicLength">Bytes of the topic, 1..<see cref="MqttLimits.MaxTopicBytes"/>.</param>
    /// <param name="payload">Holds the payload.</param>
    /// <param name="offset">Where the payload starts.</param>
    /// <param name="count">Bytes of the payload, 0..<see cref="MqttLimits.MaxPayloadBytes"/>.</param>
    /// <param name="qos">0 or 1.</param>
    /// <param name="retain">Whether the broker keeps it for later subscribers.</param>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    /// <returns>The packet id 1..65535 for QoS 1, <see cref="TakenWithoutId"/> for QoS 0, 0 when it cannot be taken now
    /// (not connected, window or output full), <see cref="NeverTaken"/> when it never can.</returns>
    public int Publish(
        byte[] topicUtf8,
        int topicLength,
        byte[] payload,
        int offset,
        int count,
        int qos,
        bool retain,
        long nowMilliseconds)
    {
        return 0;
    }

    /// <summary>Subscribes to one topic filter.</summary>
    /// <param name="filterUtf8">Topic filter, UTF-8.</param>
    /// <param name="length">Bytes of the filter, 1..<see cref="MqttLimits.MaxTopicBytes"/>.</param>
    /// <param name="qos">Highest QoS wanted, 0..2.</param>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    /// <returns>The packet id 1..65535, 0 when it cannot be taken now, <see cref="NeverTaken"/> when it never can.
    /// </returns>
    public int Subscribe(byte[] filterUtf8, int length, int qos, long nowMilliseconds)
    {
        return 0;
    }

    /// <summary>Ends the connection in order: the broker drops the will and keeps the session. Does nothing when there
    /// is no connection.</summary>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Disconnect(long nowMilliseconds)
    {
    }
}
