// Random damage: no input disturbs anybody but its sender.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class FuzzTests
{
    private const int Rounds = 3000;

    [Theory]
    [InlineData(V3, 1)]
    [InlineData(V3, 2)]
    [InlineData(V5, 3)]
    [InlineData(V5, 4)]
    public async Task Damaged_conversations_end_or_go_on_and_leave_others_alone(int level, int seed)
    {
        using var gateway = new GatewayInMemory(isConformance: true);
        gateway.Ingest.CommitsAtOnce = true;
        var bystander = await gateway.ConnectAsync(ConnectBytes.Hub(999));
        await bystander.SendAsync(Subscribe(V5, 1, "hub/00000000000003e7/down/#", 1));
        await bystander.ReadAsync();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Damage(random, Conversation(random, level));
            var client = gateway.Open(socketBytes: 1 << 20);
            await client.SendAsync(bytes);
            await client.HangUpUnheardAsync();
            if (round % 100 == 0)
            {
                await bystander.SendAsync(Publish(V5, "hub/00000000000003e7/up/alarm", "x", 1, 1));
                await bystander.ExpectAsync("40 0001");
            }

            if (round % 500 == 0)
            {
                gateway.Time.AdvanceSeconds(30);
            }
        }

        await bystander.NothingAsync();
        Assert.Equal(1, gateway.Server.Connections);
        foreach (var uplink in gateway.Ingest.Taken)
        {
            Assert.True(uplink.Hub.HubId == HubsDouble.IdOf(1) || uplink.Hub.HubId == HubsDouble.IdOf(999));
        }
    }

    [Fact]
    public async Task Noise_is_closed_on()
    {
        using var gateway = new GatewayInMemory();
        var random = new Random(5);
        for (var round = 0; round < Rounds; round++)
        {
            var noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            var client = gateway.Open();
            await client.SendAsync(noise);
            await client.HangUpUnheardAsync();
        }

        Assert.Equal(0, gateway.Server.Connections);
        Assert.Equal(0, gateway.Server.Sessions.Count);
    }

    private static byte[] Conversation(Random random, int level)
    {
        var up = "hub/0000000000000001/up/";
        var connect = random.Next(4) == 0
            ? ConnectBytes.Open($"open-{random.Next(3)}", level, random.Next(2) == 0, 100)
            : ConnectBytes.Hub(1, level, random.Next(2) == 0, 100);
        if (random.Next(3) == 0)
        {
            connect = connect with { WillTopic = up + "event", WillQos = random.Next(3) };
        }

        var packets = new List<byte[]> { connect.ToBytes() };
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var id = random.Next(1, 5);
            packets.Add(random.Next(10) switch
            {
                0 => Subscribe(level, id, "hub/0000000000000001/down/#", 1),
                1 => Subscribe(level, id, "a/+/#", 2, [0x0B, 5]),
                2 => Unsubscribe(level, id, "a/+/#"),
                3 => Publish(level, up + "alarm", "help", 1, id),
                4 => Publish(level, up + "event", "e", 2, id, dup: random.Next(2) == 0),
                5 => PubRel(id),
                6 => Publish(level, "a/b", "x", random.Next(3), id, retain: true,
                    properties: [User("k", "v"), Property32(2, 9)]),
                7 => Publish(level, "a/b", "x", properties: Property16(0x23, id)),
                8 => Join(PubAck(id), PubRec(id), PubComp(id)),
                _ => PingRequest,
            });
        }

        if (random.Next(2) == 0)
        {
            packets.Add(Disconnect);
        }

        return Join([.. packets]);
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        var damaged = new List<byte>(bytes);
        for (var count = random.Next(0, 4); count > 0 && damaged.Count > 1; count--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.RemoveAt(at);
                    break;
                case 3:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                default:
                    damaged.InsertRange(at, damaged.GetRange(at, int.Min(20, damaged.Count - at)));
                    break;
            }
        }

        return [.. damaged];
    }
}
