// Hubs that lose their power at random moments, in the real chain, lose no press that they have accepted.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// 100 hubs, 500 presses a round; most hubs lose their power once or twice, in the middle of a flash write or at some
/// other moment, and in every other round the fleet manager is killed as well (HBG-001, HBG-003).
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const int HubCount = 100;
    private const int PressesPerHub = 5;
    private const int Rounds = 6;
    private const int Never = int.MaxValue;
    private const int HubsTimeFactor = 8;
    private const int MostBytesToTheCut = 700;
    private const int MostMillisecondsToTheCut = 6_000;
    private const int MostMillisecondsInTheDark = 8_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_accepted_press_is_lost_and_none_is_doubled_when_hubs_lose_their_power()
    {
        string data = _folder.File("fleet");
        await using var server = new FleetServerProcess(data);
        await server.StartAsync(Cancellation);
        using FleetApi api = await FleetApi.SignInAsync(server, "admin", Cancellation);
        IReadOnlyList<HubSignIn> signIns = await api.AddHubsAsync(HubCount, Cancellation);
        using var town = new Town(
            signIns, server.MqttPort, new RealClock(TimeProvider.System, HubsTimeFactor), seed: 2);
        town.Start();
        var tally = new BurstTally(TestContext.Current.TestOutputHelper!);
        var random = new SeededRandom(3);
        for (int i = 0; i < Rounds; i++)
        {
            await Burst.AllConnectedAsync(town, Cancellation);
            uint round = tally.NextRound();
            bool isKilled = i % 2 == 1;
            int moment = isKilled ? (int)random.Next(1, 250) : Never;
            int cuts = await town.DoAsync(() => PressAndCut(town, random, round, () =>
                town.StrikeAfter(Never, moment, server.KillNow)));
            if (isKilled)
            {
                await server.WaitForEndAsync(Cancellation);
                await server.StartAsync(Cancellation);
            }

            await Burst.NobodyPressingAsync(town, Cancellation);
            await Burst.AllAcceptedHeldAsync(town, Cancellation);
            using StoreReader now = StoreReader.Open(data);
            tally.AfterPowerCuts(town, now, round, PressesPerHub, cuts);
        }

        tally.Check();
    }

    public void Dispose() => _folder.Dispose();

    private static int PressAndCut(Town town, SeededRandom random, uint round, Action begin)
    {
        begin();
        int cuts = 0;
        foreach (TownHub hub in town.Hubs)
        {
            for (uint i = 0; i < PressesPerHub; i++)
            {
                hub.Push(Burst.Trigger(round, i));
            }

            long backAt = 0;
            for (long planned = random.Next(0, 3); planned > 0; planned--)
            {
                cuts++;
                backAt = PlanCut(town, hub, random, backAt);
            }
        }

        return cuts;
    }

    /// <summary>Plans one loss of power from a time on, and its return.</summary>
    /// <returns>When the power is back.</returns>
    private static long PlanCut(Town town, TownHub hub, SeededRandom random, long from)
    {
        long cutAt = from + random.Next(1, MostMillisecondsToTheCut);
        if (random.Next(0, 2) == 0)
        {
            // The power goes at a byte of the flash writes that follow; at the latest when the time is up.
            long bytes = random.Next(0, MostBytesToTheCut);
            town.Later(from, () => hub.Flash.CutAfter(bytes));
        }

        town.Later(cutAt, hub.CutPower);
        long backAt = cutAt + random.Next(1, MostMillisecondsInTheDark);
        town.Later(backAt, hub.RestorePower);
        return backAt;
    }
}
