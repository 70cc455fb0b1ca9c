// The uplink over MQTT: a bearer's byte stream under the hub's own client.
using System.Text;
using Hub.Core.Ports;
using Hub.Protocols;
using Hub.Protocols.Messages;
using Hub.Protocols.Mqtt;

namespace Hub.Core.Linking;

/// <summary>
/// Makes an <see cref="IUplink"/> of a bearer and the MQTT client of <c>Hub.Protocols</c>: opens a stream, signs in
/// with hub id and password, subscribes to <c>hub/{hubId}/down/#</c>, and translates topics.
/// </summary>
public sealed class MqttUplink : IUplink, IMqttClientEvents, IByteMeter
{
    /// <summary>End reason: the bearer could not open a stream.</summary>
    public const int BearerFailed = 101;

    /// <summary>End reason: the bearer took too long.</summary>
    public const int BearerTimeout = 102;

    /// <summary>End reason: the broker refused the subscription.</summary>
    public const int SubscriptionRefused = 103;

    /// <summary>End reason: the broker does not offer delivery at least once.</summary>
    public const int BrokerUnfit = 104;

    private const int RefusedFrom = 0x80;

    private readonly string _hubId;
    private readonly IBearer _bearer;
    private readonly MqttClientOptions _options = new MqttClientOptions();
    private readonly MqttClient _client;
    private readonly byte[][] _topics = new byte[Topics.KindCount][];
    private readonly byte[] _downFilter;
    private readonly MeteredStream _meter = new MeteredStream();

    private IUplinkEvents? _events;
    private bool _isOpening;
    private bool _isClosing;
    private int _failure;
    private long _openDeadlineMilliseconds;
    private long _nowMilliseconds;

    /// <summary>Makes an uplink with all its buffers; nothing is opened before <see cref="Connect"/>.</summary>
    /// <param name="settings">Hub id, password and keep-alive.</param>
    /// <param name="bearer">The network path.</param>
    public MqttUplink(HubSettings settings, IBearer bearer)
    {
        _hubId = settings.HubId;
        _bearer = bearer;
        for (int i = 0; i < _topics.Length; i++)
        {
            bool isUp = Topics.IsUp((MessageKind)i);
            _topics[i] = isUp ? Encoding.UTF8.GetBytes(Topics.For(_hubId, (MessageKind)i)) : new byte[0];
        }

        _downFilter = Encoding.UTF8.GetBytes(Topics.DownFilter(_hubId));
        _options.ClientIdUtf8 = Encoding.UTF8.GetBytes(_hubId);
        _options.UserNameUtf8 = _options.ClientIdUtf8;
        _options.Password = Encoding.UTF8.GetBytes(settings.Password);
        _options.KeepAliveSeconds = settings.KeepAliveSeconds;
        _options.CleanStart = false;
        _options.WillTopicUtf8 = Topic(MessageKind.Event);
        _options.WillPayload = new byte[ProtocolLimits.MaxMessageBytes];
        _options.WillQos = 1;
        _options.AcknowledgementTimeoutMilliseconds = Limits.PublishAnswerTimeoutMilliseconds;

        // Twice the core's own window: what an ended session left unanswered is sent again beside the new.
        _options.MaxInFlight = Limits.PublishWindow * 2;
        _client = new MqttClient(_options, this);
    }

    /// <inheritdoc/>
    public UplinkState State { get; private set; } = UplinkState.Closed;

    /// <inheritdoc/>
    public BearerKind Bearer
    {
        get { return _bearer.Kind; }
    }

    /// <inheritdoc/>
    public int SignalDbm
    {
        get { return _bearer.SignalDbm; }
    }

    /// <inheritdoc/>
    public long ByteCount
    {
        get { return _meter.ByteCount; }
    }

    /// <summary>The MQTT version in use or tried next: 5, or 4 for 3.1.1.</summary>
    public int ProtocolLevel
    {
        get { return _client.ProtocolLevel; }
    }

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events)
    {
        _events = events;
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        Check.That(State == UplinkState.Closed && willLength <= _options.WillPayload.Length, CheckCode.Uplink);
        System.Array.Copy(will, 0, _options.WillPayload, 0, willLength);
        _options.WillLength = willLength;
        _nowMilliseconds = nowMilliseconds;
        _openDeadlineMilliseconds = nowMilliseconds + Limits.BearerOpenTimeoutMilliseconds;
        _failure = 0;
        _isOpening = true;
        State = UplinkState.Connecting;
        if (_bearer.State != BearerState.Closed)
        {
            _bearer.Close();
        }

        _bearer.Open();
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
        if (State == UplinkState.Closed)
        {
            return long.MaxValue;
        }

        if (_isOpening && !StepOpening(nowMilliseconds))
        {
            return State == UplinkState.Closed ? long.MaxValue : nowMilliseconds + Limits.BearerPollMilliseconds;
        }

        _client.Step(nowMilliseconds);
        if (_failure != 0 && State != UplinkState.Closed)
        {
            Close(nowMilliseconds);
            _events?.OnClosed(_failure);
        }

        return State == UplinkState.Closed ? long.MaxValue : _client.NextStepAtMilliseconds;
    }

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (State != UplinkState.Ready)
        {
            return 0;
        }

        byte[] topic = Topic(kind);
        int id = _client.Publish(topic, topic.Length, body, offset, count, 1, false, nowMilliseconds);
        if (id == MqttClient.TakenWithoutId)
        {
            // Gone without a receipt: not good enough for an alarm.
            _failure = BrokerUnfit;
        }

        return id > 0 && id != MqttClient.TakenWithoutId ? id : 0;
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
        if (State == UplinkState.Closed)
        {
            return;
        }

        _isClosing = true;
        if (!_isOpening)
        {
            _client.Disconnect(nowMilliseconds);
        }

        _isOpening = false;
        _bearer.Close();
        _client.Step(nowMilliseconds);
        State = UplinkState.Closed;
        _isClosing = false;
    }

    /// <inheritdoc/>
    public void OnConnected(bool sessionPresent, int protocolLevel)
    {
        // Also when the broker still has the session: subscribing again is harmless, and the broker handles packets
        // in order, so no acknowledgement is missed by publishing before the answer.
        if (_client.Subscribe(_downFilter, _downFilter.Length, 1, _nowMilliseconds) <= 0)
        {
            _failure = SubscriptionRefused;
            return;
        }

        State = UplinkState.Ready;
        _events?.OnReady();
    }

    /// <inheritdoc/>
    public void OnPublishAcknowledged(int packetId, int reasonCode)
    {
        _events?.OnPublishAcknowledged(packetId, reasonCode);
    }

    /// <inheritdoc/>
    public void OnMessage(
        byte[] buffer,
        int topicOffset,
        int topicLength,
        int payloadOffset,
        int payloadLength,
        int qos)
    {
        MessageKind kind = Topics.Parse(buffer, topicOffset, topicLength);
        if (!Topics.IsDown(kind) || !Topics.IsAbout(_hubId, buffer, topicOffset))
        {
            kind = MessageKind.Unknown;
        }

        _events?.OnMessage(kind, buffer, payloadOffset, payloadLength);
    }

    /// <inheritdoc/>
    public void OnSubscribed(int packetId, int reasonCode)
    {
        if (reasonCode >= RefusedFrom)
        {
            _failure = SubscriptionRefused;
        }
    }

    /// <inheritdoc/>
    public void OnDisconnected(int reason, int reasonCode)
    {
        if (_isClosing)
        {
            return;
        }

        State = UplinkState.Closed;
        _bearer.Close();
        _events?.OnClosed(reason);
    }

    // True once the client has the stream.
    private bool StepOpening(long nowMilliseconds)
    {
        IByteStream? stream = _bearer.State == BearerState.Open ? _bearer.Stream : null;
        if (stream != null)
        {
            _isOpening = false;
            _meter.Open(stream);
            _client.Start(_meter, nowMilliseconds);
            return State != UplinkState.Closed;
        }

        bool isLate = nowMilliseconds >= _openDeadlineMilliseconds;
        if (_bearer.State == BearerState.Opening && !isLate)
        {
            return false;
        }

        _isOpening = false;
        _bearer.Close();
        State = UplinkState.Closed;
        _events?.OnClosed(isLate ? BearerTimeout : BearerFailed);
        return false;
    }

    private byte[] Topic(MessageKind kind)
    {
        Check.That(Topics.IsUp(kind) && (int)kind < _topics.Length, CheckCode.Uplink);
        return _topics[(int)kind];
    }
}
