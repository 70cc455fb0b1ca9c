// Rules are tried on what has happened before they are sent, on a phone and on a desk.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class RuleTrialPageTests(ChromiumBrowser browser)
{
    private const string HubId = "00000000000000a1";
    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 10, 0, TimeSpan.Zero);

    private static RuleEntry WentOut => GeneralPlan.Rules.First(one => one.Requirement == "HUL-025").Rule with
    {
        DelaySeconds = 600,
    };

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task HUL_045_what_would_vanish_is_seen_before_it_is_sent_and_visits_are_warned_of(int width)
    {
        await using var host = await HostAsync();
        host.Trial.Answer = new TrialAnswer(RulesResult.Done, Found(), []);
        await using var page = await PageAsync(host, width);
        await page.Page.Locator("[data-rule='25'] summary").ClickAsync();
        await page.Page.GetByLabel("Tid", new() { Exact = true }).FillAsync("20");
        await page.Page.Locator("[data-try]").ClickAsync();
        await Expect(page.Page.Locator("[data-try]")).ToHaveTextAsync("Pröva mot de senaste 30 dagarna");
        await Expect(page.Page.Locator("[data-trial-visited]")).ToContainTextAsync(
            "1 larm som ledde till besök hade uteblivit");
        await Expect(page.Page.Locator("[data-trial-summary]")).ToContainTextAsync("2 larm uteblivit, 0 tillkommit");
        await Expect(page.Page.Locator("[data-trial-trust]")).ToContainTextAsync("3 av de 4 larm");
        await Expect(page.Page.Locator("[data-trial-gap=Restarted]")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("[data-trial-list=Vanish] [data-trial-alarm]")).ToHaveCountAsync(2);
        await Expect(page.Page.Locator("[data-trial-list=Vanish] a").First).ToHaveAttributeAsync(
            "href", $"cases/{Found().Vanish[0].Case!.CaseId}");
        await Expect(page.Page.Locator("[data-trial-list=Stay]")).ToContainTextAsync("i stället");

        // Whoever uses a screen reader is led to the result, and told of it.
        await Expect(page.Page.Locator("#trial-title")).ToBeFocusedAsync();
        await Expect(page.Page.Locator("[data-trying]")).ToContainTextAsync("2 larm hade uteblivit");

        // The draft was tried as it stands, and nothing was saved.
        Assert.Equal(1_200, host.Trial.Asked!.Document!.Rules![0].DelaySeconds);
        Assert.Equal(1, host.Rules.Newest!.Version);
        await page.KeepPictureAsync($"rule-trial-{width}");
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(
            "() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        Assert.Empty(await AccessibilityTests.FaultsOfAsync(page));
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task Rules_that_no_hub_takes_are_not_tried_and_the_fault_is_at_its_field()
    {
        await using var host = await HostAsync();
        host.Trial.Answer = new TrialAnswer(
            RulesResult.Invalid, null, [new("document.rules[0].delaySeconds", "must be 0 to 604800.")]);
        await using var page = await PageAsync(host, 1440);
        await page.Page.Locator("[data-try]").ClickAsync();
        await Expect(page.Page.Locator("[data-trying]")).ToContainTextAsync("går inte att pröva");
        await Expect(page.Page.Locator("[data-fault=delaySeconds]")).ToContainTextAsync("604800");
        await Expect(page.Page.Locator("[data-trial]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rules_changed_since_a_trial_and_a_time_without_events_are_said()
    {
        await using var host = await HostAsync();
        host.Trial.Answer = new TrialAnswer(
            RulesResult.Done,
            Found() with { CoveredFrom = null, CoveredTo = null, Gaps = [Gap(TrialGapKind.NotKept)] },
            []);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "kim", path: "/language/en");
        await page.Page.GotoAsync($"{host.Url}/hubs/{HubId}/rules");
        await page.Page.Locator("[data-try]").ClickAsync();
        await Expect(page.Page.Locator("[data-trial-unknown]")).ToContainTextAsync("The trial can say nothing");
        await Expect(page.Page.Locator("[data-trial-gap=NotKept]")).ToContainTextAsync("no events are kept");
        await Expect(page.Page.Locator("[data-trial-stale]")).ToHaveCountAsync(0);
        await page.Page.Locator("[data-add]").ClickAsync();
        await Expect(page.Page.Locator("[data-trial-stale]")).ToContainTextAsync("Try again");
    }

    [Fact]
    public async Task HUL_044_who_may_not_change_rules_has_nothing_to_try()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, 1440, "robin");
        await Expect(page.Page.Locator("[data-sentence]")).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("[data-try]")).ToHaveCountAsync(0);
    }

    private static TrialView Found()
    {
        TriedAlarm wrong = Alarm(0, null, new TrialCase(
            new Guid(1, 0, 0, new byte[8]), 41, CaseState.Closed, CaseOutcome.WrongAlarm, false, false, true));
        TriedAlarm visited = Alarm(30, null, new TrialCase(
            new Guid(2, 0, 0, new byte[8]), 42, CaseState.Closed, CaseOutcome.Visited, true, true, false));
        TriedAlarm later = Alarm(60, 70, new TrialCase(
            new Guid(3, 0, 0, new byte[8]), 43, CaseState.Closed, CaseOutcome.Visited, true, true, false));
        return new TrialView(
            HubId,
            At.AddDays(-20),
            At.AddDays(10),
            At.AddDays(-20),
            At.AddDays(10),
            712,
            [Gap(TrialGapKind.Restarted)],
            new TrialCounts(2, 1, 1, 1, 0, 1),
            new TrialTrust(4, 3, [Alarm(90, null, null)], []),
            [wrong, visited],
            [],
            [later]);
    }

    private static TriedAlarm Alarm(int minutes, int? newMinutes, TrialCase? known) => new(
        25,
        "Om en dörr öppnas och ingen rörelse märks inom 10 minuter: larm.",
        At.AddMinutes(minutes),
        newMinutes is { } later ? At.AddMinutes(later) : null,
        At.AddMinutes(minutes - 10),
        false,
        known);

    private static TrialGap Gap(TrialGapKind kind) => new(kind, At.AddDays(-3), At.AddDays(-2));

    private static async Task<ConsoleHost> HostAsync()
    {
        var host = await ConsoleHost.StartedAsync();
        host.Hubs.Put(HubId, "Ekbacken 12", HubStatus.Ok);
        host.Rules.Put(new RuleSetEntry(Rules: [WentOut]));
        host.Rules.Answer(DocumentState.InForce);
        return host;
    }

    private Task<OperatorPage> PageAsync(ConsoleHost host, int width, string userName = "kim") =>
        OperatorPage.SignedInAsync(
            browser, host.Url, userName, path: $"/hubs/{HubId}/rules",
            options: new() { ViewportSize = new() { Width = width, Height = 900 } });
}
