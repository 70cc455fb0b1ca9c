// Helsingborg's chain from press to check-out, and each way it can fail.
using System;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>
/// Real hubs in the simulator, real messages to the simulated phones, a fleet manager of its own process. Timers are a
/// hundredth of the real ones (<see cref="ChainTimers"/>); order and least delays are checked, never haste.
/// </summary>
public sealed class HelsingborgChainTests(HelsingborgChainTests.Fixture fixture)
    : IClassFixture<HelsingborgChainTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Fact]
    public async Task HBG_006_051_067_074_076_a_silent_home_is_dispatched_accepted_visited_and_closed()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg);
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ActAsync("operator", "claim");
        await press.ActAsync("operator", "speech", new { result = "silent" });
        PhoneText message = await press.ReachesAsync(Town.FirstPhone);
        await press.ReachesAsync(Town.SecondPhone);
        Assert.DoesNotContain("Provsson", message.Text, StringComparison.Ordinal);
        await press.AnswerAsync(Town.FirstPhone, accepts: true);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.FirstPhone);
        await press.ActAsync("operator", "close", new { outcome = "visited", cause = "fall" });
        await press.HasTimeLineAsync(
            """
            raised
            claimed by Operator Demo
            silent by Operator Demo
            +1 overdue
            dispatched
            accepted by Jour 1
            transferred by Jour 1
            checkedIn
            checkedOut
            closed by Operator Demo
            """);
    }

    [Fact]
    public async Task HBG_068_nobody_confirms_the_message_so_the_phones_are_called_and_the_call_is_answered()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg);
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ActAsync("operator", "claim");
        await press.ActAsync("operator", "dispatch");
        await press.ReachesAsync(Town.FirstPhone);
        await press.HasStepAsync("called");
        await Town.SecondPhone.PickUpAsync(await press.RingsAsync(Town.SecondPhone), accepts: true, Cancellation);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.SecondPhone);
        await press.ActAsync("operator", "close", new { outcome = "visited" });
        await press.HasTimeLineAsync(
            """
            raised
            claimed by Operator Demo
            dispatched by Operator Demo
            +3 overdue
            called
            accepted by Jour 2
            transferred by Jour 2
            checkedIn
            checkedOut
            closed by Operator Demo
            """);
    }

    [Fact]
    public async Task HUL_053_who_declines_is_followed_by_the_next_at_once()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Dispatched = "30000 toSupervisor" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ActAsync("operator", "claim");
        await press.ActAsync("operator", "dispatch");
        await press.ReachesAsync(Town.FirstPhone);
        await press.ReachesAsync(Town.SecondPhone);
        Assert.Null(await Town.Support.FindMessageAsync(press.Number, Cancellation));
        await press.AnswerAsync(Town.FirstPhone, accepts: false);
        await press.ReachesAsync(Town.Support);
        await press.AnswerAsync(Town.Support, accepts: true);
        await press.IsAsync("accepted");
        await press.HasTimeLineAsync(
            """
            raised
            claimed by Operator Demo
            dispatched by Operator Demo
            declined by Jour 1
            nextTold
            accepted by Jour 3
            transferred by Jour 3
            """);
        await press.IsVisitedAsync(Town.Support);
        await press.ActAsync("operator", "close", new { outcome = "visited" });
    }

    [Fact]
    public async Task HBG_072_UPP_033_who_accepted_and_does_not_come_is_reminded_then_the_next_are_told()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Accepted = "200 remindResponder, 100 redispatch" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ActAsync("operator", "claim");
        await press.ActAsync("operator", "dispatch");
        await press.ReachesAsync(Town.FirstPhone);
        await press.AnswerAsync(Town.FirstPhone, accepts: true);
        await press.HasStepAsync("redispatched");
        await press.ReachesAsync(Town.Support);
        await Town.SetChainAsync(ChainTimers.Helsingborg);
        await press.AnswerAsync(Town.Support, accepts: true);
        await press.HasStepAsync("accepted", 2);
        await press.IsVisitedAsync(Town.Support);
        await press.ActAsync("operator", "close", new { outcome = "visited" });
        string line = string.Join('\n', TimeLine.Lines(await press.LogAsync()));
        Assert.Contains(
            "reminded\nresponderReminded\noverdue\nredispatched\nnextTold\n", line, StringComparison.Ordinal);
        Assert.EndsWith("checkedOut\nclosed by Operator Demo", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NOR_027_a_case_nobody_claims_sounds_again_and_goes_to_the_supervisor_and_the_reserve()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with
        {
            Raised = "60 soundAgain, 60 toSupervisor, 120 toReserve, 6000 soundAgain",
        });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.HasTimeLineAsync(
            """
            raised
            +1 overdue
            +1 overdue
            queued
            +2 overdue
            queued
            """);
        Assert.Equal("reserve", (await press.ViewAsync()).GetProperty("queue").GetString());
        await press.ActAsync("supervisor", "claim");
        await press.ActAsync("supervisor", "speech", new { result = "spoken" });
        await press.ActAsync("supervisor", "close", new { outcome = "call" });
        await press.IsAsync("closed");
    }

    [Fact]
    public async Task NOR_027_the_case_of_an_operator_who_is_gone_is_released_and_another_one_claims_it()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Claimed = "100 remindOwner, 100 release" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ActAsync("operator", "claim");
        await press.HasStepAsync("released");
        await Town.SetChainAsync(ChainTimers.Helsingborg);
        JsonBody left = new(await press.ViewAsync());
        Assert.Equal(("raised", null), (left.Text("state"), left.Text("ownerName")));
        await press.ActAsync("supervisor", "claim");
        await press.ActAsync("supervisor", "speech", new { result = "spoken" });
        await press.ActAsync("supervisor", "close", new { outcome = "call" });
        string line = string.Join('\n', TimeLine.Lines(await press.LogAsync()));
        Assert.StartsWith(
            "raised\nclaimed by Operator Demo\nreminded\noverdue\nreleased", line, StringComparison.Ordinal);
    }

    /// <summary>One town for the class.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal ChainTown Town { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => Town = await ChainTown.StartAsync(hubs: 8);

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (Town is { } town)
            {
                await town.DisposeAsync();
            }
        }
    }
}
