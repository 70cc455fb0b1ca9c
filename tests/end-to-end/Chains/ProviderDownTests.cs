// The provider of messages is down: the second one carries them, and when both are down the chain goes on.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>The preferred provider is a program of the test; the simulated phones are the second one.</summary>
public sealed class ProviderDownTests(ProviderDownTests.Fixture fixture) : IClassFixture<ProviderDownTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HBG_048_a_provider_that_fails_or_hangs_is_passed_over_for_the_second(bool hangs)
    {
        fixture.Provider.Mood = hangs ? ProviderMood.Hangs : ProviderMood.Fails;
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ReachesAsync(Town.FirstPhone);
        await press.ReachesAsync(Town.SecondPhone);
        await press.AnswerAsync(Town.FirstPhone, accepts: true);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.FirstPhone);
        await press.IsAsync("closed");
        await press.HasTimeLineAsync(
            """
            raised
            dispatched
            accepted by Jour 1
            transferred by Jour 1
            checkedIn
            checkedOut
            closed by Jour 1
            """);
    }

    [Fact]
    public async Task HBG_068_HUL_053_when_no_provider_carries_a_message_the_chain_goes_on_to_the_next()
    {
        fixture.Provider.Mood = ProviderMood.Fails;
        var phones = new FleetPhones(Town.As("admin").Client);
        foreach (Responder responder in new[] { Town.FirstPhone, Town.SecondPhone })
        {
            await phones.SetAsync(responder.Number, responder.Name, "refused", Cancellation);
        }

        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await press.ReachesAsync(Town.Support);
        Assert.Equal(0, await Town.FirstPhone.CountMessagesAsync(press.Number, Cancellation));
        foreach (Responder responder in new[] { Town.FirstPhone, Town.SecondPhone })
        {
            await phones.SetAsync(responder.Number, responder.Name, "on", Cancellation);
        }

        await press.AnswerAsync(Town.Support, accepts: true);
        await press.IsAsync("accepted");
        await press.IsVisitedAsync(Town.Support);
        await press.IsAsync("closed");
        Assert.Equal("raised", TimeLine.Lines(await press.LogAsync()).First());
    }

    /// <summary>One town and one provider for the class.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal ChainTown Town { get; private set; } = null!;

        internal ScriptedProvider Provider { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Provider = await ScriptedProvider.StartAsync(FreePort.Next(), Cancellation);
            string port = Provider.Port.ToString(CultureInfo.InvariantCulture);
            Town = await ChainTown.StartAsync(hubs: 4, new Dictionary<string, string>
            {
                ["Fleet__Channels__Providers__0__Kind"] = "Http",
                ["Fleet__Channels__Providers__0__Name"] = "scripted",
                ["Fleet__Channels__Providers__0__Url"] = $"http://127.0.0.1:{port}/sms",
                ["Fleet__Channels__Providers__0__From"] = "Provkommun",
                ["Fleet__Channels__Providers__0__TimeoutSeconds"] = "1",
                ["Fleet__Channels__Providers__1__Kind"] = "Simulator",
            });
            await Town.SetChainAsync(ChainTimers.Hultsfred);
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (Town is { } town)
            {
                await town.DisposeAsync();
            }

            if (Provider is { } provider)
            {
                await provider.DisposeAsync();
            }
        }
    }
}
