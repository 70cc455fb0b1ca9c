// What happens on the MQTT library's threads, in fixed rings, until the loop takes it.
namespace Hub.Esp32S3.Linking;

/// <summary>
/// Everything that the library tells comes in here, from threads of its own and in any order. Each attempt to connect
/// has a number; what an earlier one still tells is dropped. Answers and messages have a ring each, so that a storm of
/// messages takes no answer's place.
/// </summary>
internal sealed class M2MqttInbox
{
    private readonly object _lock = new object();
    private readonly LoopSignal _signal;
    private readonly int[] _ids = new int[BoardLimits.M2MqttAnswers];
    private readonly bool[] _taken = new bool[BoardLimits.M2MqttAnswers];
    private readonly M2MqttMessage[] _messages = new M2MqttMessage[BoardLimits.M2MqttMessages];
    private int _attempt;
    private int _firstAnswer;
    private int _answerCount;
    private int _firstMessage;
    private int _messageCount;
    private M2MqttAttempt _outcome;
    private int _reasonCode;
    private bool _isSubscribed;
    private bool _isSubscriptionRefused;
    private bool _isClosed;
    private bool _isOverrun;

    internal M2MqttInbox(LoopSignal signal)
    {
        _signal = signal;
        for (int i = 0; i < _messages.Length; i++)
        {
            _messages[i] = new M2MqttMessage();
        }
    }

    /// <summary>Messages that found the ring full or fit no message of a hub, since the start.</summary>
    internal long LostMessageCount { get; private set; }

    /// <summary>How far the attempt has come.</summary>
    internal M2MqttAttempt Outcome
    {
        get
        {
            lock (_lock)
            {
                return _outcome;
            }
        }
    }

    /// <summary>What the broker refused with; only when <see cref="Outcome"/> is Refused.</summary>
    internal int ReasonCode
    {
        get
        {
            lock (_lock)
            {
                return _reasonCode;
            }
        }
    }

    /// <summary>Whether the broker has taken the subscription.</summary>
    internal bool IsSubscribed
    {
        get
        {
            lock (_lock)
            {
                return _isSubscribed;
            }
        }
    }

    /// <summary>Whether the broker has refused the subscription.</summary>
    internal bool IsSubscriptionRefused
    {
        get
        {
            lock (_lock)
            {
                return _isSubscriptionRefused;
            }
        }
    }

    /// <summary>Whether the library has told the end of the connection.</summary>
    internal bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Whether an answer has found no place, so that what is under way is not known any more.</summary>
    internal bool IsOverrun
    {
        get
        {
            lock (_lock)
            {
                return _isOverrun;
            }
        }
    }

    /// <summary>Empties the rings for a new attempt.</summary>
    /// <returns>Its number, which all that belongs to it must give.</returns>
    internal int Begin()
    {
        lock (_lock)
        {
            _attempt++;
            _answerCount = 0;
            _messageCount = 0;
            _outcome = M2MqttAttempt.UnderWay;
            _reasonCode = 0;
            _isSubscribed = false;
            _isSubscriptionRefused = false;
            _isClosed = false;
            _isOverrun = false;
            return _attempt;
        }
    }

    /// <summary>A thread that was given up has ended: the loop may look again.</summary>
    internal void Wake()
    {
        _signal.Set();
    }

    internal void PutOutcome(int attempt, M2MqttAttempt outcome, int reasonCode)
    {
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                return;
            }

            _outcome = outcome;
            _reasonCode = reasonCode;
        }

        _signal.Set();
    }

    internal void PutSubscription(int attempt, bool isGranted)
    {
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                return;
            }

            _isSubscribed = _isSubscribed || isGranted;
            _isSubscriptionRefused = _isSubscriptionRefused || !isGranted;
        }

        _signal.Set();
    }

    internal void PutClosed(int attempt)
    {
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                return;
            }

            _isClosed = true;
        }

        _signal.Set();
    }

    internal void PutAnswer(int attempt, int id, bool isTaken)
    {
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                return;
            }

            if (_answerCount == _ids.Length)
            {
                _isOverrun = true;
            }
            else
            {
                int place = (_firstAnswer + _answerCount) % BoardLimits.M2MqttAnswers;
                _ids[place] = id;
                _taken[place] = isTaken;
                _answerCount++;
            }
        }

        _signal.Set();
    }

    internal void PutMessage(int attempt, string? topic, byte[]? body)
    {
        lock (_lock)
        {
            if (attempt != _attempt)
            {
                return;
            }

            int place = (_firstMessage + _messageCount) % BoardLimits.M2MqttMessages;
            if (_messageCount == _messages.Length || !_messages[place].TrySet(topic, body))
            {
                LostMessageCount++;
            }
            else
            {
                _messageCount++;
            }
        }

        _signal.Set();
    }

    /// <summary>Takes the answer that came first.</summary>
    /// <returns>False when there is none.</returns>
    internal bool TryTakeAnswer(out int id, out bool isTaken)
    {
        lock (_lock)
        {
            bool isThere = _answerCount > 0;
            id = isThere ? _ids[_firstAnswer] : 0;
            isTaken = isThere && _taken[_firstAnswer];
            if (isThere)
            {
                _firstAnswer = (_firstAnswer + 1) % BoardLimits.M2MqttAnswers;
                _answerCount--;
            }

            return isThere;
        }
    }

    /// <summary>Takes the message that came first.</summary>
    /// <returns>False when there is none.</returns>
    internal bool TryTakeMessage(M2MqttMessage message)
    {
        lock (_lock)
        {
            if (_messageCount == 0)
            {
                return false;
            }

            message.Set(_messages[_firstMessage]);
            _firstMessage = (_firstMessage + 1) % BoardLimits.M2MqttMessages;
            _messageCount--;
            return true;
        }
    }
}
