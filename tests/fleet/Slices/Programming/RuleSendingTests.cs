// How a home's rules reach the hub, and what the hub's word makes of them.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Gateway;
using Fleet.Server.Programming;
using Fleet.Server.Programming.Settings;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Slices.Tests.World;
using static Slices.Tests.Programming.RuleSamples;

namespace Slices.Tests.Programming;

public sealed class RuleSendingTests
{
    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HBG_017_a_change_reaches_the_hub_proven_and_is_in_force_when_the_hub_says_so(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await RuleHub.AddAsync(fleet);
        RulesView before = await FindAsync(fleet, hub);
        Assert.Equal((0L, null, null), (before.Version, before.Newest, before.InForce));

        Assert.Equal(DocumentState.Sent, (await DoneAsync(fleet, hub, Inactivity(4), seen: 0)).State);
        Assert.Equal(4 * 3_600, DelayOf(hub.Receive(1)));
        Assert.True(fleet.Downlink.WasKept(hub.Hub, DownlinkKind.Rules), "Sent at least once.");
        Assert.Null((await FindAsync(fleet, hub)).InForce);

        await hub.AnswerAsync(1);
        RulesView after = await FindAsync(fleet, hub);
        Assert.Equal((DocumentState.InForce, 1L), (after.Newest!.State, after.InForce!.Version));
        Assert.False(after.IsDrifted);
        Assert.Single(hub.Parts);
    }

    [Fact]
    public async Task HUL_153_each_home_has_rules_of_its_own_that_no_other_hub_takes()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub one = await RuleHub.AddAsync(fleet);
        RuleHub other = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, one, Inactivity(4), seen: 0);
        await DoneAsync(fleet, other, Inactivity(5), seen: 0);
        Assert.Equal((4 * 3_600, 5 * 3_600), (DelayOf(one.Receive(1)), DelayOf(other.Receive(1))));
        Assert.NotEqual(one.Parts[0].Tag, other.Parts[0].Tag);
        Assert.Equal(4, (await FindAsync(fleet, one)).Newest!.Document!.Rules![0].DelaySeconds / 3_600);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_refused_version_stays_refused_with_the_hubs_words_and_the_one_before_in_force(
        StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, hub, Inactivity(4), seen: 0);
        await hub.AnswerAsync(1);
        await DoneAsync(fleet, hub, Inactivity(5), seen: 1);
        await hub.AnswerAsync(2, AcknowledgementResult.Refused, "rule 1 (id 22), start: contradiction");
        RulesView view = await FindAsync(fleet, hub);
        Assert.Equal(
            (DocumentState.Refused, "rule 1 (id 22), start: contradiction", 1L),
            (view.Newest!.State, view.Newest.Reason, view.InForce!.Version));

        // Nothing more is sent of it, whatever comes.
        int parts = hub.Parts.Length;
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(parts, hub.Parts.Length);

        // And the next one can be made.
        await DoneAsync(fleet, hub, Inactivity(6), seen: 2);
        await hub.AnswerAsync(3);
        Assert.Equal(
            [DocumentState.InForce, DocumentState.Refused, DocumentState.Superseded],
            (await fleet.Get<IHubRules>().VersionsAsync(fleet.Operator, hub.Hub.HubId, null, 10, default))!
                .Select(one => one.State));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_that_was_away_for_long_gets_the_newest_version_and_no_other(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await RuleHub.AddAsync(fleet);
        fleet.Downlink.HasSessions = false;
        for (int hours = 1; hours <= 3; hours++)
        {
            RulesVersionView made = await DoneAsync(fleet, hub, Inactivity(hours), seen: hours - 1);
            Assert.Equal(DocumentState.Waiting, made.State);
            await RoundAsync(fleet);
        }

        fleet.Downlink.HasSessions = true;
        Assert.Empty(hub.Parts);
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal([3L], hub.Parts.Select(part => part.DocumentVersion).Distinct());
        await hub.AnswerAsync(3);
        Assert.Equal(
            [DocumentState.InForce, DocumentState.Superseded, DocumentState.Superseded],
            (await fleet.Get<IHubRules>().VersionsAsync(fleet.Operator, hub.Hub.HubId, null, 10, default))!
                .Select(one => one.State));
    }

    [Fact]
    public async Task A_hub_that_does_not_answer_is_tried_some_times_and_again_after_its_next_hello()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, hub, Inactivity(4), seen: 0);
        for (int minute = 0; minute < 120; minute++)
        {
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            await RoundAsync(fleet);
        }

        Assert.Equal(Limits.Programming.Tries, hub.Parts.Length);
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(Limits.Programming.Tries + 1, hub.Parts.Length);
        Assert.Equal(hub.Parts.Length, hub.Parts.Select(part => part.Sequence).Distinct().Count());

        // An answer to an earlier sending counts as much as one to the last.
        await hub.AnswerPartAsync(hub.Parts[2].Sequence, AcknowledgementResult.Done);
        Assert.Equal(DocumentState.InForce, (await FindAsync(fleet, hub)).Newest!.State);
        await hub.HelloAsync();
        await RoundAsync(fleet);
        Assert.Equal(Limits.Programming.Tries + 1, hub.Parts.Length);
    }

    [Fact]
    public async Task Answers_that_come_twice_late_or_for_another_change_nothing()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await RuleHub.AddAsync(fleet);
        RuleHub other = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, hub, Inactivity(1), seen: 0);
        await DoneAsync(fleet, hub, Inactivity(2), seen: 1);

        // Another hub's answer to this hub's part is about nothing of its own.
        await other.AnswerPartAsync(hub.LastOf(2), AcknowledgementResult.Refused, "not mine");
        Assert.Equal(DocumentState.Sent, (await FindAsync(fleet, hub)).Newest!.State);
        Assert.Null((await FindAsync(fleet, other)).Newest);

        // The second version is in force, then the answer to the first comes: it was sent before.
        await hub.AnswerPartAsync(hub.LastOf(2), AcknowledgementResult.Done, sequence: 900);
        await hub.AnswerPartAsync(hub.LastOf(1), AcknowledgementResult.Done, sequence: 899);
        await hub.AnswerPartAsync(hub.LastOf(2), AcknowledgementResult.Refused, "old version", sequence: 901);
        await hub.AnswerPartAsync(hub.LastOf(2), AcknowledgementResult.Done, sequence: 900);
        RulesView view = await FindAsync(fleet, hub);
        Assert.Equal(
            (DocumentState.InForce, 2L, 2L), (view.Newest!.State, view.InForce!.Version, view.ReportedVersion));
        Assert.Equal(DocumentState.Superseded, (await VersionAsync(fleet, hub, 1)).State);
    }

    [Fact]
    public async Task A_hub_that_could_not_write_it_down_is_sent_it_again()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, hub, Inactivity(1), seen: 0);
        await hub.AnswerAsync(1, AcknowledgementResult.Failed, "document store fault");
        RulesView view = await FindAsync(fleet, hub);
        Assert.Equal((DocumentState.Sent, "document store fault"), (view.Newest!.State, view.Newest.Reason));
        fleet.Time.Advance(TimeSpan.FromSeconds(Limits.Programming.RetrySeconds));
        await RoundAsync(fleet);
        Assert.Equal(2, hub.Parts.Length);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_was_not_answered_is_taken_up_after_a_crash_and_what_was_is_not_lost(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub answered = await RuleHub.AddAsync(fleet);
        RuleHub silent = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, answered, Inactivity(1), seen: 0);
        await DoneAsync(fleet, silent, Inactivity(2), seen: 0);

        // Committed with its batch; nothing of it is written into the versions yet.
        await fleet.SendAsync(answered.Hub, new AcknowledgementMessage
        {
            BootCount = 1,
            Sequence = 7_000,
            AcknowledgedSequence = answered.LastOf(1),
            Result = AcknowledgementResult.Done,
        });
        await using TestFleet next = await fleet.RestartFromCrashAsync();
        await RoundAsync(next);
        Assert.Equal(DocumentState.InForce, (await FindAsync(next, answered.On(next))).Newest!.State);
        Assert.Empty(answered.On(next).Parts);
        Assert.Equal(2 * 3_600, DelayOf(silent.On(next).Receive(1)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_hub_that_runs_other_rules_than_the_wanted_ones_is_found_out(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        RuleHub hub = await RuleHub.AddAsync(fleet);
        await DoneAsync(fleet, hub, Inactivity(1), seen: 0);
        await hub.AnswerAsync(1);
        await DoneAsync(fleet, hub, Inactivity(2), seen: 1);
        await hub.AnswerAsync(2);

        // Its memory has gone back: what is wanted is sent again.
        await hub.TellInForceAsync(1);
        RulesView back = await FindAsync(fleet, hub);
        Assert.Equal((1L, DocumentState.Waiting), (back.InForce!.Version, back.Newest!.State));
        int parts = hub.Parts.Length;
        await RoundAsync(fleet);
        Assert.Equal(parts + 1, hub.Parts.Length);
        await hub.TellInForceAsync(2);
        Assert.Equal(DocumentState.InForce, (await FindAsync(fleet, hub)).Newest!.State);

        // Somebody else has programmed it: shown, and the next version is above that one.
        await hub.TellInForceAsync(40);
        RulesView drifted = await FindAsync(fleet, hub);
        Assert.Equal((true, 40L, null), (drifted.IsDrifted, drifted.ReportedVersion, drifted.InForce));
        Assert.Equal(41, (await DoneAsync(fleet, hub, Inactivity(3), seen: 2)).Version);
        await hub.AnswerAsync(41);
        Assert.False((await FindAsync(fleet, hub)).IsDrifted);
    }

    [Fact]
    public async Task The_largest_rules_travel_in_ten_parts_and_a_byte_more_is_refused_with_its_place()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await RuleHub.AddAsync(fleet);
        int most = Enumerable.Range(1, RuleLimits.MaxRules)
            .TakeWhile(count => fleet.Get<IHubRules>().Check(Large(count), "").IsValid)
            .Last();
        Assert.InRange(most, 1, RuleLimits.MaxRules - 1);
        RulesVersionView made = await DoneAsync(fleet, hub, Large(most), seen: 0);
        Assert.True(made.Bytes > RuleLimits.PartBytes * 9, $"{made.Bytes} bytes");
        Assert.Equal(RuleLimits.MaxParts, hub.Parts.Length);
        Assert.Equal(most, hub.Receive(1)!.Count);
        RulesChange refused = await SetAsync(fleet, hub, Large(most + 1), seen: 1);
        Assert.Equal((RulesResult.Invalid, "document.rules"), (refused.Result, refused.Faults.Single().Field));
    }

    [Fact]
    public async Task More_news_than_there_is_room_for_is_not_kept()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        RuleHub hub = await RuleHub.AddAsync(fleet);
        DocumentProjection projection = new(new PendingDocuments(fleet.Time), new MetHubs());
        for (int i = 0; i <= Limits.Programming.PendingNews; i++)
        {
            projection.Apply(hub.Hub, new AcknowledgementMessage { Sequence = (ulong)i }, default);
        }

        projection.Publish();
        Assert.Equal(Limits.Programming.PendingNews, projection.Take().Count);
    }
}
