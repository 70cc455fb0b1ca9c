// The pages of releases and rollouts.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Updates;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class RolloutPagesTests(ChromiumBrowser browser)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Each_page_is_in_words_fits_and_has_no_fault_that_axe_finds(int width)
    {
        await using var host = await ConsoleHost.StartedAsync();
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 800 } };
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "kim", options: options);
        List<string> found = [];
        foreach (var (name, path, ready) in new[]
        {
            ("rollouts", "/rollouts", "[data-rollout='3']"),
            ("rollouts-past", "/rollouts?show=past", "[data-rollout='1']"),
            ("rollout", "/rollouts/3", "[data-hub-state]"), ("releases", "/releases", "[data-rehearsal]"),
        })
        {
            await page.Page.GotoAsync(host.Url + path);
            await page.Page.Locator(ready).First.WaitForAsync();
            found.AddRange((await AccessibilityTests.FaultsOfAsync(page)).Select(one => $"{name}: {one}"));
            string text = await page.Page.Locator("main").InnerTextAsync();
            found.AddRange(new[] { "State_", "Hub_", "Wait_", "Step_", "Count_", "Tab_", "Why_", "NoRadio" }
                .Where(key => text.Contains(key, StringComparison.Ordinal)).Select(key => $"{name}: {key}"));
            var wide = await page.Page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            found.AddRange(wide > 0 ? [$"{name}: {wide} px too wide"] : []);
            await page.KeepPictureAsync($"{name}-{width}");
        }

        Assert.Equal([], found);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task To_stop_takes_a_reason_and_to_go_back_the_number_too()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "kim");
        await page.Page.GotoAsync(host.Url + "/rollouts/3");
        await page.IsLiveAsync();
        await page.Page.Locator("[data-step=Stop]").ClickAsync();
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("Skriv varför");
        await page.Page.Locator("#steer-why").FillAsync("radion");
        await page.Page.Locator("[data-step=Stop]").ClickAsync();
        await Expect(page.Page.Locator("[data-rollout-state=Stopped]")).ToBeVisibleAsync();
        await page.Page.Locator("#steer-why").FillAsync("tillbaka");
        await page.Page.Locator("[data-step=Revert]").ClickAsync();
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("nummer");
        await page.Page.Locator("#steer-confirm").FillAsync("3");
        await page.Page.Locator("[data-step=Revert]").ClickAsync();
        await Expect(page.Page.Locator("[data-rollout-state=Reverting]")).ToBeVisibleAsync();
        Assert.Equal(
            [(3L, RolloutStep.Stop, "radion"), (3L, RolloutStep.Revert, "tillbaka")], host.Rollouts.Steps);
    }

    [Fact]
    public async Task A_new_rollout_shows_first_what_it_would_do()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "kim");
        await page.Page.GotoAsync(host.Url + "/rollouts");
        await page.IsLiveAsync();
        await page.Page.Locator("[data-plan]").ClickAsync();
        await Expect(page.Page.Locator("[data-fault=comment]")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("[data-make]")).ToHaveCountAsync(0);
        await page.Page.Locator("#rollout-why").FillAsync("bättre radio");
        await page.Page.Locator("[data-plan]").ClickAsync();
        await Expect(page.Page.Locator("[data-planned]")).ToContainTextAsync("2 hubbar i 2 etapper, 1 är inte med");
        await Expect(page.Page.Locator("[data-planned-hub='00000000000000a3']"))
            .ToContainTextAsync("behöver version 15 först");
        await page.KeepPictureAsync("rollout-plan-1280");
        await page.Page.Locator("[data-make]").ClickAsync();
        await Expect(page.Page.Locator("[data-rollout-state=Draft]")).ToBeVisibleAsync();
    }
}
