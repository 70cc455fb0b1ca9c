// What is to be done on which alarm, as the responder sees it.
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;

namespace Slices.Tests.Dispatch;

public sealed class PlanTests
{
    [Fact]
    public async Task HUL_004_HUL_056_each_cause_has_its_own_action_and_the_plan_stands_for_the_others()
    {
        HomeEntry entry = DispatchWorld.Home() with
        {
            Criteria = [new ActionCriterion(10, "Visit always."), new ActionCriterion(31, "Phone first, then visit.")],
        };
        await using DispatchWorld world = await DispatchWorld.StartAsync(home: entry);
        Actor anna = await world.AddResponderAsync("Anna", world.DayGroup);
        foreach ((int cause, string action) in new[]
        {
            (10, "Visit always."), (31, "Phone first, then visit."), (77, ""),
        })
        {
            DispatchOrder order = world.Order() with { StatusCode = cause };
            await world.BeginAsync(order);
            DeskAnswer seen = await world.Desk.AcceptAsync(anna, order.CaseId, default);
            Assert.Equal((DeskResult.Done, action), (seen.Result, seen.Details!.Criterion));
            Assert.Equal(entry.Plan, seen.Details.Home!.Plan);
            Assert.Equal(cause, seen.Details.Case.StatusCode);
        }
    }

    [Fact]
    public async Task HUL_012_what_is_to_be_done_may_be_far_longer_than_fifty_characters_and_has_a_limit()
    {
        string longest = new('å', Limits.Residents.PlanLength);
        HomeEntry entry = DispatchWorld.Home() with { Plan = longest, Criteria = [new ActionCriterion(10, longest)] };
        await using DispatchWorld world = await DispatchWorld.StartAsync(home: entry);
        Actor anna = await world.AddResponderAsync("Anna", world.DayGroup);
        DispatchOrder order = world.Order();
        await world.BeginAsync(order);
        DeskAnswer seen = await world.Desk.AcceptAsync(anna, order.CaseId, default);
        Assert.Equal((longest, longest), (seen.Details!.Home!.Plan, seen.Details.Criterion));

        IHomeRecords homes = world.Fleet.Get<IHomeRecords>();
        HomeChange plan = await homes.SaveAsync(
            world.Planner, world.Hub.HubId, entry with { Plan = longest + "å" }, null, default);
        HomeChange criterion = await homes.SaveAsync(
            world.Planner,
            world.Hub.HubId,
            entry with { Criteria = [new ActionCriterion(10, longest + "å")] },
            null,
            default);
        Assert.Equal((HomeChangeResult.Invalid, "plan"), (plan.Result, plan.Faults.Single().Field));
        Assert.Equal(HomeChangeResult.Invalid, criterion.Result);
        Assert.Equal(longest, (await homes.LookAsync(world.Planner, world.Hub.HubId, "edit", default))!.Plan);
    }
}
