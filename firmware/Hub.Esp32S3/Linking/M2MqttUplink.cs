// The uplink over Wi-Fi or Ethernet: nanoFramework's MQTT library behind the hub's own port.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Hub.Esp32S3.Linking;

/// <summary>
/// A session with one receiver through nanoFramework.M2Mqtt, over the board's own IP stack. All that the library does
/// by itself lands in an <see cref="M2MqttInbox"/> and is told to the core from <see cref="Step"/>; all that blocks
/// runs in an <see cref="M2MqttWorker"/>. Beside the hub's own client it has three weaknesses: no will (the library
/// takes text only), an answer to a publish that comes later than the library's own three seconds is not heard, and
/// each message allocates.
/// </summary>
public sealed class M2MqttUplink : IUplink
{
    /// <summary>End reason: the library threw, for want of an address, a way, a good certificate or memory.</summary>
    public const int ConnectFailed = 121;

    /// <summary>End reason: connecting took too long.</summary>
    public const int ConnectTimeout = 122;

    /// <summary>End reason: the broker refused the sign-in; <see cref="LastReasonCode"/> says with what.</summary>
    public const int ConnectRefused = 123;

    /// <summary>End reason: the broker refused the subscription.</summary>
    public const int SubscriptionRefused = 124;

    /// <summary>End reason: the broker did not answer the subscription.</summary>
    public const int SubscriptionTimeout = 125;

    /// <summary>End reason: the connection is gone.</summary>
    public const int ConnectionLost = 126;

    /// <summary>End reason: the library threw at a publish.</summary>
    public const int PublishFailed = 127;

    /// <summary>End reason: too many threads of the library hang; no new one is started.</summary>
    public const int WorkersStuck = 128;

    /// <summary>End reason: answers came faster than the loop could take them.</summary>
    public const int AnswersLost = 129;

    /// <summary>Told for a publish that the library has given up while the broker was alive.</summary>
    public const int GivenUpReasonCode = 0x80;

    private readonly HubSettings _settings;
    private readonly MqttReceiver _receiver;
    private readonly IIpNetwork _network;
    private readonly M2MqttInbox _inbox;
    private readonly M2MqttMessage _message = new M2MqttMessage();
    private readonly string[] _topics = new string[Topics.KindCount];
    private readonly int[] _ids = new int[BoardLimits.M2MqttInFlight];
    private readonly long[] _publishedAtMilliseconds = new long[BoardLimits.M2MqttInFlight];
    private readonly M2MqttWorker?[] _leftBehind = new M2MqttWorker?[BoardLimits.M2MqttStuckWorkers];

    private IUplinkEvents? _events;
    private M2MqttWorker? _worker;
    private int _failure;
    private long _deadlineMilliseconds;
    private long _heardAtMilliseconds;

    /// <summary>Makes an uplink with its rings; nothing is opened before <see cref="Connect"/>.</summary>
    /// <param name="settings">Hub id, password and keep-alive.</param>
    /// <param name="receiver">The receiver.</param>
    /// <param name="network">The network that it is reached over.</param>
    /// <param name="bearer">What the network is, for the heartbeat.</param>
    /// <param name="signal">Set when something has come.</param>
    public M2MqttUplink(
        HubSettings settings, MqttReceiver receiver, IIpNetwork network, BearerKind bearer, LoopSignal signal)
    {
        _settings = settings;
        _receiver = receiver;
        _network = network;
        Bearer = bearer;
        _inbox = new M2MqttInbox(signal);
        for (int i = 0; i < _topics.Length; i++)
        {
            bool isUp = Topics.IsUp((MessageKind)i);
            _topics[i] = isUp ? Topics.For(settings.HubId, (MessageKind)i) : "";
        }
    }

    /// <inheritdoc/>
    public UplinkState State { get; private set; } = UplinkState.Closed;

    /// <inheritdoc/>
    public BearerKind Bearer { get; }

    /// <inheritdoc/>
    public int SignalDbm
    {
        get { return 0; }
    }

    /// <summary>What the broker refused the last sign-in with; 0 when it has not.</summary>
    public int LastReasonCode { get; private set; }

    /// <summary>Messages from the broker that found no place, since the start.</summary>
    public long LostMessageCount
    {
        get { return _inbox.LostMessageCount; }
    }

    /// <summary>Threads of the library that were given up and have not ended.</summary>
    public int LeftBehindCount
    {
        get
        {
            int count = 0;
            for (int i = 0; i < _leftBehind.Length; i++)
            {
                M2MqttWorker? worker = _leftBehind[i];
                count += worker != null && !worker.IsFinished ? 1 : 0;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public void Attach(IUplinkEvents events)
    {
        _events = events;
    }

    /// <inheritdoc/>
    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        Check.That(State == UplinkState.Closed, CheckCode.Uplink);
        LastReasonCode = 0;
        _failure = LeftBehindCount == _leftBehind.Length ? WorkersStuck : 0;
        _deadlineMilliseconds = nowMilliseconds + BoardLimits.M2MqttConnectMilliseconds;
        State = UplinkState.Connecting;
        if (_failure == 0)
        {
            StepNetwork(nowMilliseconds);
        }
    }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds)
    {
        if (State == UplinkState.Closed)
        {
            return long.MaxValue;
        }

        if (_failure == 0)
        {
            StepSession(nowMilliseconds);
        }

        if (_failure != 0)
        {
            int reason = _failure;
            Close(nowMilliseconds);
            _events?.OnClosed(reason);
            return long.MaxValue;
        }

        if (State == UplinkState.Connecting)
        {
            return nowMilliseconds + Limits.BearerPollMilliseconds;
        }

        return _inbox.IsSubscribed ? long.MaxValue : _deadlineMilliseconds;
    }

    /// <inheritdoc/>
    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        IMqttClient? client = State == UplinkState.Ready ? _worker?.Client : null;
        int place = FindPlace(0);
        if (client == null || place < 0)
        {
            return 0;
        }

        Check.That(Topics.IsUp(kind) && (int)kind < _topics.Length, CheckCode.Uplink);
        try
        {
            // The library keeps the array until the broker has answered.
            byte[] copy = new byte[count];
            Array.Copy(body, offset, copy, 0, count);
            _ids[place] = client.Publish(
                _topics[(int)kind], copy, null, null, MqttQoSLevel.AtLeastOnce, false);
        }
        catch (Exception)
        {
            _ids[place] = 0;
            _failure = PublishFailed;
        }

        _publishedAtMilliseconds[place] = nowMilliseconds;
        return _ids[place];
    }

    /// <inheritdoc/>
    public void Close(long nowMilliseconds)
    {
        State = UplinkState.Closed;
        _failure = 0;
        for (int i = 0; i < _ids.Length; i++)
        {
            _ids[i] = 0;
        }

        M2MqttWorker? worker = _worker;
        _worker = null;
        if (worker == null)
        {
            return;
        }

        worker.End();
        for (int i = 0; i < _leftBehind.Length; i++)
        {
            M2MqttWorker? other = _leftBehind[i];
            if (other == null || other.IsFinished)
            {
                _leftBehind[i] = worker;
                return;
            }
        }
    }

    private void StepSession(long nowMilliseconds)
    {
        if (State == UplinkState.Connecting)
        {
            StepConnecting(nowMilliseconds);
        }

        if (State != UplinkState.Ready)
        {
            return;
        }

        StepAnswers(nowMilliseconds);
        StepMessages(nowMilliseconds);
        IMqttClient? client = _worker?.Client;
        if (_inbox.IsClosed || client == null || !client.IsConnected)
        {
            _failure = ConnectionLost;
        }
        else if (_inbox.IsSubscriptionRefused)
        {
            _failure = SubscriptionRefused;
        }
        else if (!_inbox.IsSubscribed && nowMilliseconds >= _deadlineMilliseconds)
        {
            _failure = SubscriptionTimeout;
        }
        else if (_inbox.IsOverrun)
        {
            _failure = AnswersLost;
        }
    }

    private void StepConnecting(long nowMilliseconds)
    {
        if (_worker == null)
        {
            StepNetwork(nowMilliseconds);
            return;
        }

        switch (_inbox.Outcome)
        {
            case M2MqttAttempt.Connected:
                State = UplinkState.Ready;
                _heardAtMilliseconds = nowMilliseconds;
                _deadlineMilliseconds = nowMilliseconds + BoardLimits.M2MqttSubscribeMilliseconds;
                _events?.OnReady();
                break;
            case M2MqttAttempt.Refused:
                LastReasonCode = _inbox.ReasonCode;
                _failure = ConnectRefused;
                break;
            case M2MqttAttempt.Failed:
                _failure = ConnectFailed;
                break;
            default:
                _failure = nowMilliseconds >= _deadlineMilliseconds ? ConnectTimeout : 0;
                break;
        }
    }

    private void StepNetwork(long nowMilliseconds)
    {
        _network.Step(nowMilliseconds);
        if (_network.IsUp)
        {
            _worker = new M2MqttWorker(_receiver, _settings, _inbox);
            _worker.Start();
        }
        else if (nowMilliseconds >= _deadlineMilliseconds)
        {
            _failure = ConnectTimeout;
        }
    }

    private void StepAnswers(long nowMilliseconds)
    {
        for (int i = 0; i < BoardLimits.M2MqttAnswers && _inbox.TryTakeAnswer(out int id, out bool isTaken); i++)
        {
            _heardAtMilliseconds = isTaken ? nowMilliseconds : _heardAtMilliseconds;
            int place = id == 0 ? -1 : FindPlace(id);
            if (place < 0)
            {
                // A second answer, or one that belongs to nobody.
                continue;
            }

            bool isAlive = _heardAtMilliseconds > _publishedAtMilliseconds[place];
            _ids[place] = 0;
            if (isTaken || isAlive)
            {
                _events?.OnPublishAcknowledged(id, isTaken ? 0 : GivenUpReasonCode);
            }

            // Given up on a broker that has been silent since: nobody is told, and the core ends the session when its
            // own time for an answer is over.
        }
    }

    private void StepMessages(long nowMilliseconds)
    {
        for (int i = 0; i < BoardLimits.M2MqttMessages && _inbox.TryTakeMessage(_message); i++)
        {
            _heardAtMilliseconds = nowMilliseconds;
            MessageKind kind = Topics.Parse(_message.Topic, 0, _message.TopicLength);
            if (!Topics.IsDown(kind) || !Topics.IsAbout(_settings.HubId, _message.Topic, 0))
            {
                kind = MessageKind.Unknown;
            }

            _events?.OnMessage(kind, _message.Body, 0, _message.BodyLength);
        }
    }

    // The place of an id; of 0: a free one.
    private int FindPlace(int id)
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}
