// The dispatch settings: groups, rotas, chains, messages, homes.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Dispatch;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class PlanningTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task HBG_079_a_number_is_changed_from_a_day_and_time_in_advance()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Dispatch.Fill();
        await using var page = await OpenedAsync(host, "/dispatch/groups");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Hemtjänst Söder" }).ClickAsync();
        await page.Page.Locator("[data-change-number]").First.ClickAsync();
        await page.Dialog.GetByLabel("Nytt nummer").FillAsync("070-123 45 67");
        await page.Dialog.GetByLabel("Gäller från").FillAsync("2027-07-01T07:30");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Nummerbytet är sparat.");
        var entry = host.Dispatch.Asked.OfType<NumberEntry>().Single();
        Assert.Equal("+46701234567", entry.PhoneNumber);
        Assert.Equal(new DateTimeOffset(2027, 7, 1, 7, 30, 0, TimeSpan.FromHours(2)), entry.From);
        await page.Page.GetByText("Nummerbyten (2)").ClickAsync();
        await Expect(page.Page.Locator(".number-history").First).ToContainTextAsync("Kommande");
        await page.KeepPictureAsync("group");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HBG_065_a_rota_with_a_gap_is_refused_and_the_gap_is_seen_in_the_week()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Dispatch.Fill();
        await using var page = await OpenedAsync(host, "/dispatch/rotas");
        await Expect(page.Page.Locator(".has-gap")).ToHaveCountAsync(0);
        await page.KeepPictureAsync("rotas");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Söder", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator("[data-window]")).ToHaveCountAsync(2);
        await page.Page.Locator("[data-window]").Last.GetByText("Ta bort").ClickAsync();
        await Expect(page.Page.Locator(".has-gap")).ToHaveCountAsync(7);
        await Expect(page.Page.Locator(".week")).ToContainTextAsync("Ingen har jour");
        await page.KeepPictureAsync("rota-gap");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[role=alert] .note")).ToContainTextAsync("Då skulle larm stå utan mottagare");
    }

    [Fact]
    public async Task HBG_068_a_chain_is_read_in_words_and_its_timers_are_changed_with_a_reason()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OpenedAsync(host, "/dispatch/chains");
        await Expect(page.Page.Locator(".chain")).ToContainTextAsync("Efter 5 min: de som är utlarmade rings upp");
        await page.Page.Locator("[data-edit-chain]").ClickAsync();
        var after = page.Page.Locator("[data-phase=Raised] input[type=number]").First;
        await after.FillAsync("0");
        await after.BlurAsync();
        await page.Page.GetByLabel("Varför ändras kedjan?").FillAsync("Prov");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator(".lint")).ToContainTextAsync("chain.raised[0].afterSeconds");
        await after.FillAsync("90");
        await after.BlurAsync();
        await page.KeepPictureAsync("chain-edit");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator(".chain")).ToContainTextAsync("Efter 1 min 30 s: larmet låter igen");
        await Expect(page.Page.Locator("[data-chain]")).ToContainTextAsync("Prov");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HUL_015_a_template_with_a_name_in_it_is_refused_while_it_is_written()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OpenedAsync(host, "/dispatch/messages");
        var text = page.Page.Locator("#text-DispatchSms");
        await text.FillAsync("Larm {case} hos {name}");
        await Expect(page.Page.Locator("[data-finding=personal-placeholder]")).ToContainTextAsync("{name}");
        await page.KeepPictureAsync("template-refused");
        await page.Page.Locator("[data-template=DispatchSms] [data-save]").ClickAsync();
        await Expect(page.Page.GetByText("Det bryter mot policyn:")).ToBeVisibleAsync();
        await text.FillAsync("Larm {case} {area}");
        await Expect(page.Page.Locator("[data-finding]")).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("[data-length]")).ToContainTextAsync("1 sms");
        await page.Page.Locator("[data-template=DispatchSms] [data-save]").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Sparat. Det gäller från nu.");
        Assert.Equal("Larm {case} {area}", host.Dispatch.Text);
    }

    [Fact]
    public async Task HBG_066_the_policy_is_changed_only_with_a_reason_and_after_a_warning()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OpenedAsync(host, "/dispatch/messages");
        await page.Page.Locator("[data-change-policy]").ClickAsync();
        await page.Dialog.GetByLabel("Med namn och adress").CheckAsync();
        await Expect(page.Dialog).ToContainTextAsync("loggas med ditt namn");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Skriv varför.");
        await page.Dialog.GetByLabel("Varför?").FillAsync("Beslut i nämnden");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Page.Locator("[data-policy=FullDetails]")).ToContainTextAsync("Beslut i nämnden");
    }

    [Fact]
    public async Task HBG_065_what_is_missing_is_shown_by_day_with_a_way_to_mend_it()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Dispatch.Fill();
        await using var page = await OpenedAsync(host, "/dispatch");
        var problem = page.Page.Locator("[data-problem=no-number]");
        await Expect(problem).ToContainTextAsync("Telefonnummer saknas");
        await page.KeepPictureAsync("dispatch");
        await problem.GetByRole(AriaRole.Link, new() { Name = "Nattpatrull" }).ClickAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Nattpatrull");
    }

    [Fact]
    public async Task HBG_058_a_home_is_shown_when_asked_for_and_written_with_its_plan()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        host.Homes.Put("00000000000000a1");
        await using var page = await OpenedAsync(host, "/hubs/00000000000000a1/home");
        await Expect(page.Page.Locator("[data-open-home]")).ToBeVisibleAsync();
        Assert.Empty(host.Homes.Looks);
        await page.Page.Locator("[data-open-home]").ClickAsync();
        await Expect(page.Page.Locator("[data-resident]")).ToHaveCountAsync(2);
        await page.KeepPictureAsync("home-edit");
        await page.Page.GetByLabel("Nyckelnummer").FillAsync("K 18");
        await page.Page.GetByLabel("Vad ska göras vid larm?").FillAsync("Ring först.");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Sparat. Det gäller från nu.");
        var home = host.Homes.Homes["00000000000000a1"];
        Assert.Equal(("K 18", "Ring först.", 2), (home.KeyNumber, home.Plan, home.Residents.Count));
        Assert.Equal("edit", Assert.Single(host.Homes.Looks).Why);
        Assert.Empty(page.Complaints);
    }

    private Task<OperatorPage> OpenedAsync(ConsoleHost host, string path) =>
        OperatorPage.SignedInAsync(browser, host.Url, "siv", path: path);
}
