// A scripted client that sends and reads packets one by one.
using System;
using System.Buffers;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;

namespace Gateway.Tests.Wire;

/// <summary>The client's end of a connection. Nothing is sent or answered that the test does not ask for.</summary>
internal sealed class RawClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MemoryConnection _connection;
    private readonly Task _served;

    internal RawClient(MemoryConnection connection, Task served)
    {
        _connection = connection;
        _served = connection.FinishAsync(served);
    }

    internal int Level { get; private set; } = PacketBytes.V5;

    internal bool IsAborted => _connection.IsAborted;

    /// <summary>Completes when the server is done with the connection.</summary>
    internal Task ServedAsync() => _served.WaitAsync(Patience);

    internal async Task SendAsync(params byte[][] packets)
    {
        try
        {
            await _connection.ToServer.WriteAsync(PacketBytes.Join(packets));
        }
        catch (Exception fault) when (IsAborted && fault is InvalidOperationException)
        {
            // The server has hung up, as a socket would find out.
        }
    }

    /// <summary>Sends every byte on its own.</summary>
    internal async Task SendSplitAsync(byte[] bytes)
    {
        foreach (var single in bytes)
        {
            await SendAsync([single]);
        }
    }

    /// <summary>Connects and expects to be accepted.</summary>
    internal async Task<Packet> ConnectAsync(ConnectBytes connect)
    {
        Level = connect.Level;
        await SendAsync(connect.ToBytes());
        var answer = await ReadAsync();
        Assert.Equal(2, answer.Type);
        Assert.Equal(0, answer.Reason);
        return answer;
    }

    /// <summary>Connects and expects to be refused with this code, and then closed.</summary>
    internal async Task RefusedAsync(ConnectBytes connect, int reason)
    {
        Level = connect.Level;
        await SendAsync(connect.ToBytes());
        await RefusedAsync(reason);
    }

    internal async Task RefusedAsync(int reason)
    {
        var answer = await ReadAsync();
        Assert.Equal(2, answer.Type);
        Assert.Equal(reason.ToString("X2"), answer.Reason.ToString("X2"));
        Assert.False(answer.SessionPresent);
        await HangUpAsync();
    }

    /// <summary>Reads the next packet.</summary>
    internal async Task<Packet> ReadAsync()
    {
        return await TryReadAsync() ?? throw new InvalidOperationException("The server has closed the connection.");
    }

    /// <summary>Reads the next packet and checks it, e.g. <c>40 0001</c>.</summary>
    internal async Task ExpectAsync(string hex)
    {
        Assert.Equal(hex, (await ReadAsync()).Hex);
    }

    /// <summary>
    /// Sends PINGREQ and expects its answer as the very next packet: everything sent before has been handled, and
    /// nothing else has been answered.
    /// </summary>
    internal async Task NothingAsync()
    {
        await SendAsync(PacketBytes.PingRequest);
        await ExpectAsync("D0");
    }

    /// <summary>Expects DISCONNECT with this code in 5.0, nothing in 3.1.1, and the end of the connection.</summary>
    internal async Task DisconnectedAsync(int reason)
    {
        if (Level == PacketBytes.V5)
        {
            Assert.Equal($"E0 {reason:X2}", (await ReadAsync()).Hex);
            await HangUpAsync();
        }
        else
        {
            await ClosedAsync();
        }
    }

    /// <summary>Expects the server to end the connection by itself and without another packet.</summary>
    internal async Task ClosedAsync()
    {
        Assert.Null(await TryReadAsync());
        await ServedAsync();
    }

    /// <summary>Hangs up, having heard why, and expects that nothing more comes.</summary>
    internal async Task HangUpAsync()
    {
        await _connection.ToServer.CompleteAsync();
        await ClosedAsync();
    }

    /// <summary>Hangs up and takes no interest in what the server had to say.</summary>
    internal async Task HangUpUnheardAsync()
    {
        await _connection.ToServer.CompleteAsync();
        while (await TryReadAsync() is not null)
        {
        }

        await ServedAsync();
    }

    /// <summary>Breaks the connection without a word.</summary>
    internal async Task BreakAsync()
    {
        await _connection.ToServer.CompleteAsync(new System.IO.IOException("broken"));
        await ServedAsync();
    }

    /// <summary>Says DISCONNECT and goes.</summary>
    internal async Task LeaveAsync()
    {
        await SendAsync(PacketBytes.Disconnect);
        await ServedAsync();
    }

    private async Task<Packet?> TryReadAsync()
    {
        try
        {
            while (true)
            {
                var result = await _connection.FromServer.ReadAsync().AsTask().WaitAsync(Patience);
                var buffer = result.Buffer;
                if (TryTake(ref buffer, out var packet))
                {
                    _connection.FromServer.AdvanceTo(buffer.Start);
                    return packet;
                }

                _connection.FromServer.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (Exception fault) when (IsAborted && fault is InvalidOperationException)
        {
            return null;
        }
    }

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out Packet? packet)
    {
        packet = null;
        var bytes = buffer.ToArray();
        var length = 0;
        for (var at = 1; at < bytes.Length; at++)
        {
            length |= (bytes[at] & 0x7F) << (7 * (at - 1));
            if (bytes[at] >= 0x80)
            {
                continue;
            }

            var start = at + 1;
            if (bytes.Length < start + length)
            {
                return false;
            }

            packet = new Packet(bytes[0], bytes[start..(start + length)], Level);
            buffer = buffer.Slice(start + length);
            return true;
        }

        return false;
    }
}
