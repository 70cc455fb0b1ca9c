// Everything at once, on many threads: nothing hangs, and nothing acknowledged was not committed.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class StormTests
{
    private const int Hubs = 8;
    private const int Rounds = 60;

    [Fact]
    public async Task Hubs_that_come_go_and_take_over_while_commits_run_lose_and_double_nothing()
    {
        using var gateway = new GatewayInMemory();
        using var stop = new CancellationTokenSource();
        var commits = Task.Run(() => CommitAsync(gateway, stop.Token), stop.Token);
        var acknowledged = await Task.WhenAll(
            Enumerable.Range(1, Hubs).Select(number => Task.Run(() => LiveAsync(gateway, number), stop.Token)));
        await stop.CancelAsync();
        await commits;

        var committed = gateway.Ingest.Taken.ToLookup(
            uplink => (uplink.Hub.HubId, Encoding.UTF8.GetString(uplink.Payload)));
        for (var number = 1; number <= Hubs; number++)
        {
            foreach (var payload in acknowledged[number - 1])
            {
                // QoS 2 messages are numbered by their hub and never sent as new ones: each is there exactly once.
                Assert.Single(committed[(HubsDouble.IdOf(number), payload)]);
            }
        }

        Assert.Equal(Hubs, gateway.Ingest.Taken.Select(uplink => uplink.Hub.HubId).Distinct().Count());
        await gateway.Ingest.UntilAsync(ingest => ingest.Links.Count(link => link.IsConnected)
            == ingest.Links.Count(link => !link.IsConnected));
    }

    /// <summary>Commits whatever is there, with a downlink message to each hub in between.</summary>
    private static async Task CommitAsync(GatewayInMemory gateway, CancellationToken stop)
    {
        var random = new Random(1);
        while (!stop.IsCancellationRequested)
        {
            gateway.Ingest.Commit();
            for (var number = 1; number <= Hubs; number++)
            {
                gateway.Downlink.Send(gateway.Hubs[number], DownlinkKind.Acknowledgement, "a"u8, random.Next(2) == 0,
                    flushNow: false);
            }

            await Task.Yield();
        }

        gateway.Ingest.Commit();
    }

    /// <summary>One hub's life: QoS 2 messages, each repeated on new connections until it is complete.</summary>
    private static async Task<List<string>> LiveAsync(GatewayInMemory gateway, int number)
    {
        var random = new Random(number);
        var done = new List<string>();
        var level = number % 2 == 0 ? V3 : V5;
        var hub = await ConnectAsync(gateway, number, level);
        for (var round = 1; round <= Rounds; round++)
        {
            var payload = $"{round}";
            var topic = $"hub/{HubsDouble.IdOf(number)}/up/alarm";
            await hub.SendAsync(Publish(level, topic, payload, 2, round));
            while (random.Next(3) == 0)
            {
                // The connection breaks, or is taken over while it still stands.
                if (random.Next(2) == 0)
                {
                    await hub.BreakAsync();
                }

                hub = await ConnectAsync(gateway, number, level);
                await hub.SendAsync(Publish(level, topic, payload, 2, round, dup: true));
            }

            await AnswerAsync(hub, 5, round);
            await hub.SendAsync(PubRel(round));
            await AnswerAsync(hub, 7, round);
            done.Add(payload);
        }

        await hub.SendAsync(Disconnect);
        await hub.ServedAsync();
        return done;
    }

    private static async Task<RawClient> ConnectAsync(GatewayInMemory gateway, int number, int level)
    {
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(number, level, clean: false, expiry: 1000), 1 << 20);
        await hub.SendAsync(Subscribe(level, 60000, $"hub/{HubsDouble.IdOf(number)}/down/#", 1));
        return hub;
    }

    /// <summary>Reads until this answer comes, acknowledging messages in between.</summary>
    private static async Task AnswerAsync(RawClient hub, int type, int id)
    {
        while (true)
        {
            var packet = await hub.ReadAsync();
            if (packet.Type == 3 && packet.Qos == 1)
            {
                await hub.SendAsync(PubAck(packet.Id));
            }
            else if (packet.Type == type && packet.Id == id)
            {
                return;
            }
        }
    }
}
