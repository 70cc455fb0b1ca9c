// What the hubs do with what the server sends them.
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Benchmarks.Native;

namespace Benchmarks.Load;

internal sealed unsafe partial class LoadEngine
{
    private void Serve(int index, uint flags)
    {
        ref Connection connection = ref _connections[index];
        if (connection.State is ConnectionState.Connecting or ConnectionState.Handshaking)
        {
            ContinueConnecting(index, flags);
            return;
        }

        int carried = connection.CarriedBytes;
        if (carried > 0)
        {
            _carry.AsSpan(index * CarryBytes, carried).CopyTo(new Span<byte>(_receive, carried));
        }

        int received = Read(ref connection, _receive + carried, BufferBytes - carried);
        if (received == 0)
        {
            return;
        }

        if (received < 0)
        {
            OnLost(index, "the server closed the connection");
            return;
        }

        Take(index, carried + received);
    }

    private void Take(int index, int length)
    {
        ref Connection connection = ref _connections[index];
        long now = Stopwatch.GetTimestamp();
        int acknowledged = 0;
        int position = 0;
        while (true)
        {
            int left = length - position;
            int size = left < 2 ? int.MaxValue : PacketSize(_receive + position, left);
            if (size > left)
            {
                break;
            }

            byte* packet = _receive + position;
            if (packet[0] == 0x40)
            {
                acknowledged += OnPuback(ref connection, index, (packet[2] << 8) | packet[3], now);
            }
            else
            {
                OnOther(index, packet, size, now);
                if (connection.Socket < 0)
                {
                    return;
                }
            }

            position += size;
        }

        int rest = length - position;
        if (rest > CarryBytes)
        {
            throw new BenchmarkException("the server sent a packet larger than a hub takes");
        }

        connection.CarriedBytes = rest;
        if (rest > 0)
        {
            new Span<byte>(_receive + position, rest).CopyTo(_carry.AsSpan(index * CarryBytes));
        }

        if (_closedLoopInFlight > 0 && acknowledged > 0)
        {
            SendHeartbeats(index, acknowledged, now);
        }
    }

    /// <summary>Size of the packet, or int.MaxValue when its header is not complete.</summary>
    private static int PacketSize(byte* packet, int available)
    {
        int size = 0;
        for (int i = 1; i < available && i < 5; i++)
        {
            size |= (packet[i] & 0x7F) << (7 * (i - 1));
            if (packet[i] < 0x80)
            {
                return size + i + 1;
            }
        }

        return int.MaxValue;
    }

    private int OnPuback(ref Connection connection, int index, int packetId, long now)
    {
        int slot = packetId % MaxInFlight;
        long latency = Nanoseconds(now - _dueAt[(index * MaxInFlight) + slot]);
        if ((connection.AlarmSlots & (1 << slot)) != 0)
        {
            _alarmLatency.Record(latency);
            OnAlarmAcknowledged(ref connection, now);
        }
        else
        {
            _latency.Record(latency);
        }

        connection.InFlight--;
        _unacknowledged--;
        _acknowledged++;
        return 1;
    }

    private void OnOther(int index, byte* packet, int size, long now)
    {
        ref Connection connection = ref _connections[index];
        switch (packet[0] >> 4)
        {
            case 2:
                OnConnack(index, packet[3], now);
                break;
            case 9 when connection.State == ConnectionState.AwaitingSuback:
                if (packet[4] >= 0x80)
                {
                    throw new BenchmarkException("the server refused a hub its own down topics");
                }

                OnReady(ref connection, now);
                break;
            case 3 when (packet[0] & 0x06) == 0x02:
                int header = packet[1] < 0x80 ? 2 : 3;
                int topic = (packet[header] << 8) | packet[header + 1];
                byte* answer = stackalloc byte[4];
                answer[0] = 0x40;
                answer[1] = 2;
                answer[2] = packet[header + 2 + topic];
                answer[3] = packet[header + 3 + topic];
                Write(ref connection, answer, 4);
                break;
        }
    }

    private int Read(ref Connection connection, byte* buffer, int count)
    {
        if (connection.Tls != 0)
        {
            int read = OpenSsl.Read(connection.Tls, buffer, count);
            return read > 0
                ? read
                : OpenSsl.GetError(connection.Tls, read) is OpenSsl.WantRead or OpenSsl.WantWrite ? 0 : -1;
        }

        nint received = Libc.Receive(connection.Socket, buffer, count, 0);
        return received > 0
            ? (int)received
            : received < 0 && Marshal.GetLastPInvokeError() == Libc.TryAgain ? 0 : -1;
    }

    private static void Write(ref Connection connection, byte* buffer, int count)
    {
        nint sent = connection.Tls != 0
            ? OpenSsl.Write(connection.Tls, buffer, count)
            : Libc.Send(connection.Socket, buffer, count, Libc.NoSignal);

        // So little is ever under way that a full socket means the server has stopped reading altogether; and one
        // that is gone shows when it is read.
        if (sent >= 0 && sent != count)
        {
            throw new BenchmarkException("the server does not read what a hub sends");
        }
    }
}
