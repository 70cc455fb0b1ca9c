// A conversation cut at every byte is the same conversation.
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class SplitTests
{
    private const string Up = "hub/0000000000000001/up/";

    private static readonly string[] Answers =
    [
        "20 0000", "90 00050101", "D0", "40 0001", "50 0002", "70 0002", "B0 0006", "40 0003", "D0",
    ];

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task In_two_pieces_at_every_byte(int level)
    {
        var script = Script(level);
        for (var cut = 1; cut < script.Length; cut++)
        {
            using var gateway = new GatewayInMemory();
            gateway.Ingest.CommitsAtOnce = true;
            var hub = gateway.Open();
            await hub.SendAsync(script[..cut]);
            await hub.SendAsync(script[cut..]);
            await CheckAsync(hub, level, gateway);
        }
    }

    [Theory]
    [InlineData(V3)]
    [InlineData(V5)]
    public async Task Byte_by_byte_and_all_at_once(int level)
    {
        foreach (var isSplit in new[] { true, false })
        {
            using var gateway = new GatewayInMemory();
            gateway.Ingest.CommitsAtOnce = true;
            var hub = gateway.Open();
            await (isSplit ? hub.SendSplitAsync(Script(level)) : hub.SendAsync(Script(level)));
            await CheckAsync(hub, level, gateway);
        }
    }

    private static byte[] Script(int level)
    {
        var down = "hub/0000000000000001/down/";
        return Join(
            ConnectBytes.Hub(1, level).ToBytes(),
            Frame(0x82, U16(5), Properties(level), Text(down + "ack"), [1], Text(down + "#"), [1]),
            PingRequest,
            Publish(level, Up + "alarm", new string('a', 150), 1, 1),
            Publish(level, Up + "event", string.Empty, 2, 2),
            PubRel(2),
            Publish(level, Up + "heartbeat", "h"),
            Unsubscribe(level, 6, down + "ack"),
            Publish(level, Up + "hello", "x", 1, 3, properties: level == V5 ? [User("a", "b")] : []),
            PingRequest,
            Disconnect);
    }

    private static async Task CheckAsync(RawClient hub, int level, GatewayInMemory gateway)
    {
        var connected = await hub.ReadAsync();
        Assert.Equal(2, connected.Type);
        foreach (var answer in Answers.Skip(1))
        {
            var wanted = level == V3 ? answer : answer switch
            {
                "90 00050101" => "90 0005000101",
                "B0 0006" => "B0 00060000",
                _ => answer,
            };
            Assert.Equal(wanted, (await hub.ReadAsync()).Hex);
        }

        await hub.ClosedAsync();
        List<int> sizes = [150, 0, 1, 1];
        Assert.Equal(sizes, gateway.Ingest.Taken.Select(uplink => uplink.Payload.Length));
    }
}
