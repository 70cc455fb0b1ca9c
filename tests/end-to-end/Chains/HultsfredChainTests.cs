// Hultsfred's chain: no operator, the group's phones at once, and the case closed by its visit.
using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>Timers are a hundredth of the real ones (<see cref="ChainTimers"/>).</summary>
public sealed class HultsfredChainTests(HultsfredChainTests.Fixture fixture)
    : IClassFixture<HultsfredChainTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Fact]
    public async Task HUL_002_003_both_phones_are_told_at_once_and_the_visit_closes_the_case()
    {
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        PhoneText first = await press.ReachesAsync(Town.FirstPhone);
        PhoneText second = await press.ReachesAsync(Town.SecondPhone);
        Assert.InRange((second.At - first.At).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await press.AnswerAsync(Town.SecondPhone, accepts: true);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.SecondPhone);
        await press.IsAsync("closed");
        await press.HasTimeLineAsync(
            """
            raised
            dispatched
            accepted by Jour 2
            transferred by Jour 2
            checkedIn
            checkedOut
            closed by Jour 2
            """);
        Assert.Equal("visited", (await press.ViewAsync()).GetProperty("outcome").GetString());
        Assert.Equal(0, Count(await Town.FirstPhone.LookAsync(Cancellation), "1 " + press.Number));
    }

    [Fact]
    public async Task HUL_002_051_053_nobody_answers_so_they_are_called_then_the_next_and_a_link_accepts()
    {
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ReachesAsync(Town.FirstPhone);
        await press.HasStepAsync("called");
        await press.RingsAsync(Town.FirstPhone);
        await press.RingsAsync(Town.SecondPhone);
        PhoneText message = await press.ReachesAsync(Town.Support);
        await press.HasTimeLineAsync(
            """
            raised
            dispatched
            +3 overdue
            called
            +3 overdue
            nextTold
            """);

        // Who signs in for the group opens the link in the message: the home stands there, not in the message.
        Assert.DoesNotContain("Provsson", message.Text, StringComparison.Ordinal);
        string token = message.Text[(message.Text.IndexOf("/r/", StringComparison.Ordinal) + 3)..].Split(' ', '\n')[0];
        JsonElement opened = await Town.As("responder").SendAsync(
            HttpMethod.Post, ChainRoutes.OpenLink, new { token }, Cancellation);
        Assert.Contains("Provsson", opened.GetRawText(), StringComparison.Ordinal);
        await Town.As("responder").SendAsync(
            HttpMethod.Post, ChainRoutes.Desk(press.CaseId) + "/accept", new { }, Cancellation);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.Support);
        await press.IsAsync("closed");
    }

    [Fact]
    public async Task HUL_053_both_decline_and_the_next_is_told_at_once()
    {
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ReachesAsync(Town.FirstPhone);
        await press.AnswerAsync(Town.FirstPhone, accepts: false);
        await press.HasStepAsync("declined");
        await press.AnswerAsync(Town.SecondPhone, accepts: false);
        await press.ReachesAsync(Town.Support);
        await press.AnswerAsync(Town.Support, accepts: true);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.Support);
        await press.IsAsync("closed");
        string[] steps = [.. TimeLine.Lines(await press.LogAsync())];
        Assert.Equal(
            ["raised", "dispatched", "declined by Jour 1", "nextTold"], steps.Take(4));
        Assert.Equal("closed by Jour 3", steps[^1]);
    }

    private static int Count(PhoneInHand? phone, string text) =>
        phone?.Messages.Count(message => message.IsFromPhone && message.Text == text) ?? 0;

    /// <summary>One town for the class.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal ChainTown Town { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Town = await ChainTown.StartAsync(hubs: 4);
            await Town.SetChainAsync(ChainTimers.Hultsfred);
        }

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
