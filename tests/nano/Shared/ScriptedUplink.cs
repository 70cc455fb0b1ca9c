// An uplink that is there at once, answers every publish, tells the time and, when it may, holds every alarm.
using Hub.Core.Ports;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace NFUnitTest;

internal sealed class ScriptedUplink : IUplink
{
    private const int MostKept = 64;

    private readonly int[] _answers = new int[MostKept];
    private readonly AcknowledgementMessage[] _holds = new AcknowledgementMessage[MostKept];
    private readonly ulong[] _alarmSequences = new ulong[MostKept];
    private readonly int[] _alarmCounts = new int[MostKept];
    private readonly CborReader _reader = new CborReader();
    private readonly CborWriter _writer = new CborWriter();
    private readonly byte[] _buffer = new byte[512];
    private IUplinkEvents? _events;
    private int _answerCount;
    private int _holdCount;
    private int _lastId;
    private ulong _downSequence = 5UL << 32;

    /// <summary>Whether the fleet manager says that it holds an alarm.</summary>
    internal bool HoldsAlarms { get; set; } = true;

    internal int HelloCount { get; private set; }

    internal int HeartbeatCount { get; private set; }

    internal int EventCount { get; private set; }

    /// <summary>Alarms, each once however often it was sent.</summary>
    internal int AlarmCount { get; private set; }

    internal AlarmMessage LastAlarm { get; } = new AlarmMessage();

    /// <summary>Bodies that were no message of their kind.</summary>
    internal int BadCount { get; private set; }

    public UplinkState State { get; private set; }

    public BearerKind Bearer
    {
        get { return BearerKind.Lte; }
    }

    public int SignalDbm
    {
        get { return -87; }
    }

    /// <summary>Presses in all alarms.</summary>
    internal int Presses()
    {
        int sum = 0;
        for (int i = 0; i < AlarmCount; i++)
        {
            sum += _alarmCounts[i];
        }

        return sum;
    }

    public void Attach(IUplinkEvents events)
    {
        _events = events;
    }

    public void Connect(byte[] will, int willLength, long nowMilliseconds)
    {
        State = UplinkState.Connecting;
    }

    public long Step(long nowMilliseconds)
    {
        if (State == UplinkState.Connecting)
        {
            State = UplinkState.Ready;
            _events!.OnReady();
            TimeMessage time = new TimeMessage();
            time.UnixMilliseconds = 1800000000000L + nowMilliseconds;
            Send(MessageKind.Time, time);
        }

        for (int i = 0; i < _answerCount; i++)
        {
            _events!.OnPublishAcknowledged(_answers[i], 0);
        }

        _answerCount = 0;
        for (int i = 0; i < _holdCount; i++)
        {
            Send(MessageKind.DownAcknowledgement, _holds[i]);
        }

        _holdCount = 0;
        return long.MaxValue;
    }

    public int Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds)
    {
        if (State != UplinkState.Ready || _answerCount == MostKept || _holdCount == MostKept)
        {
            return 0;
        }

        Note(kind, body, offset, count);
        _answers[_answerCount] = ++_lastId;
        _answerCount++;
        return _lastId;
    }

    public void Close(long nowMilliseconds)
    {
        State = UplinkState.Closed;
        _answerCount = 0;
        _holdCount = 0;
    }

    private void Note(MessageKind kind, byte[] body, int offset, int count)
    {
        switch (kind)
        {
            case MessageKind.Hello:
                Read(new HelloMessage(), body, offset, count);
                HelloCount++;
                break;
            case MessageKind.Heartbeat:
                Read(new HeartbeatMessage(), body, offset, count);
                HeartbeatCount++;
                break;
            case MessageKind.Event:
                Read(new EventMessage(), body, offset, count);
                EventCount++;
                break;
            case MessageKind.Alarm:
                Read(LastAlarm, body, offset, count);
                TakeAlarm();
                break;
        }
    }

    private void TakeAlarm()
    {
        int at = 0;
        while (at < AlarmCount && _alarmSequences[at] != LastAlarm.Sequence)
        {
            at++;
        }

        AlarmCount = at == AlarmCount ? at + 1 : AlarmCount;
        _alarmSequences[at] = LastAlarm.Sequence;
        _alarmCounts[at] = LastAlarm.PressCount;
        if (HoldsAlarms)
        {
            AcknowledgementMessage hold = new AcknowledgementMessage();
            hold.AcknowledgedSequence = LastAlarm.Sequence;
            hold.AcknowledgedBootCount = LastAlarm.BootCount;
            hold.Result = AcknowledgementResult.Held;
            _holds[_holdCount] = hold;
            _holdCount++;
        }
    }

    private void Read(HubMessage message, byte[] body, int offset, int count)
    {
        BadCount += message.Decode(_reader, body, offset, count) == MessageError.None ? 0 : 1;
    }

    private void Send(MessageKind kind, HubMessage message)
    {
        message.BootCount = 5;
        message.Sequence = ++_downSequence;
        int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
        _events!.OnMessage(kind, _buffer, 0, length);
    }
}
