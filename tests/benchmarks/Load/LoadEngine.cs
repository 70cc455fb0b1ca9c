// Thousands of hubs on one thread: epoll, non-blocking sockets, and nothing allocated while they talk.
using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Benchmarks.Native;

namespace Benchmarks.Load;

/// <summary>
/// An MQTT 3.1.1 load generator. To be used from one thread, which should have a processor of its own.
/// </summary>
internal sealed unsafe partial class LoadEngine : IDisposable
{
    /// <summary>Most publishes one hub may have unacknowledged.</summary>
    public const int MaxInFlight = 16;

    private const int BufferBytes = 64 * 1024;
    private const int CarryBytes = 1024;
    private const int ListenerNumber = -1;

    private readonly LoadTarget _target;
    private readonly Connection[] _connections;
    private readonly long[] _dueAt;
    private readonly byte[] _carry;
    private readonly byte* _receive = (byte*)NativeMemory.Alloc(BufferBytes);
    private readonly byte* _send = (byte*)NativeMemory.Alloc(BufferBytes);
    private readonly Epoll _epoll = new();
    private readonly nint _tlsContext;
    private readonly Histogram _latency = new();
    private readonly Histogram _alarmLatency = new();
    private CaseStreamListener? _listener;
    private int _closedLoopInFlight;
    private int _ready;
    private long _acknowledged;
    private long _overruns;
    private long _unacknowledged;

    public LoadEngine(LoadTarget target)
    {
        _target = target;
        _connections = new Connection[target.Accounts.Length];
        _dueAt = new long[_connections.Length * MaxInFlight];
        _carry = new byte[_connections.Length * CarryBytes];
        _tlsContext = target.UsesTls ? OpenSsl.NewContext() : 0;
        for (int i = 0; i < _connections.Length; i++)
        {
            string hubId = target.Accounts[i].HubId;
            _connections[i].Socket = -1;
            _connections[i].Sequence = PublishTemplate.FirstSequence;
            _connections[i].Heartbeat = PublishTemplate.Heartbeat(hubId, target.Topic);
            _connections[i].Alarm = target.WithAlarms
                ? PublishTemplate.Alarm(hubId, (i % target.Priorities) + 1)
                : [];
        }
    }

    /// <summary>Called once when the measurement begins, after the warm-up.</summary>
    public Action? WhenMeasuring { get; set; }

    /// <summary>Called once when the measurement has ended, before what is under way is waited for.</summary>
    public Action? WhenMeasured { get; set; }

    /// <summary>Has a listener to the case stream served on this engine's thread.</summary>
    public void Attach(CaseStreamListener listener)
    {
        _listener = listener;
        _epoll.Add(listener.Socket, ListenerNumber, Libc.PollIn);
    }

    /// <summary>Each hub keeps so many publishes unacknowledged and sends the next when one is acknowledged.</summary>
    public LoadResult RunClosed(int inFlight, double warmupSeconds, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inFlight, MaxInFlight);
        Reset();
        _closedLoopInFlight = inFlight;
        long now = Stopwatch.GetTimestamp();
        for (int i = 0; i < _connections.Length; i++)
        {
            SendHeartbeats(i, inFlight, now);
        }

        Poll(now + Ticks(warmupSeconds));
        Reset();
        WhenMeasuring?.Invoke();
        double cpu = Libc.ThreadCpuSeconds();
        long start = Stopwatch.GetTimestamp();
        Poll(start + Ticks(seconds));
        double measured = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = Libc.ThreadCpuSeconds() - cpu;
        WhenMeasured?.Invoke();
        var result = new LoadResult(measured, _acknowledged, _latency, _alarmLatency, _overruns, cpu);
        _closedLoopInFlight = 0;
        Drain();
        return result;
    }

    /// <summary>Messages become due at a fixed rate; each is counted from then, however late it was sent.</summary>
    public LoadResult RunOpen(OpenLoad load)
    {
        Reset();
        long start = Stopwatch.GetTimestamp();
        long measureAt = start + Ticks(load.WarmupSeconds);
        long end = measureAt + Ticks(load.Seconds);
        long now = start;
        long heartbeats = 0;
        int alarms = 0;
        bool isMeasuring = false;
        while (now < end)
        {
            if (!isMeasuring && now >= measureAt)
            {
                isMeasuring = true;
                Reset();
                WhenMeasuring?.Invoke();
            }

            long due = Due(start, heartbeats, load.HeartbeatsPerSecond);
            while (due <= now)
            {
                SendDue((int)(heartbeats % _connections.Length), due, isAlarm: false);
                heartbeats++;
                due = Due(start, heartbeats, load.HeartbeatsPerSecond);
            }

            long alarmDue = alarms < load.Alarms ? Due(measureAt, alarms, load.AlarmsPerSecond) : long.MaxValue;
            while (alarmDue <= now)
            {
                SendDue((load.FirstAlarmHub + alarms) % _connections.Length, alarmDue, isAlarm: true);
                alarms++;
                alarmDue = alarms < load.Alarms ? Due(measureAt, alarms, load.AlarmsPerSecond) : long.MaxValue;
            }

            long next = Math.Min(Math.Min(due, alarmDue), end);
            PollOnce(next - now > Stopwatch.Frequency / 500 ? 1 : 0);
            now = Stopwatch.GetTimestamp();
        }

        double measured = Stopwatch.GetElapsedTime(measureAt).TotalSeconds;
        WhenMeasured?.Invoke();
        long acknowledged = _acknowledged;

        // What was due must be answered too, or the slowest would not count.
        Drain();
        return new LoadResult(measured, acknowledged, _latency, _alarmLatency, _overruns, 0);
    }

    /// <summary>Serves the sockets for a while without sending anything of its own.</summary>
    public void Idle(double seconds) => Poll(Stopwatch.GetTimestamp() + Ticks(seconds));

    public void Dispose()
    {
        CloseAll();
        for (int i = 0; i < _connections.Length; i++)
        {
            if (_connections[i].Session != 0)
            {
                OpenSsl.FreeSession(_connections[i].Session);
            }
        }

        if (_tlsContext != 0)
        {
            OpenSsl.FreeContext(_tlsContext);
        }

        _epoll.Dispose();
        NativeMemory.Free(_receive);
        NativeMemory.Free(_send);
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private static long Due(long start, long index, double perSecond) =>
        perSecond > 0 ? start + (long)(index / perSecond * Stopwatch.Frequency) : long.MaxValue;

    private static long Nanoseconds(long ticks) => (long)(ticks * (1e9 / Stopwatch.Frequency));

    private void Reset()
    {
        _latency.Clear();
        _alarmLatency.Clear();
        _acknowledged = 0;
        _overruns = 0;
    }

    private void Poll(long until)
    {
        while (Stopwatch.GetTimestamp() < until)
        {
            PollOnce(1);
        }
    }

    /// <summary>Waits until every publish is acknowledged.</summary>
    private void Drain()
    {
        long limit = Stopwatch.GetTimestamp() + Ticks(30);
        while (_unacknowledged > 0)
        {
            PollOnce(1);
            if (Stopwatch.GetTimestamp() > limit)
            {
                throw new BenchmarkException($"{_unacknowledged} publishes were not acknowledged within 30 s");
            }
        }
    }

    private void PollOnce(int milliseconds)
    {
        int count = _epoll.Wait(milliseconds);
        for (int i = 0; i < count; i++)
        {
            int number = _epoll.Number(i);
            if (number == ListenerNumber)
            {
                _listener!.Read();
            }
            else
            {
                Serve(number, _epoll.Flags(i));
            }
        }
    }

    private void SendDue(int index, long due, bool isAlarm)
    {
        ref Connection connection = ref _connections[index];
        if (connection.InFlight >= MaxInFlight || connection.State != ConnectionState.Ready)
        {
            _overruns++;
            return;
        }

        if (isAlarm)
        {
            _listener?.Expect(index, due);
        }

        int length = PutPublish(ref connection, index, _send, due, isAlarm);
        Write(ref connection, _send, length);
    }

    private void SendHeartbeats(int index, int count, long now)
    {
        ref Connection connection = ref _connections[index];
        int length = 0;
        for (int i = 0; i < count; i++)
        {
            length += PutPublish(ref connection, index, _send + length, now, isAlarm: false);
        }

        Write(ref connection, _send, length);
    }

    private int PutPublish(ref Connection connection, int index, byte* to, long due, bool isAlarm)
    {
        connection.LastPacketId = (ushort)(connection.LastPacketId == 0xFFFF ? 1 : connection.LastPacketId + 1);
        int slot = connection.LastPacketId % MaxInFlight;
        _dueAt[(index * MaxInFlight) + slot] = due;
        connection.AlarmSlots = (ushort)((connection.AlarmSlots & ~(1 << slot)) | (isAlarm ? 1 << slot : 0));
        byte[] template = isAlarm ? connection.Alarm : connection.Heartbeat;
        var packet = new Span<byte>(to, template.Length);
        template.CopyTo(packet);
        BinaryPrimitives.WriteUInt16BigEndian(
            packet[(template.Length - PublishTemplate.PacketIdFromEnd)..], connection.LastPacketId);
        BinaryPrimitives.WriteUInt64BigEndian(
            packet[(template.Length - PublishTemplate.SequenceFromEnd)..], connection.Sequence++);
        connection.InFlight++;
        _unacknowledged++;
        return template.Length;
    }
}
