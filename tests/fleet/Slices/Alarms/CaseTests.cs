// Claiming and closing: one winner, one owner, one outcome, one tenant.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Commands;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

public sealed class CaseTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task From_raised_over_claimed_to_closed(StoreProvider provider)
    {
        // HBG-008, HBG-010, HBG-043.
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        AlarmCaseView raised = await RaiseAsync(fleet);
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        CaseChange claimed = await fleet.Cases.ClaimAsync(fleet.Operator, raised.CaseId, default);

        Assert.Equal(CaseChangeResult.Done, claimed.Result);
        Assert.Equal(CaseState.Claimed, claimed.Case!.State);
        Assert.Equal(fleet.Operator.UserId, claimed.Case.OwnerId);
        Assert.Equal(fleet.Operator.DisplayName, claimed.Case.OwnerName);
        Assert.Equal(fleet.Time.GetUtcNow().AddMinutes(30), claimed.Case.NextDeadlineAt);
        Assert.Equal(2, claimed.Case.Version);

        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        CaseChange closed = await fleet.Cases.CloseAsync(
            fleet.Operator, raised.CaseId, CaseOutcome.Visited, "  helped up ", default);

        Assert.Equal(CaseChangeResult.Done, closed.Result);
        Assert.Equal(CaseState.Closed, closed.Case!.State);
        Assert.Equal(CaseOutcome.Visited, closed.Case.Outcome);
        Assert.Equal(fleet.Time.GetUtcNow(), closed.Case.ClosedAt);
        Assert.Null(closed.Case.NextDeadlineAt);
        Assert.Empty(await fleet.OpenCasesAsync());
        CaseLogEntryView last = (await fleet.Cases.LogAsync(fleet.Operator, raised.CaseId, default))[^1];
        Assert.Equal(("closed", "outcome 1: helped up", fleet.Operator.DisplayName),
            (last.Step, last.Detail, last.ActorName));
        Assert.Equal(0, await fleet.Cases.FindLogFaultAsync(fleet.Operator, raised.CaseId, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_race_to_claim_has_exactly_one_winner(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub[] hubs = await fleet.AddHubsAsync(10);
        foreach (LiveHub hub in hubs)
        {
            await fleet.SendAsync(hub, Messages.Press(1));
        }

        foreach (AlarmCaseView alarm in await fleet.OpenCasesAsync())
        {
            using var start = new ManualResetEventSlim();
            Task<CaseChange>[] attempts = [.. Enumerable.Range(0, 24).Select(i => Task.Run(() =>
            {
                start.Wait();
                var actor = new Actor(Guid.NewGuid(), fleet.Operator.TenantId, "Operator " + i);
                return fleet.Cases.ClaimAsync(actor, alarm.CaseId, default);
            }))];
            start.Set();
            CaseChange[] results = await Task.WhenAll(attempts);

            CaseChange winner = Assert.Single(results, result => result.Result == CaseChangeResult.Done);
            Assert.All(
                results.Where(result => result != winner),
                loser =>
                {
                    Assert.Equal(CaseChangeResult.OwnedByAnother, loser.Result);
                    Assert.Equal(winner.Case!.OwnerId, loser.Case!.OwnerId);
                });
            Assert.Single(await fleet.StepsAsync(alarm.CaseId), step => step == "claimed");
        }
    }

    [Fact]
    public async Task Changes_that_the_state_does_not_allow_are_refused_with_the_reason()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await RaiseAsync(fleet)).CaseId;
        var other = new Actor(Guid.NewGuid(), fleet.Operator.TenantId, "Another");

        Assert.Equal(CaseChangeResult.NotClaimed, await CloseAsync(fleet, fleet.Operator, id));
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        Assert.Equal(CaseChangeResult.OwnedByAnother, await ClaimAsync(fleet, other, id));
        Assert.Equal(CaseChangeResult.OwnedByAnother, await CloseAsync(fleet, other, id));
        Assert.Equal(CaseChangeResult.Done, await ClaimAsync(fleet, fleet.Operator, id));
        Assert.Equal(CaseChangeResult.Done, await CloseAsync(fleet, fleet.Operator, id));
        Assert.Equal(CaseChangeResult.AlreadyClosed, await ClaimAsync(fleet, fleet.Operator, id));
        Assert.Equal(CaseChangeResult.AlreadyClosed, await CloseAsync(fleet, fleet.Operator, id));
        Assert.Equal(CaseChangeResult.NotFound, await ClaimAsync(fleet, fleet.Operator, Guid.NewGuid()));
        Assert.Equal(CaseChangeResult.NotFound, await CloseAsync(fleet, fleet.Operator, Guid.NewGuid()));
        Assert.Equal(
            ["raised", "claimed", "closed"], (await fleet.StepsAsync(id)).Where(step => step != "acknowledged"));
    }

    [Fact]
    public async Task A_version_that_has_passed_is_told()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await RaiseAsync(fleet)).CaseId;

        async Task<CaseChange> Change(CaseAction action, long version) =>
            await fleet.Cases.ChangeAsync(fleet.Operator, id, action, version, default);
        Assert.Equal(CaseChangeResult.Stale, (await Change(new ClaimCase(), 7)).Result);
        Assert.Equal(CaseChangeResult.Done, (await Change(new ClaimCase(), 1)).Result);
        CaseChange stale = await Change(new CloseCase(CaseOutcome.Call), 1);
        Assert.Equal((CaseChangeResult.Stale, 2), (stale.Result, stale.Case!.Version));
    }

    [Fact]
    public async Task A_note_is_bounded_and_an_outcome_known()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Guid id = (await RaiseAsync(fleet)).CaseId;
        await fleet.Cases.ClaimAsync(fleet.Operator, id, default);
        string tooLong = new('x', Fleet.Server.Limits.Alarms.NoteLength + 1);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fleet.Cases.CloseAsync(fleet.Operator, id, CaseOutcome.Call, tooLong, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => fleet.Cases.CloseAsync(fleet.Operator, id, (CaseOutcome)99, null, default));
        CaseChange done = await fleet.Cases.CloseAsync(fleet.Operator, id, CaseOutcome.Call, tooLong[1..], default);
        Assert.Equal(CaseChangeResult.Done, done.Result);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Another_municipality_sees_and_changes_nothing(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1));
        Guid id = (await fleet.OpenCasesAsync())[0].CaseId;
        Actor stranger = await fleet.AddTenantAsync("Grannkommun");

        Assert.Empty(await fleet.Cases.ListAsync(stranger, new CaseFilter(true, true), default));
        Assert.Empty(await fleet.Cases.ListAsync(stranger, new CaseFilter(HubId: hub.HubId), default));
        Assert.Null(await fleet.Cases.FindAsync(stranger, id, default));
        Assert.Empty(await fleet.Cases.LogAsync(stranger, id, default));
        Assert.Null(await fleet.Cases.FindLogFaultAsync(stranger, id, default));
        Assert.Equal(CaseChangeResult.NotFound, await ClaimAsync(fleet, stranger, id));
        Assert.Equal(CaseChangeResult.NotFound, await CloseAsync(fleet, stranger, id));
        Assert.Empty(await fleet.Hubs.ListAsync(stranger, 100, null, default));
        Assert.Empty(await fleet.Hubs.ListAsync(stranger, 100, hub.HubId, default));
        Assert.Null(await fleet.Hubs.FindAsync(stranger, hub.HubId, default));
        await fleet.ProjectAsync();
        Assert.Empty(await fleet.Hubs.HistoryAsync(stranger, hub.HubId, 10, default));
        Assert.Equal(
            CommandAskResult.NotFound,
            (await fleet.Get<IHubCommands>().AskAsync(
                stranger, hub.HubId, new CommandOrder(HubCommandKind.Reboot, "x", TimeSpan.FromMinutes(1)),
                default)).Result);
        Assert.Equal(CaseState.Raised, (await fleet.OpenCasesAsync())[0].State);
    }

    [Fact]
    public async Task Numbers_run_per_municipality()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Actor neighbour = await fleet.AddTenantAsync("Grannkommun");
        NewHub added = (await fleet.Hubs.AddAsync(neighbour, 1, null, default))[0];
        LiveHub theirs = fleet.Registry.Find(neighbour.TenantId, added.HubId)!;
        LiveHub[] ours = await fleet.AddHubsAsync(2);
        await fleet.SendAsync(ours[0], Messages.Press(1));
        await fleet.SendAsync(theirs, Messages.Press(1));
        await fleet.SendAsync(ours[1], Messages.Press(1));

        Assert.Equal([1, 2], (await fleet.OpenCasesAsync()).Select(alarm => alarm.CaseNumber).Order());
        Assert.Equal(1, Assert.Single(await fleet.Cases.ListAsync(neighbour, new CaseFilter(), default)).CaseNumber);
    }

    [Fact]
    public async Task A_list_has_the_unclaimed_first_by_priority_and_age_and_the_closed_last()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        LiveHub[] hubs = await fleet.AddHubsAsync(5);
        foreach (LiveHub hub in hubs)
        {
            await fleet.SendAsync(hub, Messages.Press(1, priority: hub == hubs[2] ? 1 : 3));
            fleet.Time.Advance(TimeSpan.FromSeconds(1));
        }

        async Task<AlarmCaseView> Of(int hub) => Assert.Single(
            await fleet.Cases.ListAsync(fleet.Operator, new CaseFilter(true, true, hubs[hub].HubId), default));
        await fleet.Cases.ClaimAsync(fleet.Operator, (await Of(0)).CaseId, default);
        await fleet.Cases.ClaimAsync(fleet.Operator, (await Of(4)).CaseId, default);
        await fleet.Cases.CloseAsync(fleet.Operator, (await Of(4)).CaseId, CaseOutcome.Accidental, null, default);

        async Task<int[]> List(CaseFilter filter) =>
            [.. (await fleet.Cases.ListAsync(fleet.Operator, filter, default))
                .Select(alarm => Array.FindIndex(hubs, hub => hub.HubId == alarm.HubId))];
        int[] open = await List(new CaseFilter());
        Assert.Equal([2, 1, 3, 0], open);
        int[] all = await List(new CaseFilter(true, true));
        Assert.Equal([2, 1, 3, 0, 4], all);
        int[] closed = await List(new CaseFilter(false, true));
        Assert.Equal([4], closed);
        int[] few = await List(new CaseFilter(Limit: 2));
        Assert.Equal([2, 1], few);
        Assert.Empty(await List(new CaseFilter(true, true, "ffffffffffffffff")));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Listeners_hear_of_every_change_after_the_commit_and_only_of_their_own(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        Actor stranger = await fleet.AddTenantAsync("Grannkommun");
        var heard = new List<AlarmCaseView>();
        using var changes = new SemaphoreSlim(0);
        using IDisposable broken = fleet.Get<ICaseFeed>().Subscribe(
            fleet.Operator.TenantId, _ => throw new InvalidOperationException("A page is broken."));
        IDisposable listening = fleet.Get<ICaseFeed>().Subscribe(fleet.Operator.TenantId, alarm =>
        {
            lock (heard)
            {
                heard.Add(alarm);
            }

            changes.Release();
        });
        using IDisposable elsewhere = fleet.Get<ICaseFeed>().Subscribe(
            stranger.TenantId, _ => Assert.Fail("A stranger heard of a case."));
        AlarmCaseView raised = await RaiseAsync(fleet);
        Assert.True(await changes.WaitAsync(TimeSpan.FromSeconds(30)));
        await fleet.Cases.ClaimAsync(fleet.Operator, raised.CaseId, default);
        Assert.True(await changes.WaitAsync(TimeSpan.FromSeconds(30)));
        listening.Dispose();
        await fleet.Cases.CloseAsync(fleet.Operator, raised.CaseId, CaseOutcome.Call, null, default);

        Assert.Equal([CaseState.Raised, CaseState.Claimed], heard.Select(alarm => alarm.State));
        Assert.All(heard, alarm => Assert.Equal(raised.CaseId, alarm.CaseId));
        Assert.True(fleet.Log.CountOf(5002) >= 2);
    }

    internal static async Task<AlarmCaseView> RaiseAsync(TestFleet fleet)
    {
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub, Messages.Press(1));
        return (await fleet.Cases.ListAsync(fleet.Operator, new CaseFilter(HubId: hub.HubId), default))[0];
    }

    private static async Task<CaseChangeResult> ClaimAsync(TestFleet fleet, Actor actor, Guid id) =>
        (await fleet.Cases.ClaimAsync(actor, id, default)).Result;

    private static async Task<CaseChangeResult> CloseAsync(TestFleet fleet, Actor actor, Guid id) =>
        (await fleet.Cases.CloseAsync(actor, id, CaseOutcome.Call, null, default)).Result;
}
