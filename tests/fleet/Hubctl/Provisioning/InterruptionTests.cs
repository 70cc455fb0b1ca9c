// Provisioning is cut off at every request and every call, in every way, and the same command goes on.
using System;
using System.IO;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Hub.Protocols.Bench;
using Hubctl.Tests.World;

namespace Hubctl.Tests.Provisioning;

public sealed class InterruptionTests
{
    // Requests to a blank board: hello, begin, three parts, commit, hello; calls: register, history, cases, command,
    // cases. Fewer would mean that a step went untested.
    private const int LeastRequests = 7;
    private const int LeastCalls = 5;

    // Enough of them for three parts.
    private static readonly string[] Numbers =
    [
        "--voice-number", "+46701111111", "--voice-number", "+46702222222", "--voice-number", "+46703333333",
        "--voice-number", "+46704444444", "--voice-number", "+46705555555", "--voice-number", "+46706666666",
        "--short-message-number", "+46707777777", "--short-message-number", "+46708888888",
        "--answered-number", "+46709999999",
    ];

    [Theory]
    [InlineData(Fate.RequestLost, true)]
    [InlineData(Fate.AnswerLost, true)]
    [InlineData(Fate.RequestDamaged, true)]
    [InlineData(Fate.Restarted, false)]
    [InlineData(Fate.UnpluggedBefore, false)]
    [InlineData(Fate.UnpluggedAfter, false)]
    [InlineData(Fate.PowerCutBefore, false)]
    [InlineData(Fate.PowerCutAfter, false)]
    [InlineData(Fate.KilledBefore, false)]
    [InlineData(Fate.KilledAfter, false)]
    [InlineData(Fate.Interrupted, false)]
    public async Task A_fate_at_any_request_to_the_board_costs_at_most_another_run(Fate fate, bool sameRunEnds)
    {
        int at = 0;
        for (; ; at++)
        {
            using var world = new BenchWorld();
            world.Ports.FateOf = number => number == at ? fate : Fate.None;
            int? first = await TryAsync(world);
            if (world.Ports.Requests <= at)
            {
                Assert.Equal(ExitCode.Ok, first);
                break;
            }

            Assert.True(!sameRunEnds || first == ExitCode.Ok, $"{fate} at request {at} ended the run with {first}");
            await EndWellAsync(world, $"{fate} at request {at}");
        }

        Assert.True(at >= LeastRequests, $"only {at} requests");
    }

    [Theory]
    [InlineData(Fate.RequestLost)]
    [InlineData(Fate.AnswerLost)]
    [InlineData(Fate.ServerFailed)]
    [InlineData(Fate.ServerBusy)]
    [InlineData(Fate.KilledBefore)]
    [InlineData(Fate.KilledAfter)]
    [InlineData(Fate.Interrupted)]
    public async Task A_fate_at_any_call_to_the_fleet_manager_costs_at_most_another_run(Fate fate)
    {
        int at = 0;
        for (; ; at++)
        {
            using var world = new BenchWorld();
            world.Fleet.FateOf = number => number == at ? fate : Fate.None;
            int? first = await TryAsync(world);
            if (world.Fleet.Calls <= at)
            {
                Assert.Equal(ExitCode.Ok, first);
                break;
            }

            Assert.NotEqual(ExitCode.Ok, first);
            await EndWellAsync(world, $"{fate} at call {at}");
        }

        Assert.True(at >= LeastCalls, $"only {at} calls");
    }

    [Theory]
    [InlineData(Fate.UnpluggedAfter)]
    [InlineData(Fate.PowerCutAfter)]
    [InlineData(Fate.PowerCutBefore)]
    [InlineData(Fate.KilledAfter)]
    public async Task Another_hubs_board_is_made_over_with_its_code_however_often_it_is_cut_off(Fate fate)
    {
        int at = 0;
        for (; ; at++)
        {
            using var world = new BenchWorld();
            HubIdentity old = Old();
            world.Board.Become(old);
            world.Ports.FateOf = number => number == at ? fate : Fate.None;
            string code = HubCode.DeriveReset(old.Key);
            int? first = await TryAsync(world, "--reset-code", code);
            if (world.Ports.Requests <= at)
            {
                Assert.Equal(ExitCode.Ok, first);
                break;
            }

            await EndWellAsync(world, $"{fate} at request {at}", "--reset-code", code);
        }

        Assert.True(at >= LeastRequests, $"only {at} requests");
    }

    [Fact]
    public async Task Cut_off_at_each_request_in_turn_it_still_registers_one_hub()
    {
        using var world = new BenchWorld();
        int runs = 0;
        int? code = null;
        while (code != ExitCode.Ok)
        {
            int deadAt = world.Ports.Requests + runs;
            world.Ports.FateOf = number => number == deadAt ? Fate.UnpluggedAfter : Fate.None;
            code = await TryAsync(world);
            runs++;
            Assert.InRange(runs, 1, 40);
        }

        Assert.True(runs >= LeastRequests, $"only {runs} runs");
        Assert.Single(world.Fleet.HubIds);
        Assert.Equal(world.Fleet.HubIds[0], world.Board.HubId);
    }

    internal static HubIdentity Old()
    {
        byte[] key = new byte[32];
        Array.Fill(key, (byte)7);
        return new HubIdentity
        {
            HubId = "00000000000000aa",
            Key = key,
            Model = "reference-A",
            Receivers = [new IdentityReceiver { Host = "localhost", Port = 1883 }],
        };
    }

    private static async Task<int?> TryAsync(BenchWorld world, params string[] more)
    {
        try
        {
            Run run = await world.ProvisionAsync([.. Numbers, .. more]);
            Assert.True(
                run.Code is ExitCode.Ok or ExitCode.Interrupted
                    || run.Error.Contains("The same command goes on", StringComparison.Ordinal),
                run.Error);
            return run.Code;
        }
        catch (KilledException)
        {
            return null;
        }
    }

    private static async Task EndWellAsync(BenchWorld world, string what, params string[] more)
    {
        world.Board.IsPowered = true;
        if (world.PendingFiles.Length > 0 || world.Board.Commits == 0)
        {
            Run again = await world.ProvisionAsync([.. Numbers, .. more]);
            Assert.True(again.Code == ExitCode.Ok, $"{what}: {again.Code}\n{again.Error}");
        }

        Assert.True(world.Fleet.HubIds.Count == 1, $"{what}: {world.Fleet.HubIds.Count} hubs registered");
        Assert.Equal(world.Fleet.HubIds[0], world.Board.HubId);
        Assert.NotEmpty(world.Fleet.TestCases);
        Assert.Empty(world.PendingFiles);
        Assert.True(File.Exists(world.Label), what + ": no label");
        Assert.Equal(0, world.Ports.OpenLines);
    }
}
