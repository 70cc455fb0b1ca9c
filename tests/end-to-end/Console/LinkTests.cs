// A page must never look calm when it is blind.
using System.Threading.Tasks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class LinkTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Without_its_server_the_page_says_so_sounds_and_comes_back_as_it_was()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/alarms?state=all");
        await page.AllowSoundAsync();
        await host.StopAsync();
        await Expect(page.Page.Locator("#blind")).ToBeVisibleAsync();
        await Expect(page.Page).ToHaveTitleAsync("⚠ Ingen kontakt med servern – Larm – Välfärdshub");
        await page.SoundIsAsync("technical");
        await page.Page.Locator("#blind").GetByRole(AriaRole.Button, new() { Name = "Tysta 60 s" }).ClickAsync();
        await page.SoundIsAsync("none");
        host.Cases.Raise();
        await host.StartAsync();
        await Expect(page.Page.Locator("#blind")).ToBeHiddenAsync();
        await page.IsLiveAsync();
        await Expect(page.Row(1)).ToBeVisibleAsync();
        await Expect(page.Page).ToHaveURLAsync(host.Url + "/alarms?state=all");
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_told_to_be_old_and_then_fresh_again()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await Expect(page.Page.Locator("#stale")).ToBeHiddenAsync();
        host.Cases.IsBroken = true;
        await Expect(page.Page.Locator("#stale")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#stale")).ToContainTextAsync("Listan lästes senast");
        host.Cases.IsBroken = false;
        await Expect(page.Page.Locator("#stale")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_was_written_in_a_dialog_survives_a_new_start_of_the_server()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: $"/cases/{view.CaseId}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Ta larmet" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Avsluta larmet" }).ClickAsync();
        await page.Dialog.GetByLabel("Anteckning").FillAsync("Halvskriven");
        await host.StopAsync();
        await Expect(page.Page.Locator("#blind")).ToBeVisibleAsync();
        await host.StartAsync();
        await page.IsLiveAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Avsluta larmet" }).ClickAsync();
        await Expect(page.Dialog.GetByLabel("Anteckning")).ToHaveValueAsync("Halvskriven");
    }
}
