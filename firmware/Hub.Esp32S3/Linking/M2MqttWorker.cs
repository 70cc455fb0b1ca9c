// One attempt of the MQTT library and the session that it becomes, on a thread that may block.
using System;
using System.Threading;
using Hub.Core;
using Hub.Protocols.Messages;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Hub.Esp32S3.Linking;

/// <summary>
/// Finding the broker's address, TCP, TLS, signing in and closing block, some of it without a bound: so each attempt
/// has a client and a thread of its own, which the loop gives up by <see cref="End"/> and never waits for. A thread
/// that hangs is only left behind; what it tells later belongs to an attempt that is over and is dropped.
/// </summary>
internal sealed class M2MqttWorker
{
    private readonly object _lock = new object();
    private readonly AutoResetEvent _end = new AutoResetEvent(false);
    private readonly MqttReceiver _receiver;
    private readonly HubSettings _settings;
    private readonly M2MqttInbox _inbox;
    private readonly int _attempt;
    private IMqttClient? _client;
    private bool _isEnding;
    private bool _isFinished;

    internal M2MqttWorker(MqttReceiver receiver, HubSettings settings, M2MqttInbox inbox)
    {
        _receiver = receiver;
        _settings = settings;
        _inbox = inbox;
        _attempt = inbox.Begin();
    }

    /// <summary>The library's client; null until it has connected.</summary>
    internal IMqttClient? Client
    {
        get
        {
            lock (_lock)
            {
                return _client;
            }
        }
    }

    /// <summary>Whether the thread has ended, and with it everything that it held.</summary>
    internal bool IsFinished
    {
        get
        {
            lock (_lock)
            {
                return _isFinished;
            }
        }
    }

    private bool IsEnding
    {
        get
        {
            lock (_lock)
            {
                return _isEnding;
            }
        }
    }

    /// <summary>Starts the thread.</summary>
    internal void Start()
    {
        try
        {
            new Thread(Run).Start();
        }
        catch (Exception)
        {
            Finish();
            _inbox.PutOutcome(_attempt, M2MqttAttempt.Failed, 0);
        }
    }

    /// <summary>Gives the attempt or session up. Returns at once; the thread closes the connection when it can.
    /// </summary>
    internal void End()
    {
        lock (_lock)
        {
            _isEnding = true;
        }

        _end.Set();
    }

    private void Run()
    {
        IMqttClient? client = null;
        try
        {
            client = new MqttClient(_receiver.Host);
            client.Init(
                _receiver.Host,
                _receiver.Port,
                true,
                _receiver.Authority,
                _receiver.ClientCertificate,
                MqttSslProtocols.TLSv1_2);
            if (Connect(client))
            {
                _end.WaitOne();
                client.Disconnect();
            }
        }
        catch (Exception)
        {
            _inbox.PutOutcome(_attempt, M2MqttAttempt.Failed, 0);
        }

        Close(client);
        Finish();
    }

    // True once the session stands and nobody has given it up meanwhile.
    private bool Connect(IMqttClient client)
    {
        client.MqttMsgPublishReceived += OnMessage;
        client.MqttMsgPublished += OnPublished;
        client.MqttMsgSubscribed += OnSubscribed;
        client.ConnectionClosed += OnClosed;

        // Without the will: the library takes it as a text only, and the hub's event is binary. The broker keeps the
        // session, so that what comes down meanwhile is not lost.
        MqttReasonCode answer = client.Connect(
            _settings.HubId,
            _settings.HubId,
            _settings.Password,
            false,
            MqttQoSLevel.AtMostOnce,
            false,
            null,
            null,
            false,
            (ushort)_settings.KeepAliveSeconds);
        if (answer != MqttReasonCode.Success)
        {
            _inbox.PutOutcome(_attempt, M2MqttAttempt.Refused, (int)answer);
            return false;
        }

        if (IsEnding)
        {
            return false;
        }

        string[] topics = new[] { Topics.DownFilter(_settings.HubId) };
        client.Subscribe(topics, new[] { MqttQoSLevel.AtLeastOnce });
        lock (_lock)
        {
            _client = client;
        }

        _inbox.PutOutcome(_attempt, M2MqttAttempt.Connected, 0);
        return true;
    }

    private static void Close(IMqttClient? client)
    {
        try
        {
            client?.Close();
        }
        catch (Exception)
        {
            // Nothing more can be done for this connection; its socket goes with the client.
            return;
        }
    }

    private void Finish()
    {
        lock (_lock)
        {
            _client = null;
            _isFinished = true;
        }

        _inbox.Wake();
    }

    // The library's threads end silently when a handler throws: none of these can.
    private void OnMessage(object sender, MqttMsgPublishEventArgs e)
    {
        _inbox.PutMessage(_attempt, e?.Topic, e?.Message);
    }

    private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
    {
        if (e != null)
        {
            _inbox.PutAnswer(_attempt, e.MessageId, e.IsPublished);
        }
    }

    private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e)
    {
        MqttQoSLevel[]? granted = e?.GrantedQoSLevels;
        bool isGranted = granted != null && granted.Length > 0 && granted[0] < MqttQoSLevel.GrantedFailure;
        _inbox.PutSubscription(_attempt, isGranted);
    }

    private void OnClosed(object sender, EventArgs e)
    {
        _inbox.PutClosed(_attempt);
    }
}
