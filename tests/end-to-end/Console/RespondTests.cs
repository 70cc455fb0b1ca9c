// A responder's pages on a phone.
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using Fleet.Server.Dispatch;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class RespondTests(ChromiumBrowser browser)
{
    private static readonly BrowserNewContextOptions Phone = new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        HasTouch = true,
    };

    [Fact]
    public async Task HBG_067_a_responder_takes_a_case_is_there_and_is_done_with_one_hand()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Desk.Home = host.Homes.Put("00000000000000a1");
        var asked = host.Desk.Ask();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "nils", options: Phone);
        await page.Page.Locator("[data-desk=Open]").ClickAsync();
        await page.Page.Locator("[data-do-accept]").WaitForAsync();
        await page.KeepPictureAsync("respond-open");
        var box = await page.Page.Locator("[data-do-accept]").BoundingBoxAsync();
        Assert.True(box is { Height: >= 56, Width: >= 280 } && box.Y + box.Height < 740, $"{box?.Y} {box?.Height}");
        await page.Page.Locator("[data-do-accept]").ClickAsync();
        await page.Page.Locator("[data-do-check-in]").WaitForAsync();
        var article = page.Page.Locator("article");
        await Expect(article).ToContainTextAsync("Ekbacken 12, 252 21 Helsingborg");
        await Expect(article).ToContainTextAsync("Bertil Ek larmade");
        await Expect(article).ToContainTextAsync("K 17");
        await Expect(article).ToContainTextAsync("Gå in med nyckel om ingen öppnar.");
        await Expect(article.Locator(".told li")).ToHaveCountAsync(2);
        await page.KeepPictureAsync("respond-mine");
        await page.Page.Locator("[data-do-check-in]").ClickAsync();
        await page.Page.Locator("[data-do-check-out]").ClickAsync();
        await Expect(page.Page.Locator("article[data-desk=Done]")).ToBeVisibleAsync();
        Assert.Equal(DeskState.Done, host.Desk.Get(asked.CaseId).State);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HUL_033_a_wrong_alarm_is_told_with_one_tap()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var asked = host.Desk.Ask(state: DeskState.Mine);
        await using var page = await OpenedAsync(host, $"/respond/{asked.CaseId}");
        await page.Page.Locator("[data-do-wrong]").ClickAsync();
        await page.Page.Locator("[data-wrong]").WaitForAsync();
        Assert.Equal([asked.CaseId], host.Desk.Wrong);
    }

    [Fact]
    public async Task HUL_062_a_case_that_somebody_else_takes_says_so_by_itself()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var asked = host.Desk.Ask();
        await using var page = await OpenedAsync(host, "/respond");
        await page.Page.Locator("[data-desk=Open]").WaitForAsync();
        host.Desk.Move(asked.CaseId, DeskState.Taken, "Larm 2");
        // Any news of a case of the municipality has the page look again.
        host.Cases.Raise();
        await Expect(page.Page.Locator("[data-desk=Taken]")).ToContainTextAsync("Larm 2");
    }

    [Fact]
    public async Task HBG_070_a_link_shows_the_home_until_its_time_is_over()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Desk.Home = host.Homes.Put("00000000000000a1");
        host.Desk.Ask(state: DeskState.Mine);
        host.Desk.EndsAt = Town.Now.AddSeconds(8);
        await using var page = await OpenedAsync(host, $"/r/{InMemoryDesk.Token}");
        await Expect(page.Page.Locator("article")).ToContainTextAsync("Astrid Ek");
        await Expect(page.Page.Locator("[data-refused=Expired]")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("Astrid Ek")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task HBG_070_a_link_that_another_has_opened_shows_nothing()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Desk.Home = host.Homes.Put("00000000000000a1");
        host.Desk.Ask();
        await using var page = await OpenedAsync(host, "/r/another");
        await Expect(page.Page.Locator("[data-refused=BoundToAnother]")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("K 17")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task HUL_052_declining_is_one_tap_too()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var asked = host.Desk.Ask();
        await using var page = await OpenedAsync(host, $"/respond/{asked.CaseId}");
        await page.Page.Locator("[data-do-decline]").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Noterat. Nästa i tur larmas.");
    }

    [Fact]
    public async Task An_operator_has_no_responders_page()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "robin");
        await page.Page.GotoAsync(host.Url + "/respond");
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Sidan är inte för din roll");
    }

    private Task<OperatorPage> OpenedAsync(ConsoleHost host, string path) =>
        OperatorPage.SignedInAsync(browser, host.Url, "nils", path: path, options: Phone);
}
