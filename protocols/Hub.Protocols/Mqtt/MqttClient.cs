// The hub's MQTT client: MQTT 5.0 with fall-back to 3.1.1, stepped, over any byte stream, without allocation.
namespace Hub.Protocols.Mqtt;

/// <summary>
/// An MQTT client that owns no thread, clock or socket: it is stepped with the time and works on an
/// <see cref="IByteStream"/>. It outlives its connections and holds the session between them: QoS 1 publishes that
/// lack their PUBACK are sent again after the next start. All memory is taken in the constructor. Not thread-safe.
/// </summary>
public sealed partial class MqttClient
{
    /// <summary>What <see cref="Publish"/> returns for a QoS 0 message that was taken.</summary>
    public const int TakenWithoutId = 0x10000;

    /// <summary>What <see cref="Publish"/> and <see cref="Subscribe"/> return when the message can never be taken:
    /// over a limit, not allowed by MQTT, or larger than this broker accepts.</summary>
    public const int NeverTaken = -1;

    private const int Idle = 0;
    private const int Connecting = 1;
    private const int Connected = 2;
    private const int Closing = 3;

    private readonly MqttClientOptions _options;
    private readonly IMqttClientEvents _events;
    private readonly MqttWindow _window;
    private readonly MqttOutput _output = new MqttOutput();
    private readonly MqttInput _input = new MqttInput();
    private readonly MqttOversizeSkipper _skipper = new MqttOversizeSkipper();
    private readonly MqttPacketReader _reader = new MqttPacketReader();
    private readonly MqttPropertyReader _broker = new MqttPropertyReader();
    private readonly MqttPropertyReader _properties = new MqttPropertyReader();
    private readonly MqttIdSet _subscriptions = new MqttIdSet(ProtocolLimits.MaxMqttPendingSubscriptions);
    private readonly MqttIdSet _incomingQos2 = new MqttIdSet(ProtocolLimits.MaxMqttIncomingQos2);
    private readonly byte[] _assignedClientId = new byte[ProtocolLimits.MaxMqttCredentialBytes];

    private IByteStream? _stream;
    private int _state;
    private int _generation;
    private int _assignedClientIdLength;
    private int _lastPacketId;
    private bool _isStepping;
    private bool _hasBacklog;
    private bool _writeFailed;
    private bool _cleanStart;
    private bool _isPingPending;
    private int _closingReason;
    private int _closingCode;
    private long _nowMilliseconds;
    private long _deadlineMilliseconds;
    private long _keepAliveMilliseconds;
    private long _lastSentMilliseconds;
    private long _lastReceivedMilliseconds;
    private long _pingSentMilliseconds;

    /// <summary>Makes a client with buffers for its whole life.</summary>
    /// <param name="options">Who it is; kept, and read again at each start.</param>
    /// <param name="events">Who is told what happens.</param>
    public MqttClient(MqttClientOptions options, IMqttClientEvents events)
    {
        int slots = options.MaxInFlight;
        slots = slots < 1 ? 1 : slots > ProtocolLimits.MaxMqttInFlight ? ProtocolLimits.MaxMqttInFlight : slots;
        _options = options;
        _events = events;
        _window = new MqttWindow(slots);
        _broker.SetDefaults();
        ProtocolLevel = options.ProtocolLevel;
    }

    /// <summary>True between the broker's acceptance and the end of the connection.</summary>
    public bool IsConnected => _state == Connected;

    /// <summary>The level spoken now, or tried next: 5 or 4.</summary>
    public int ProtocolLevel { get; private set; }

    /// <summary>When <see cref="Step"/> has something to do though no byte arrives; long.MaxValue for never.</summary>
    public long NextStepAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>QoS 1 publishes that wait for their PUBACK.</summary>
    public int InFlightCount => _window.Count;

    /// <summary>Messages over <see cref="ProtocolLimits.MaxMqttIncomingPacketBytes"/> that an MQTT 3.1.1 broker sent
    /// and that were acknowledged unread.</summary>
    public int SkippedMessageCount { get; private set; }

    /// <summary>Takes an open stream and sends CONNECT on it. A connection that still stands is ended first.</summary>
    /// <param name="openStream">The stream; closed by the client when the connection ends.</param>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Start(IByteStream openStream, long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
        if (_state != Idle)
        {
            Finish(MqttDisconnectReason.Requested, 0);
            if (_state != Idle)
            {
                // The owner has started another one when it was told; that one stands.
                openStream.Close();
                return;
            }
        }

        _stream = openStream;
        _state = Connecting;
        if (!MqttPacketWriter.IsValid(_options))
        {
            Finish(MqttDisconnectReason.InvalidOptions, 0);
            return;
        }

        ChooseLevel();
        _output.Clear();
        _input.Clear();
        _skipper.Clear();
        _broker.SetDefaults();
        _hasBacklog = false;
        _writeFailed = false;
        _isPingPending = false;
        _cleanStart = _options.CleanStart;
        _keepAliveMilliseconds = _options.KeepAliveSeconds * 1000L;
        _lastSentMilliseconds = nowMilliseconds;
        _lastReceivedMilliseconds = nowMilliseconds;
        _deadlineMilliseconds = nowMilliseconds + _options.ConnectTimeoutMilliseconds;
        bool ownId = _options.ClientIdUtf8.Length > 0;
        MqttPacketWriter.PutConnect(
            _output,
            _options,
            ownId ? _options.ClientIdUtf8 : _assignedClientId,
            ownId ? _options.ClientIdUtf8.Length : _assignedClientIdLength,
            ProtocolLevel);
        FlushOutsideStep();
    }

    /// <summary>Sends, receives and looks at the clock. To be called when <see cref="NextStepAtMilliseconds"/> has come
    /// and whenever the stream has bytes or room; never blocks. Called from inside an event it does nothing.</summary>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Step(long nowMilliseconds)
    {
        if (_isStepping)
        {
            return;
        }

        _nowMilliseconds = nowMilliseconds;
        _isStepping = true;
        try
        {
            StepConnection();
        }
        finally
        {
            _isStepping = false;
            SetNextStep();
        }
    }

    /// <summary>Publishes a message; topic and payload are copied.</summary>
    /// <param name="topicUtf8">Topic, UTF-8, without wildcards.</param>
    /// <param name="topicLength">Bytes of the topic, 1..<see cref="ProtocolLimits.MaxMqttTopicBytes"/>.</param>
    /// <param name="payload">Holds the payload.</param>
    /// <param name="offset">Where the payload starts.</param>
    /// <param name="count">Bytes of the payload, 0..<see cref="ProtocolLimits.MaxMessageBytes"/>.</param>
    /// <param name="qos">0 or 1. Lowered to 0 where the broker takes no more.</param>
    /// <param name="retain">Whether the broker keeps it for later subscribers; left out where it cannot.</param>
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
        bool fits = topicLength > 0 && topicLength <= topicUtf8.Length
            && topicLength <= ProtocolLimits.MaxMqttTopicBytes
            && count >= 0 && count <= ProtocolLimits.MaxMessageBytes
            && offset >= 0 && count <= payload.Length - offset;
        if (!fits || qos < 0 || qos > 1
            || !MqttText.IsTopicName(topicUtf8, 0, topicLength) || !MqttText.IsWellFormed(topicUtf8, 0, topicLength))
        {
            return NeverTaken;
        }

        if (_state != Connected)
        {
            return 0;
        }

        int grantedQos = qos < _broker.MaximumQos ? qos : _broker.MaximumQos;
        int length = MqttPacketWriter.PublishLength(topicLength, count, grantedQos, ProtocolLevel);
        if (length > _broker.MaximumPacketSize)
        {
            return NeverTaken;
        }

        if (!_output.HasRoom(length + ProtocolLimits.MqttOutputReserveBytes))
        {
            return 0;
        }

        _nowMilliseconds = nowMilliseconds;
        int result = TakenWithoutId;
        if (grantedQos == 0)
        {
            int flags = retain && _broker.RetainAvailable ? 1 : 0;
            MqttPacketWriter.PutPublishHead(_output, flags, topicUtf8, 0, topicLength, 0, count, ProtocolLevel);
            _output.PutBytes(payload, offset, count);
        }
        else
        {
            // What still waits from an earlier connection goes first: MQTT-4.6.0-1.
            if (_window.IsFull || _window.Count > _window.SentCount || _window.SentCount >= _broker.ReceiveMaximum)
            {
                return 0;
            }

            result = TakePacketId();
            _window.Add(result, topicUtf8, topicLength, payload, offset, count, retain);
            SendQueued();
        }

        FlushOutsideStep();
        return result;
    }

    /// <summary>Subscribes to one topic filter. A subscription whose answer has not come when the connection ends is
    /// forgotten without a call to <see cref="IMqttClientEvents.OnSubscribed"/>.</summary>
    /// <param name="filterUtf8">Topic filter, UTF-8.</param>
    /// <param name="length">Bytes of the filter, 1..<see cref="ProtocolLimits.MaxMqttTopicBytes"/>.</param>
    /// <param name="qos">Highest QoS wanted, 0..2.</param>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    /// <returns>The packet id 1..65535, 0 when it cannot be taken now, <see cref="NeverTaken"/> when it never can.
    /// </returns>
    public int Subscribe(byte[] filterUtf8, int length, int qos, long nowMilliseconds)
    {
        if (length <= 0 || length > ProtocolLimits.MaxMqttTopicBytes || length > filterUtf8.Length || qos < 0 || qos > 2
            || !MqttText.IsWellFormed(filterUtf8, 0, length))
        {
            return NeverTaken;
        }

        if (_state != Connected || _subscriptions.IsFull)
        {
            return 0;
        }

        if (MqttPacketWriter.SubscribeLength(length, ProtocolLevel) > _broker.MaximumPacketSize)
        {
            return NeverTaken;
        }

        int packetId = TakePacketId();
        if (!MqttPacketWriter.TryPutSubscribe(_output, packetId, filterUtf8, length, qos, ProtocolLevel))
        {
            return 0;
        }

        _nowMilliseconds = nowMilliseconds;
        _subscriptions.Add(packetId, nowMilliseconds);
        FlushOutsideStep();
        return packetId;
    }

    /// <summary>Ends the connection in order: the broker drops the will and keeps the session. Does nothing when there
    /// is no connection.</summary>
    /// <param name="nowMilliseconds">Monotonic time.</param>
    public void Disconnect(long nowMilliseconds)
    {
        if (_state == Connecting || _state == Connected)
        {
            _nowMilliseconds = nowMilliseconds;
            MqttPacketWriter.PutDisconnect(_output, MqttReasonCode.Success, ProtocolLevel);
            BeginClosing(MqttDisconnectReason.Requested, MqttReasonCode.Success);
            SetNextStep();
        }
    }
}
