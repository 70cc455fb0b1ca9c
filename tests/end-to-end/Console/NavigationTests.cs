// Where each role begins, and where it may go.
using System;
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class NavigationTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task A_responder_begins_with_their_assignments_and_sees_no_list()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddCases(host.Cases);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "nils");
        Assert.EndsWith("/respond", page.Page.Url, StringComparison.Ordinal);
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Larm", Exact = true })).ToHaveCountAsync(0);
        foreach (var path in new[] { "/alarms", "/hubs", "/dispatch" })
        {
            await page.Page.GotoAsync(host.Url + path);
            await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Sidan är inte för din roll");
        }

        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_responder_who_wanted_the_list_is_taken_to_their_assignments()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync(host.Url + "/alarms");
        await page.SignInAsync("nils", OneTownSignIn.Password);
        await page.IsLiveAsync();
        Assert.EndsWith("/respond", page.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("robin", false)]
    [InlineData("siv", true)]
    [InlineData("kim", true)]
    public async Task Only_who_plans_dispatch_has_its_settings_in_the_menu(string person, bool hasIt)
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, person);
        await page.Page.GetByText("Mer", new() { Exact = true }).ClickAsync();
        var link = page.Page.GetByRole(AriaRole.Link, new() { Name = "Larmgrupper och scheman" });
        await Expect(link).ToHaveCountAsync(hasIt ? 1 : 0);
    }
}
