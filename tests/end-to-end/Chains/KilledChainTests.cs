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
    private const string Late = "30000 ";

    private static readonly string[] States = ["raised", "claimed", "spoken", "dispatched", "accepted", "onSite"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Theory]
    [InlineData("raised", "queued")]
    [InlineData("claimed", "released")]
    [InlineData("spoken", "released")]
    [InlineData("dispatched", "nextTold")]
    [InlineData("accepted", "responderReminded")]
    [InlineData("onSite", "responderReminded")]
    public async Task HBG_006_a_case_killed_in_any_state_goes_on_with_its_deadline_and_comes_to_its_end(
        string state, string step)
    {
        await Town.SetChainAsync(Soon(state));
        ChainCase one = await Town.PressAsync(Town.TakeHub());
        await BringToAsync(one, state);
        int before = (await one.LogAsync()).Count;
        await Town.Server.KillAsync();
        await Town.Server.StartAsync(Cancellation);
        await one.HasStepAsync(step);
        IReadOnlyList<JsonElement> log = await one.LogAsync();
        Assert.True(log.Count > before, $"a step was lost\n{TimeLine.Told(log)}");
        Assert.Single(log, entry => entry.GetProperty("step").GetString() == "raised");
        Assert.Equal(1, (await one.ViewAsync()).GetProperty("pressCount").GetInt32());
        Assert.Single(await Town.As("admin").CasesAsync(Town.HubId(one.Hub), Cancellation));
        await EndAsync(one);
    }

    [Fact]
    public async Task HBG_006_067_076_killed_after_every_step_each_step_stands_once_and_each_phone_has_one_message()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Dispatched = Late + "toSupervisor" });
        ChainCase one = await Town.PressAsync(Town.TakeHub());
        await Town.KillAndRestartAsync();
        await one.ActAsync("operator", "claim");
        await Town.KillAndRestartAsync();

        // The answer may have been lost with the kill: whoever asks again gets the same.
        await one.ActAsync("operator", "claim");
        await one.ActAsync("operator", "dispatch");
        await Town.KillAndRestartAsync();
        await one.ReachesAsync(Town.FirstPhone);
        await one.ReachesAsync(Town.SecondPhone);
        await one.AnswerAsync(Town.FirstPhone, accepts: true);
        await Town.KillAndRestartAsync();
        await one.IsAsync("accepted");
        Assert.Equal(1, await AsksAsync(Town.FirstPhone, one));
        await Town.FirstPhone.ArriveAsync(one.Hub, Cancellation);
        await one.IsAsync("onSite");
        await Town.KillAndRestartAsync();
        await Town.FirstPhone.LeaveAsync(one.Hub, Cancellation);
        await one.HasStepAsync("checkedOut");
        await Town.KillAndRestartAsync();
        await one.ActAsync("operator", "close", new { outcome = "visited" });
        IReadOnlyList<string> line = TimeLine.Lines(await one.LogAsync());
        Assert.Equal(
            [
                "raised", "claimed by Operator Demo", "dispatched by Operator Demo", "accepted by Jour 1",
                "transferred by Jour 1", "checkedIn", "checkedOut", "closed by Operator Demo",
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
            await one.ReachesAsync(Town.FirstPhone);
        }

        if (far >= 4)
        {
            await one.AnswerAsync(Town.FirstPhone, accepts: true);
            await one.IsAsync("accepted");
        }

        if (far >= 5)
        {
            await Town.FirstPhone.ArriveAsync(one.Hub, Cancellation);
        }

        await one.IsAsync(state);
    }

    /// <summary>The state's own deadline comes soon; the others come late, so that only one can be seen.</summary>
    private static ChainTimers Soon(string state)
    {
        ChainTimers late = ChainTimers.Helsingborg with
        {
            Raised = Late + "toSupervisor",
            Claimed = Late + "release",
            Dispatched = Late + "toSupervisor",
            Accepted = Late + "redispatch",
            OnSite = Late + "toSupervisor",
        };
        return state switch
        {
            "raised" => late with { Raised = "200 toSupervisor, 30000 toReserve" },
            "claimed" or "spoken" => late with { Claimed = "500 release" },
            "dispatched" => late with { Dispatched = "300 nextResponders, 30000 toSupervisor" },
            "accepted" => late with { Accepted = "300 remindResponder, 30000 redispatch" },
            _ => late with { OnSite = "300 remindResponder, 30000 toSupervisor" },
        };
    }

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
            await one.AnswerAsync(Town.FirstPhone, accepts: true);
            await one.IsAsync("accepted");
        }

        if (state != "onSite")
        {
            await Town.FirstPhone.ArriveAsync(one.Hub, Cancellation);
            await one.IsAsync("onSite");
        }

        await Town.FirstPhone.LeaveAsync(one.Hub, Cancellation);
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
