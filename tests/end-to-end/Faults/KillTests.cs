// Killing the fleet manager in the middle of a burst loses no acknowledged alarm and doubles none.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.World;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// 100 hubs over real connections, 500 presses at once in every round, and a fleet manager killed with SIGKILL at a
/// moment counted in alarms (HBG-001, HBG-042). Each press has a trigger of its own, so that it can be told from
/// others.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int HubCount = 100;
    private const int PressesPerHub = 5;
    private const int Never = int.MaxValue;
    private const int HubsTimeFactor = 8;

    /// <summary>Killed when so many alarms of the round have been sent, or so many acknowledged.</summary>
    private static readonly (int Sent, int Acknowledged)[] Moments =
    [
        (1, Never), (150, Never), (Never, 1), (Never, 40), (Never, 120), (Never, 200), (Never, 300), (Never, 400),
        (Never, 499), (Never, 500),
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_alarm_is_lost_and_none_is_doubled_when_the_fleet_manager_is_killed()
    {
        string data = _folder.File("fleet");
        await using var server = new FleetServerProcess(data);
        await server.StartAsync(Cancellation);
        using FleetApi api = await FleetApi.SignInAsync(server, "admin", Cancellation);
        IReadOnlyList<HubSignIn> signIns = await api.AddHubsAsync(HubCount, Cancellation);
        using var town = new Town(
            signIns, server.MqttPort, new RealClock(TimeProvider.System, HubsTimeFactor), seed: 1);
        town.Start();
        var tally = new BurstTally(TestContext.Current.TestOutputHelper!);
        foreach ((int sent, int acknowledged) in Moments)
        {
            await Burst.AllConnectedAsync(town, Cancellation);
            uint round = tally.NextRound();
            await town.DoAsync(() =>
            {
                town.StrikeAfter(sent, acknowledged, server.KillNow);
                foreach (TownHub hub in town.Hubs)
                {
                    for (uint i = 0; i < PressesPerHub; i++)
                    {
                        hub.Push(Burst.Trigger(round, i));
                    }
                }

                return true;
            });
            await server.WaitForEndAsync(Cancellation);
            await Burst.NoneConnectedAsync(town, Cancellation);
            string what = sent == Never ? $"acknowledgement {acknowledged}" : $"sending {sent}";
            using (StoreReader left = StoreReader.OpenCopy(data, _folder.File($"copy-{round}")))
            {
                tally.AfterKill(town, left, what);
            }

            await server.StartAsync(Cancellation);
            await Burst.AllHeldAsync(town, round, PressesPerHub, Cancellation);
            using StoreReader now = StoreReader.Open(data);
            tally.AfterReturn(town, now, round, PressesPerHub);
        }

        tally.Check();
    }

    public void Dispose() => _folder.Dispose();
}
