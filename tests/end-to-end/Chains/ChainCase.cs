// One case on its way, as the tests follow it.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>A case with what people do about it.</summary>
internal sealed record ChainCase(ChainTown Town, int Hub, Guid CaseId, long Number)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<JsonElement> ViewAsync() => Town.As("admin").GetAsync(ChainRoutes.Case(CaseId), Cancellation);

    public async Task<IReadOnlyList<JsonElement>> LogAsync()
    {
        JsonElement page = await Town.As("admin").GetAsync(ChainRoutes.Case(CaseId) + "/log", Cancellation);
        return [.. page.GetProperty("items").EnumerateArray().Select(entry => entry.Clone())];
    }

    /// <summary>Does something as a signed-in person.</summary>
    public Task<JsonElement> ActAsync(string userName, string verb, object? body = null) =>
        Town.As(userName).SendAsync(
            HttpMethod.Post, $"{ChainRoutes.Case(CaseId)}/{verb}", body ?? new { }, Cancellation);

    /// <summary>Waits until the case stands there.</summary>
    public Task IsAsync(string state) => WaitAsync(
        $"case {Number} is {state}",
        async () => (await ViewAsync()).GetProperty("state").GetString() == state);

    /// <summary>Waits until the log has the step so many times.</summary>
    public Task HasStepAsync(string step, int times = 1) => WaitAsync(
        $"case {Number} has {step} {times} times", async () => await CountAsync(step) >= times);

    /// <summary>How often the log has the step.</summary>
    public async Task<int> CountAsync(string step) =>
        (await LogAsync()).Count(entry => entry.GetProperty("step").GetString() == step);

    /// <summary>Waits until the log is as long as expected, compares it, and checks its hashes.</summary>
    public async Task HasTimeLineAsync(string expected)
    {
        await WaitAsync(
            $"case {Number} has its time line", async () => TimeLine.IsLongEnough(await LogAsync(), expected));
        TimeLine.Check(await LogAsync(), expected);
        JsonElement check = await Town.As("admin").GetAsync(ChainRoutes.Case(CaseId) + "/log/check", Cancellation);
        Assert.True(check.GetProperty("isWhole").GetBoolean());
    }

    /// <summary>Waits until a phone has a message about the case.</summary>
    public async Task<PhoneText> ReachesAsync(Responder responder)
    {
        PhoneText? message = null;
        await WaitAsync($"{responder.Name} has a message about case {Number}", async () =>
            (message = await responder.FindMessageAsync(Number, Cancellation)) != null);
        return message!;
    }

    /// <summary>Waits until a phone rings.</summary>
    public async Task<PhoneRing> RingsAsync(Responder responder)
    {
        PhoneRing? ring = null;
        await WaitAsync($"{responder.Name}'s phone rings", async () =>
            (ring = await responder.FindRingAsync(Cancellation)) != null);
        return ring!;
    }

    /// <summary>A responder answers by message.</summary>
    public Task AnswerAsync(Responder responder, bool accepts) =>
        responder.AnswerAsync(Number, accepts, Cancellation);

    /// <summary>A responder comes, helps and goes.</summary>
    public async Task IsVisitedAsync(Responder responder)
    {
        await responder.ArriveAsync(Hub, Cancellation);
        await IsAsync("onSite");
        await responder.LeaveAsync(Hub, Cancellation);
        await HasStepAsync("checkedOut");
    }

    private async Task WaitAsync(string what, Func<Task<bool>> isTrue)
    {
        try
        {
            await Eventually.IsTrueAsync(what, isTrue, Cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{TimeLine.Told(await LogAsync())}", e);
        }
    }
}
