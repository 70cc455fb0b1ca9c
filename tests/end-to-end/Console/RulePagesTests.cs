// A home's rules as the alarm-responsible person sees and changes them, on a phone and on a desk.
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class RulePagesTests(ChromiumBrowser browser)
{
    private const string HubId = "00000000000000a1";

    private static RuleEntry Inactivity => GeneralPlan.Rules[0].Rule;

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task HUL_043_HUL_046_a_delay_is_changed_with_its_reason_and_the_old_one_is_struck_through(int width)
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, width);
        await Expect(page.Page.Locator("[data-sentence]")).ToContainTextAsync("ingen rörelse märks på 4 timmar");
        await Expect(page.Page.Locator("[data-state]")).ToHaveAttributeAsync("data-state", "InForce");
        await page.Page.Locator("[data-rule='22'] summary").ClickAsync();
        await page.Page.GetByLabel("Tid", new() { Exact = true }).FillAsync("5");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-why-fault]")).Not.ToBeEmptyAsync();
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("Inget är sparat");
        await page.Page.GetByLabel("Varför ändras larmplanen?").FillAsync("För många på natten");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-answer]")).ToContainTextAsync("version 2");
        await Expect(page.Page.Locator("[data-state]")).ToHaveAttributeAsync("data-state", "Sent");
        var change = page.Page.Locator("[data-changes='22'] [data-change='2']");
        await Expect(change.Locator("del")).ToHaveTextAsync("4 timmar");
        await Expect(change.Locator("ins")).ToHaveTextAsync("5 timmar");
        await Expect(change).ToContainTextAsync("För många på natten");
        await Expect(page.Page.Locator("[data-running]")).ToContainTextAsync("4 timmar");

        // The page follows the hub's answer by itself.
        host.Rules.Answer(DocumentState.Refused, "rule 1 (id 22), start: contradiction");
        await Expect(page.Page.Locator("[data-state]")).ToContainTextAsync("rule 1 (id 22), start: contradiction");
        await page.KeepPictureAsync($"rules-{width}");
        var tooWide = await page.Page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{tooWide} px too wide");
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task A_fault_is_shown_at_its_field_and_nothing_is_saved()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, 1440);
        await page.Page.Locator("[data-rule='22'] summary").ClickAsync();
        await page.Page.GetByLabel("Tid", new() { Exact = true }).FillAsync("9999");
        await page.Page.GetByLabel("Varför ändras larmplanen?").FillAsync("Prov");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-fault=delaySeconds]")).ToContainTextAsync("604800");
        await Expect(page.Page.GetByLabel("Tid", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal(1, host.Rules.Newest!.Version);
    }

    [Fact]
    public async Task A_rule_is_added_from_the_plan_and_an_earlier_version_is_taken_again()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, 1440);
        await page.Page.GetByLabel("Lägg till från den generella larmplanen").SelectOptionAsync("3");
        await page.Page.Locator("[data-add]").ClickAsync();
        await Expect(page.Page.Locator("[data-rule]")).ToHaveCountAsync(2);
        await page.Page.GetByLabel("Varför ändras larmplanen?").FillAsync("Går ut på natten");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-version]")).ToHaveAttributeAsync("data-version", "2");
        Assert.Equal([22, 25], host.Rules.Newest!.Document!.Rules!.Select(rule => rule.Id));

        await page.Page.GetByLabel("Varför ändras larmplanen?").FillAsync("Som förut");
        await page.Page.Locator("[data-version-row='1'] button").ClickAsync();
        await Expect(page.Page.Locator("[data-version]")).ToHaveAttributeAsync("data-version", "3");
        await Expect(page.Page.Locator("[data-rule]")).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("[data-changes='25'] [data-change='3'] del")).ToBeVisibleAsync();
        Assert.Equal(1, host.Rules.Newest!.RestoredFrom);
    }

    [Fact]
    public async Task Who_changed_them_meanwhile_is_said_and_nothing_of_theirs_is_lost()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, 1440);
        host.Rules.Put(new RuleSetEntry(Rules: [Inactivity with { DelaySeconds = 7_200 }]), "Bo");
        await page.Page.GetByLabel("Varför ändras larmplanen?").FillAsync("Prov");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("version 2 är gjord av Bo");
        await page.Page.Locator("[data-read]").ClickAsync();
        await Expect(page.Page.Locator("[data-sentence]")).ToContainTextAsync("2 timmar");
        Assert.Equal(2, host.Rules.Newest!.Version);
    }

    [Fact]
    public async Task HUL_044_who_is_not_alarm_responsible_sees_the_rules_and_changes_none()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, 1440, "robin");
        await Expect(page.Page.Locator("[data-sentence]")).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("[data-save], [data-rule] summary, [data-add]")).ToHaveCountAsync(0);
        await Expect(page.Page.GetByText("Bara larmansvarig får ändra")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_hubs_page_leads_to_its_rules_in_the_language_that_was_chosen()
    {
        await using var host = await HostAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "kim", path: "/language/en");
        await page.Page.GotoAsync($"{host.Url}/hubs/{HubId}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Rules", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator("[data-sentence]")).ToContainTextAsync("no motion is noticed for 4 hours");
        await Expect(page.Page).ToHaveTitleAsync(new Regex("Rules of the home"));
    }

    private static async Task<ConsoleHost> HostAsync()
    {
        var host = await ConsoleHost.StartedAsync();
        host.Hubs.Put(HubId, "Ekbacken 12", HubStatus.Ok);
        host.Rules.Put(new RuleSetEntry(Rules: [Inactivity]));
        host.Rules.Answer(DocumentState.InForce);
        return host;
    }

    private Task<OperatorPage> PageAsync(ConsoleHost host, int width, string userName = "kim") =>
        OperatorPage.SignedInAsync(
            browser, host.Url, userName, path: $"/hubs/{HubId}/rules",
            options: new() { ViewportSize = new() { Width = width, Height = 900 } });
}
