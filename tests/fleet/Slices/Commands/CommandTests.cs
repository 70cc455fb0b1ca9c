// Commands: kept with who, why and until when, sent when the hub is there, done once, and never lost.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Commands;
using Fleet.Server.Devices;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Commands;

public sealed class CommandTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_a_command_leaves_sealed_and_is_kept_with_who_why_and_what_came_of_it(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView asked = await AskAsync(fleet, hub, HubCommandKind.PlayPhrase, argument: 72);
        Assert.Equal(HubCommandState.Sent, asked.State);
        Assert.Equal((fleet.Operator.DisplayName, "because"), (asked.AskedBy, asked.Comment));
        CommandMessage command = Assert.Single(hub.Received);
        Assert.Equal((CommandKind.PlayPhrase, 72), (command.Command, command.Argument));
        Assert.Equal((asked.Number, Now(fleet) + 3_600_000), ((long)command.Sequence, command.ExpiresUnixMilliseconds));

        await hub.AnswerAsync(asked.Number, AcknowledgementResult.Refused, "night");
        await RoundAsync(fleet);
        HubCommandView refused = (await FindAsync(fleet, hub, asked.Number))!;
        Assert.Equal((HubCommandState.Refused, "night"), (refused.State, refused.Reason));

        // Settled is settled, whatever comes later.
        await hub.AnswerAsync(asked.Number, AcknowledgementResult.Done);
        await RoundAsync(fleet);
        Assert.Equal(HubCommandState.Refused, (await FindAsync(fleet, hub, asked.Number))!.State);
        Assert.Equal(["answer", "answer", "command"], await fleet.HistoryAsync(hub.Hub));
    }

    [Theory]
    [InlineData(AcknowledgementResult.Done, HubCommandState.Done)]
    [InlineData(AcknowledgementResult.Failed, HubCommandState.Failed)]
    [InlineData(AcknowledgementResult.Expired, HubCommandState.Expired)]
    [InlineData(AcknowledgementResult.Refused, HubCommandState.Refused)]
    [InlineData((AcknowledgementResult)200, HubCommandState.Refused)]
    public async Task What_the_hub_answers_is_the_commands_state(
        AcknowledgementResult result, HubCommandState state)
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView asked = await AskAsync(fleet, hub, HubCommandKind.Reboot);
        await hub.AnswerAsync(asked.Number, result);
        await RoundAsync(fleet);
        Assert.Equal(state, (await FindAsync(fleet, hub, asked.Number))!.State);
        Assert.Equal(0, fleet.Get<OpenCommands>().Count);
    }

    [Fact]
    public async Task A_command_for_a_hub_that_is_away_is_refused_and_kept_unless_it_was_to_wait()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        CommandAsk now = await fleet.Get<IHubCommands>().AskAsync(
            fleet.Operator, hub.Hub.HubId, Order(HubCommandKind.Reboot), default);
        Assert.Equal(CommandAskResult.NotReachable, now.Result);
        Assert.Equal((HubCommandState.Refused, "not connected"), (now.Command!.State, now.Command.Reason));
        HubCommandView waits = await AskAsync(fleet, hub, HubCommandKind.Reboot, waits: true);
        Assert.Equal(HubCommandState.Waiting, waits.State);
        await RoundAsync(fleet);
        Assert.Empty(hub.Received);

        fleet.Downlink.HasSessions = true;
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(waits.Number, (long)Assert.Single(hub.Received).Sequence);
        Assert.Equal(HubCommandState.Sent, (await FindAsync(fleet, hub, waits.Number))!.State);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_command_that_is_not_answered_is_sent_again_after_a_crash_and_a_reconnect(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        CommandHub hub = await CommandHub.AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        HubCommandView waiting = await AskAsync(fleet, hub, HubCommandKind.TestAlarm, waits: true);
        await using TestFleet second = await fleet.RestartFromCrashAsync();
        CommandHub back = hub.On(second);
        await back.HelloAsync();
        await RoundAsync(second);
        Assert.Equal(waiting.Number, (long)Assert.Single(back.Received).Sequence);

        await using TestFleet third = await second.RestartFromCrashAsync();
        CommandHub again = back.On(third);
        await again.HelloAsync();
        await RoundAsync(third);
        Assert.Equal(waiting.Number, (long)Assert.Single(again.Received).Sequence);

        // Answered, and the answer outlives a crash before it was written: the batch is replayed.
        await again.AnswerAsync(waiting.Number);
        await using TestFleet fourth = await third.RestartFromCrashAsync();
        CommandHub last = again.On(fourth);
        await fourth.ProjectAsync();
        Assert.Equal(HubCommandState.Done, (await FindAsync(fourth, last, waiting.Number))!.State);
        await last.HelloAsync();
        await RoundAsync(fourth);
        Assert.Empty(last.Received);
    }

    [Fact]
    public async Task It_is_sent_again_on_each_hello_and_else_once_a_minute_until_it_is_answered()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView asked = await AskAsync(fleet, hub, HubCommandKind.TestAlarm);
        await RoundAsync(fleet, seconds: Limits.Commands.RetrySeconds - 1);
        Assert.Single(hub.Received);
        await RoundAsync(fleet, seconds: 1);
        Assert.Equal(2, hub.Received.Length);
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(3, hub.Received.Length);
        Assert.All(hub.Received, command => Assert.Equal(asked.Number, (long)command.Sequence));
        await hub.AnswerAsync(asked.Number);
        await RoundAsync(fleet, seconds: 200);
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(3, hub.Received.Length);
    }

    [Fact]
    public async Task Commands_leave_by_their_numbers_however_they_were_asked_for()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        await AskAsync(fleet, hub, HubCommandKind.TestAlarm, waits: true);
        await AskAsync(fleet, hub, HubCommandKind.Reboot, waits: true);
        fleet.Downlink.HasSessions = true;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(
            _ => AskAsync(fleet, hub, HubCommandKind.SilentTest)));
        ulong[] numbers = [.. hub.Received.Select(command => command.Sequence)];
        Assert.Equal(7, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
    }

    [Fact]
    public async Task A_command_expires_and_a_late_answer_still_counts()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView sent = await AskAsync(fleet, hub, HubCommandKind.Reboot);
        fleet.Downlink.HasSessions = false;
        HubCommandView waiting = await AskAsync(fleet, hub, HubCommandKind.Reboot, waits: true);
        fleet.Time.Advance(Hour);
        await RoundAsync(fleet);
        Assert.Equal(HubCommandState.Expired, (await FindAsync(fleet, hub, waiting.Number))!.State);
        Assert.Equal(HubCommandState.Sent, (await FindAsync(fleet, hub, sent.Number))!.State);
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Commands.AnswerGraceSeconds));
        await RoundAsync(fleet);
        Assert.Equal(HubCommandState.Expired, (await FindAsync(fleet, hub, sent.Number))!.State);

        fleet.Downlink.HasSessions = true;
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Single(hub.Received);
        await hub.AnswerAsync(sent.Number);
        await RoundAsync(fleet);
        Assert.Equal(HubCommandState.Done, (await FindAsync(fleet, hub, sent.Number))!.State);
    }

    [Fact]
    public async Task Only_what_waits_is_taken_back()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView sent = await AskAsync(fleet, hub, HubCommandKind.Reboot);
        fleet.Downlink.HasSessions = false;
        HubCommandView waiting = await AskAsync(fleet, hub, HubCommandKind.Reboot, waits: true);
        IHubCommands commands = fleet.Get<IHubCommands>();
        string id = hub.Hub.HubId;
        Assert.Equal(WithdrawResult.TooLate, await commands.WithdrawAsync(fleet.Operator, id, sent.Number, default));
        Assert.Equal(
            WithdrawResult.Withdrawn, await commands.WithdrawAsync(fleet.Operator, id, waiting.Number, default));
        Assert.Equal(
            WithdrawResult.TooLate, await commands.WithdrawAsync(fleet.Operator, id, waiting.Number, default));
        Assert.Equal(WithdrawResult.NotFound, await commands.WithdrawAsync(fleet.Operator, id, 1, default));
        Actor stranger = await fleet.AddTenantAsync("Grannkommun");
        Assert.Equal(WithdrawResult.NotFound, await commands.WithdrawAsync(stranger, id, sent.Number, default));
        Assert.Null(await commands.ListAsync(stranger, id, null, 10, default));
        fleet.Downlink.HasSessions = true;
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.DoesNotContain(hub.Received, command => (long)command.Sequence == waiting.Number);
    }

    [Fact]
    public async Task A_hubs_figures_are_kept_with_the_command_that_asked()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        HubCommandView asked = await AskAsync(fleet, hub, HubCommandKind.CollectDiagnostics);
        Assert.Null(asked.Figures);
        await hub.AnswerAsync(asked.Number);
        await hub.TellAsync(asked.Number);
        await hub.TellAsync(asked.Number + 1);
        await RoundAsync(fleet);
        IReadOnlyDictionary<string, string> figures = (await FindAsync(fleet, hub, asked.Number))!.Figures!;
        Assert.Equal(
            ("4711", "88", "3", "320026"),
            (figures["uptimeSeconds"], figures["batteryPercent"], figures["sessions"], figures["lastFault"]));
        Assert.Equal("1.0?7", figures["firmwareVersion"]);
    }

    [Fact]
    public async Task As_many_commands_as_a_hub_can_have_under_way_may_be_open_and_no_more()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        var open = new List<HubCommandView>();
        for (int i = 0; i < Limits.Commands.OpenPerHub; i++)
        {
            open.Add(await AskAsync(fleet, hub, HubCommandKind.SendHeartbeat));
        }

        CommandAsk one = await fleet.Get<IHubCommands>().AskAsync(
            fleet.Operator, hub.Hub.HubId, Order(HubCommandKind.SendHeartbeat), default);
        Assert.Equal((CommandAskResult.TooMany, null), (one.Result, one.Command));
        await hub.AnswerAsync(open[0].Number);
        await RoundAsync(fleet);
        Assert.Equal(HubCommandState.Sent, (await AskAsync(fleet, hub, HubCommandKind.SendHeartbeat)).State);
    }

    [Fact]
    public async Task The_bound_of_a_municipality_counts_all_its_hubs_and_nobody_elses()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        await fleet.Store.WriteAsync(
            session =>
            {
                for (int i = 1; i < Limits.Commands.OpenPerTenant; i++)
                {
                    CommandStore.Insert(
                        session, fleet.Operator, hub.Hub, Order(HubCommandKind.TestAlarm), HubCommandState.Sent, i, 1);
                }

                return 0;
            },
            default);
        CommandHub other = await CommandHub.AddAsync(fleet);
        await AskAsync(fleet, other, HubCommandKind.TestAlarm);
        CommandAsk one = await fleet.Get<IHubCommands>().AskAsync(
            fleet.Operator, other.Hub.HubId, Order(HubCommandKind.TestAlarm), default);
        Assert.Equal(CommandAskResult.TooMany, one.Result);
    }

    [Fact]
    public async Task The_newest_settled_commands_are_kept()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        await fleet.Store.WriteAsync(
            session =>
            {
                for (int i = 1; i <= Limits.Commands.KeptPerHub + 5; i++)
                {
                    CommandStore.Insert(
                        session, fleet.Operator, hub.Hub, Order(HubCommandKind.TestAlarm), HubCommandState.Done, i, 1);
                }

                return 0;
            },
            default);
        HubCommandView open = await AskAsync(fleet, hub, HubCommandKind.TestAlarm);
        Assert.Equal(
            Limits.Commands.KeptPerHub + 1, await fleet.NumberAsync("SELECT COUNT(*) FROM device.hub_command"));
        Assert.Equal(6, await fleet.NumberAsync("SELECT MIN(sequence) FROM device.hub_command"));
        Assert.NotNull(await FindAsync(fleet, hub, open.Number));
    }

    [Fact]
    public async Task Windows_and_walk_tests_are_in_the_same_list_by_whatever_way_they_were_asked()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        IHubCommands commands = fleet.Get<IHubCommands>();
        await fleet.Get<IPairings>().StartAsync(
            fleet.Operator, hub.Hub.HubId, new PairingOrder(HubDouble.Label(5), Comment: "new trigger"), default);
        CommandAsk walk = await commands.AskAsync(
            fleet.Operator,
            hub.Hub.HubId,
            new CommandOrder(HubCommandKind.WalkTest, "moved a wall", Hour, Argument: 600),
            default);
        Assert.Equal((CommandAskResult.Taken, HubCommandState.Sent), (walk.Result, walk.Command!.State));
        Assert.Equal(
            CommandAskResult.PairingOpen,
            (await commands.AskAsync(
                fleet.Operator,
                hub.Hub.HubId,
                new CommandOrder(HubCommandKind.OpenPairing, "again", Hour, Argument: 120),
                default)).Result);
        await hub.AnswerAsync(hub.Requests[0]);
        await hub.AnswerAsync(hub.Requests[1], AcknowledgementResult.Refused);
        await fleet.ProjectAsync();
        IReadOnlyList<HubCommandView> all = (await commands.ListAsync(
            fleet.Operator, hub.Hub.HubId, null, 10, default))!;
        Assert.Equal(
            [
                (HubCommandKind.WalkTest, "moved a wall", 600, HubCommandState.Refused),
                (HubCommandKind.OpenPairing, "new trigger", 120, HubCommandState.Done),
            ],
            all.Select(one => (one.Command, one.Comment, one.Argument, one.State)));
        fleet.Downlink.HasSessions = false;
        Assert.Equal(
            CommandAskResult.NotReachable,
            (await commands.AskAsync(
                fleet.Operator,
                hub.Hub.HubId,
                new CommandOrder(HubCommandKind.WalkTest, "x", Hour, Argument: 600),
                default)).Result);
    }

    [Fact]
    public async Task A_window_without_a_label_is_sealed_with_no_secret_and_for_no_device()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        HubDouble hub = await HubDouble.AddAsync(fleet);
        CommandAsk ask = await fleet.Get<IHubCommands>().AskAsync(
            fleet.Operator,
            hub.Hub.HubId,
            new CommandOrder(HubCommandKind.OpenPairing, "kit device", Hour, Argument: 300),
            default);
        Assert.Equal(CommandAskResult.Taken, ask.Result);
        PairRequestMessage request = Assert.Single(hub.Requests);
        Assert.Equal((PairAction.OpenWindow, 0u, 300), (request.Action, request.DeviceId, request.Seconds));
        Assert.Equal([], hub.Open(request)!);
    }

    [Fact]
    public async Task Listeners_hear_of_each_change_after_it_is_written()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        CommandHub hub = await CommandHub.AddAsync(fleet);
        var heard = new List<string>();
        using IDisposable listening = fleet.Get<ICommandFeed>().Subscribe(fleet.Operator.TenantId, heard.Add);
        HubCommandView asked = await AskAsync(fleet, hub, HubCommandKind.TestAlarm);
        Assert.NotEmpty(heard);
        heard.Clear();
        await hub.AnswerAsync(asked.Number);
        await RoundAsync(fleet);
        Assert.Equal([hub.Hub.HubId], heard);
    }

    private static CommandOrder Order(HubCommandKind kind, bool waits = false, int argument = 0) =>
        new(kind, "because", Hour, waits, argument);

    private static async Task<HubCommandView> AskAsync(
        TestFleet fleet, CommandHub hub, HubCommandKind kind, bool waits = false, int argument = 0)
    {
        CommandAsk ask = await fleet.Get<IHubCommands>().AskAsync(
            fleet.Operator, hub.Hub.HubId, Order(kind, waits, argument), default);
        Assert.Equal(CommandAskResult.Taken, ask.Result);
        return ask.Command!;
    }

    private static Task<HubCommandView?> FindAsync(TestFleet fleet, CommandHub hub, long number) =>
        fleet.Get<IHubCommands>().FindAsync(fleet.Operator, hub.Hub.HubId, number, default);

    private static async Task RoundAsync(TestFleet fleet, int seconds = 0)
    {
        await fleet.Get<CommandRound>().RunAsync(default);
        for (int i = 0; i < seconds; i++)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
            await fleet.Get<CommandRound>().RunAsync(default);
        }
    }

    private static long Now(TestFleet fleet) => fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
