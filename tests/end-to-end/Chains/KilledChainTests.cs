// The fleet manager killed with a case in every state: deadlines go on, nothing is lost, nothing done twice.
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>SIGKILL and a start on the same store; the hubs and the phones know nothing of it.</summary>
public sealed class KilledChainTests(KilledChainTests.Fixture fixture) : IClassFixture<KilledChainTests.Fixture>
{
    private const string Long = "30000 ";

    private static readonly string[] States = ["raised", "claimed", "spoken", "dispatched", "accepted", "onSite"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Fact]
    public async Task HBG_006_a_case_in_each_state_goes_on_with_its_deadline_after_a_kill_and_comes_to_its_end()
    {
        // Long enough for six cases to get where they are to be, then a chain whose deadlines come within seconds.
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Dispatched = Long + "toSupervisor" });
        var cases = new Dictionary<string, ChainCase>();
        foreach (string state in States)
        {
            cases[state] = await Town.PressAsync(Town.TakeHub());
            await BringToAsync(cases[state], state);
        }

        await Town.SetChainAsync(new ChainTimers(
            "helsingborg", false, "200 toSupervisor", "200 release", "200 dispatch", "200 nextResponders",
            "200 remindResponder, 30000 redispatch", "200 remindResponder"));
        Dictionary<string, int> before = [];
        foreach ((string state, ChainCase one) in cases)
        {
            before[state] = (await one.LogAsync()).Count;
        }

        await Town.KillAndRestartAsync();
        foreach ((string state, ChainCase one) in cases)
        {
            await HasGoneOnAsync(one, state);
            IReadOnlyList<JsonElement> log = await one.LogAsync();
            Assert.True(log.Count >= before[state], $"{state} lost a step\n{TimeLine.Told(log)}");
            Assert.Single(log, entry => entry.GetProperty("step").GetString() == "raised");
            Assert.Equal(1, (await one.ViewAsync()).GetProperty("pressCount").GetInt32());
        }

        await Town.SetChainAsync(ChainTimers.Helsingborg);
        foreach ((string state, ChainCase one) in cases)
        {
            await EndAsync(one);
        }
    }

    [Fact]
    public async Task HBG_006_067_076_killed_after_every_step_each_step_stands_once_and_each_phone_has_one_message()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Dispatched = Long + "toSupervisor" });
        ChainCase one = await Town.PressAsync(Town.TakeHub());
        await Town.KillAndRestartAsync();
        await one.ActAsync("operator", "claim");
        await Town.KillAndRestartAsync();

        // The answer may have been lost with the kill: whoever asks again gets the same.
        await one.ActAsync("operator", "claim");
        await one.ActAsync("operator", "dispatch");
        await Town.KillAndRestartAsync();
        await one.ReachesAsync(Town.Larm1);
        await one.ReachesAsync(Town.Larm2);
        await one.AnswerAsync(Town.Larm1, accepts: true);
        await Town.KillAndRestartAsync();
        await one.IsAsync("accepted");
        Assert.Equal(1, await AsksAsync(Town.Larm1, one));
        await Town.Larm1.ArriveAsync(one.Hub, Cancellation);
        await one.IsAsync("onSite");
        await Town.KillAndRestartAsync();
        await Town.Larm1.LeaveAsync(one.Hub, Cancellation);
        await one.HasStepAsync("checkedOut");
        await Town.KillAndRestartAsync();
        await one.ActAsync("operator", "close", new { outcome = "visited" });
        IReadOnlyList<string> line = TimeLine.Lines(await one.LogAsync());
        Assert.Equal(
            [
                "raised", "claimed by Operator Demo", "dispatched by Operator Demo", "accepted by Jour 1",
                "transferred by Jour 1", "checkedIn by Jour 1", "checkedOut by Jour 1", "closed by Operator Demo",
            ],
            line.Where(step => !step.StartsWith("confirmed", System.StringComparison.Ordinal)));
    }

    private static async Task<int> AsksAsync(Responder responder, ChainCase one)
    {
        PhoneInHand? phone = await responder.LookAsync(Cancellation);
        string? ask = (await one.ReachesAsync(responder)).Text;
        return phone?.Messages.Count(message => !message.IsFromPhone && message.Text == ask) ?? 0;
    }

    private async Task BringToAsync(ChainCase one, string state)
    {
        int far = System.Array.IndexOf(States, state);
        if (far >= 1)
        {
            await one.ActAsync("operator", "claim");
        }

        if (far >= 2)
        {
            await one.ActAsync("operator", "speech", new { result = "spoken" });
        }

        if (far >= 3)
        {
            await one.ActAsync("operator", "dispatch");
            await one.ReachesAsync(Town.Larm1);
        }

        if (far >= 4)
        {
            await one.AnswerAsync(Town.Larm1, accepts: true);
            await one.IsAsync("accepted");
        }

        if (far >= 5)
        {
            await Town.Larm1.ArriveAsync(one.Hub, Cancellation);
        }

        await one.IsAsync(state);
    }

    private static Task HasGoneOnAsync(ChainCase one, string state) => one.HasStepAsync(state switch
    {
        "raised" => "queued",
        "claimed" or "spoken" => "released",
        "dispatched" => "nextTold",
        _ => "responderReminded",
    });

    private async Task EndAsync(ChainCase one)
    {
        string state = (await one.ViewAsync()).GetProperty("state").GetString()!;
        if (state is "raised" or "claimed" or "spoken")
        {
            await one.ActAsync("operator", "claim");
            await one.ActAsync("operator", "speech", new { result = "spoken" });
            await one.ActAsync("operator", "close", new { outcome = "call" });
            await one.IsAsync("closed");
            return;
        }

        if (state == "dispatched")
        {
            await one.AnswerAsync(Town.Larm1, accepts: true);
            await one.IsAsync("accepted");
        }

        if (state != "onSite")
        {
            await Town.Larm1.ArriveAsync(one.Hub, Cancellation);
            await one.IsAsync("onSite");
        }

        await Town.Larm1.LeaveAsync(one.Hub, Cancellation);
        await one.HasStepAsync("checkedOut");
        await one.ActAsync("operator", "close", new { outcome = "visited" });
        await one.IsAsync("closed");
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
