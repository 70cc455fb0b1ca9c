// Many silent hubs are one outage: one sounds, none is forgotten, and every home is asked after.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Outages;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slices.Tests.World;

namespace Slices.Tests.Outages;

public sealed class OutageTests
{
    private readonly HomesDouble _homes = new();

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_080_a_silent_area_is_one_outage_of_which_one_case_sounds(StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider);
        LiveHub[] hubs = await HomesAsync(fleet, 8, "Söder");
        LiveHub[] others = await HomesAsync(fleet, 8, "Norr");
        await BeatAsync(fleet, [.. hubs, .. others]);
        await PassAsync(fleet, 400, others);

        OutageView outage = Assert.Single(await ListAsync(fleet));
        Assert.Equal(("Söder", 8, 8, OutageCause.Silent), (outage.Area, outage.Away, outage.Peak, outage.Cause));
        IReadOnlyList<AlarmCaseView> open = await fleet.OpenCasesAsync();
        Assert.Equal(8, open.Count);
        AlarmCaseView lead = Assert.Single(open, view => view.QuietUntil is null);
        Assert.Equal(outage.LeadCaseId, lead.CaseId);
        Assert.All(open, view => Assert.NotNull(view.NextDeadlineAt));
        Assert.All(open.Where(view => view != lead), view => Assert.Equal(view.NextDeadlineAt, view.QuietUntil));
    }

    [Fact]
    public async Task HBG_081_a_quiet_case_sounds_again_when_nobody_has_asked_after_the_home()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await HomesAsync(fleet, 6, "Söder");
        await BeatAsync(fleet, hubs);
        await PassAsync(fleet, 400, []);
        OutageView outage = Assert.Single(await ListAsync(fleet));
        Assert.Equal(5, (await fleet.OpenCasesAsync()).Count(view => view.QuietUntil is not null));
        fleet.Time.Advance(TimeSpan.FromMinutes(100));
        string quiet = (await fleet.OpenCasesAsync()).First(view => view.QuietUntil is not null).HubId;
        LiveHub asked = hubs.Single(hub => hub.HubId == quiet);
        IOutages outages = fleet.Get<IOutages>();
        Assert.True(await outages.TickOffAsync(
            fleet.Operator, outage.OutageId, asked.HubId, HomeContact.Phoned, "", default));
        fleet.Time.Advance(TimeSpan.FromMinutes(21));
        await fleet.Get<CaseDeadlines>().RoundAsync(default);
        Assert.Equal(
            asked.HubId, Assert.Single(await fleet.OpenCasesAsync(), view => view.QuietUntil is not null).HubId);
    }

    [Fact]
    public async Task NOR_038_an_outage_grows_shrinks_and_ends_and_those_left_sound_on_their_own()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await HomesAsync(fleet, 20, "Söder");
        await BeatAsync(fleet, hubs);
        await PassAsync(fleet, 400, hubs[10..]);
        Assert.Equal(10, Assert.Single(await ListAsync(fleet)).Away);
        await PassAsync(fleet, 500, []);
        OutageView grown = Assert.Single(await ListAsync(fleet));
        Assert.Equal((20, 20), (grown.Away, grown.Peak));
        await PassAsync(fleet, 60, hubs[..15]);
        OutageView shrunk = Assert.Single(await ListAsync(fleet));
        Assert.Equal((5, 20), (shrunk.Away, shrunk.Peak));
        await PassAsync(fleet, 60, hubs[..18]);
        Assert.Empty(await ListAsync(fleet));
        OutageView ended = Assert.Single(await fleet.Get<IOutages>().ListAsync(fleet.Operator, true, default));
        Assert.NotNull(ended.EndedAt);
        AlarmCaseView[] left = [.. (await fleet.OpenCasesAsync()).Where(view => view.IsConditionActive)];
        Assert.Equal(hubs[18..].Select(hub => hub.HubId).Order(), left.Select(view => view.HubId).Order());
        Assert.All(left, view => Assert.Null(view.QuietUntil));
        Assert.Equal(
            18, await fleet.Get<IOutages>().CloseCasesAsync(fleet.Operator, ended.OutageId, default));
        Assert.Equal(2, (await fleet.OpenCasesAsync()).Count);
    }

    [Fact]
    public async Task NOR_040_homes_away_are_a_list_for_phoning_and_visiting_that_is_ticked_off_and_logged()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await HomesAsync(fleet, 6, "Söder");
        await BeatAsync(fleet, hubs);
        await PassAsync(fleet, 400, []);
        Guid id = Assert.Single(await ListAsync(fleet)).OutageId;
        IOutages outages = fleet.Get<IOutages>();
        IReadOnlyList<WorkLine> lines = (await outages.WorklistAsync(fleet.Operator, id, default))!;
        Assert.Equal(6, lines.Count);
        Assert.All(lines, line => Assert.Equal("K17", line.Details!.KeyNumber));
        Assert.True(await outages.TickOffAsync(
            fleet.Operator, id, lines[0].Home.HubId, HomeContact.Visited, "all well", default));
        Assert.True(await outages.TickOffAsync(
            fleet.Operator, id, lines[1].Home.HubId, HomeContact.NotReached, "", default));
        OutageDetail detail = (await outages.FindAsync(fleet.Operator, id, default))!;
        Assert.Equal(4, detail.Outage.Unasked);
        Assert.Equal(HomeContact.Visited, detail.Homes[^1].Contact);
        Assert.Equal(HomeContact.NotReached, detail.Homes[^2].Contact);
        Assert.Equal(3, await fleet.NumberAsync("SELECT COUNT(*) FROM care.tenant_log WHERE topic = 'outage'"));
        Assert.Null(await outages.WorklistAsync(await fleet.AddTenantAsync("Annan"), id, default));
    }

    [Fact]
    public async Task UPP_040_the_paper_list_holds_every_home_with_key_phone_and_plan_and_the_look_is_logged()
    {
        await using TestFleet fleet = await StartAsync();
        await HomesAsync(fleet, 3, "Söder");
        await fleet.AddHubAsync();
        IReadOnlyList<PaperLine> lines = await fleet.Get<IOutages>().PaperAsync(fleet.Operator, default);
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(("K17", "Ring först"), (line.Details.KeyNumber, line.Details.Plan)));
        Assert.Equal(1, await fleet.NumberAsync("SELECT COUNT(*) FROM care.tenant_log WHERE subject = 'paper'"));
    }

    [Fact]
    public async Task HUL_124_manual_care_is_said_of_an_outage_and_stays_until_it_is_taken_back()
    {
        await using TestFleet fleet = await StartAsync();
        LiveHub[] hubs = await HomesAsync(fleet, 6, "Söder");
        await BeatAsync(fleet, hubs);
        await PassAsync(fleet, 400, []);
        Guid id = Assert.Single(await ListAsync(fleet)).OutageId;
        Assert.True(await fleet.Get<IOutages>().SetManualCareAsync(fleet.Operator, id, true, "extra round", default));
        OutageView outage = Assert.Single(await ListAsync(fleet));
        Assert.Equal((true, "extra round"), (outage.NeedsManualCare, outage.Note));
        Assert.Equal(id, (await fleet.Get<IOutages>().OfHubAsync(fleet.Operator, hubs[0].HubId, default))!.OutageId);
    }

    [Theory]
    [InlineData(4, 4, 0)] // Too few.
    [InlineData(5, 25, 1)] // Exactly a fifth of the area.
    [InlineData(5, 26, 0)] // Less than a fifth.
    public void NOR_038_the_thresholds_hold_at_their_limits(int away, int hubs, int outages)
    {
        var rules = new OutageRules(new OutageOptions());
        AwayHub[] gone = [.. Enumerable.Range(1, away).Select(row => new AwayHub(row, "A", 1_000, null))];
        List<OutageChange> changes = rules.Decide(gone, [], area => area.Length == 0 ? 1_000 : hubs, 2_000);
        Assert.Equal(outages, changes.Count(change => change.Step == OutageStep.Open));
        Assert.Equal(outages * away, changes.Count(change => change.Step == OutageStep.Join));
    }

    [Fact]
    public void HUL_086_hubs_scattered_over_all_areas_are_one_outage_of_the_whole_municipality()
    {
        var rules = new OutageRules(new OutageOptions());
        AwayHub[] gone = [.. Enumerable.Range(1, 20).Select(row => new AwayHub(row, "A" + row, 1_000, null))];
        List<OutageChange> changes = rules.Decide(gone, [], area => area.Length == 0 ? 100 : 5, 2_000);
        Assert.Equal("", Assert.Single(changes, change => change.Step == OutageStep.Open).Area);
        Assert.Equal(20, changes.Count(change => change.Step == OutageStep.Join));
        Assert.Empty(rules.Decide(gone, [], area => area.Length == 0 ? 100 : 5, 1_000 + 600_001));
    }

    private static Task<IReadOnlyList<OutageView>> ListAsync(TestFleet fleet) =>
        fleet.Get<IOutages>().ListAsync(fleet.Operator, false, default);

    private static async Task BeatAsync(TestFleet fleet, IEnumerable<LiveHub> hubs)
    {
        foreach (LiveHub hub in hubs)
        {
            await fleet.SendAsync(hub, Messages.Heartbeat(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>Lets time pass while only some hubs are heard.</summary>
    private static async Task PassAsync(TestFleet fleet, int seconds, LiveHub[] heard)
    {
        for (int i = 0; i < seconds; i += 20)
        {
            if (i % 100 == 0)
            {
                await BeatAsync(fleet, heard);
            }

            await fleet.SuperviseAsync(20);
            await fleet.Get<OutageWatch>().RunAsync(default);
        }
    }

    private async Task<LiveHub[]> HomesAsync(TestFleet fleet, int count, string area)
    {
        LiveHub[] hubs = await fleet.AddHubsAsync(count);
        for (int i = 0; i < count; i++)
        {
            _homes.Add(hubs[i].RowId, $"{area} {i + 1}");
        }

        return hubs;
    }

    private Task<TestFleet> StartAsync(StoreProvider provider = StoreProvider.Sqlite) => TestFleet.StartAsync(
        provider,
        services =>
        {
            services.RemoveAll<IHomes>();
            services.AddSingleton<IHomes>(_homes);
        });
}
