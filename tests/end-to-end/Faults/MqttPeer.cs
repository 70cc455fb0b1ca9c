// A client that sends any bytes it likes to the gateway and shows what comes back.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Faults;

/// <summary>A raw MQTT 5.0 connection; the packets are put together by hand (MQTT 5.0 §2.1, §3.1, §3.3).</summary>
internal sealed class MqttPeer : IDisposable
{
    public const byte ConnectAck = 0x20;
    public const byte PublishAck = 0x40;
    public const byte Disconnect = 0xE0;

    private readonly TcpClient _client = new();

    /// <summary>Opens a TCP connection and says nothing.</summary>
    public static async Task<MqttPeer> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var peer = new MqttPeer();
        await peer._client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return peer;
    }

    /// <summary>Opens a connection and signs in; the answer's reason code must be 0.</summary>
    public static async Task<MqttPeer> SignInAsync(int port, HubSignIn signIn, CancellationToken cancellationToken)
    {
        MqttPeer peer = await OpenAsync(port, cancellationToken);
        await peer.SendAsync(ConnectPacket(signIn), cancellationToken);
        (byte type, byte[] body) = await peer.ReceiveAsync(cancellationToken);
        Assert.Equal(ConnectAck, type);
        Assert.Equal(0, body[1]);
        return peer;
    }

    /// <summary>CONNECT with clean start and a keep-alive of a minute.</summary>
    public static byte[] ConnectPacket(HubSignIn signIn) => Packet(
        0x10, Text("MQTT"), [5, 0b1100_0010, 0, 60, 0], Text(signIn.HubId), Text(signIn.HubId), Text(signIn.Password));

    /// <summary>PUBLISH at QoS 1.</summary>
    public static byte[] PublishPacket(string topic, byte packetId, byte[] payload) =>
        Packet(0x32, Text(topic), [0, packetId, 0], payload);

    /// <summary>Any packet: its first byte, its remaining length, its parts.</summary>
    public static byte[] Packet(byte first, params byte[][] parts)
    {
        var body = new List<byte>();
        foreach (byte[] part in parts)
        {
            body.AddRange(part);
        }

        var packet = new List<byte> { first };
        int length = body.Count;
        do
        {
            packet.Add((byte)((length % 128) | (length >= 128 ? 0x80 : 0)));
            length /= 128;
        }
        while (length > 0);

        packet.AddRange(body);
        return packet.ToArray();
    }

    public async Task SendAsync(byte[] bytes, CancellationToken cancellationToken) =>
        await _client.GetStream().WriteAsync(bytes, cancellationToken);

    /// <summary>Sends until the other end has had enough; that is no fault of the test.</summary>
    public async Task SendWhatIsTakenAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // The gateway closed while bytes were on their way.
        }
    }

    /// <summary>The next packet: first byte and body.</summary>
    public async Task<(byte Type, byte[] Body)> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var limited = Limited(cancellationToken);
        NetworkStream stream = _client.GetStream();
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, limited.Token);
        byte type = one[0];
        int length = 0, shift = 0;
        do
        {
            await stream.ReadExactlyAsync(one, limited.Token);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0);

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, limited.Token);
        return (type, body);
    }

    /// <summary>Waits until the gateway has closed the connection; returns the last packet's first byte and
    /// reason.</summary>
    public async Task<(byte Type, byte Reason)> ReceiveUntilClosedAsync(CancellationToken cancellationToken)
    {
        (byte Type, byte Reason) last = default;
        try
        {
            while (true)
            {
                (byte type, byte[] body) = await ReceiveAsync(cancellationToken);
                bool isConnectAck = type == ConnectAck;
                last = (type, body.Length > (isConnectAck ? 1 : 0) ? body[isConnectAck ? 1 : 0] : (byte)0);
            }
        }
        catch (IOException)
        {
            // EndOfStreamException is one: the connection is closed.
            return last;
        }
    }

    public void Dispose() => _client.Dispose();

    private static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Eventually.Limit);
        return limited;
    }

    private static byte[] Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];
    }
}
