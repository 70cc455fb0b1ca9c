// The alarm list: live, in order, and still under the operator's hand.
using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class AlarmListTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task A_new_alarm_shows_by_itself_in_the_title_and_among_the_new_ones()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await Expect(page.Page.GetByText("Inga öppna personlarm.")).ToBeVisibleAsync();
        host.Cases.Raise(hubName: "Ekbacken 12");
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await Expect(page.NewRows.First).ToContainTextAsync("Ekbacken 12");
        await Expect(page.NewRows.First).ToContainTextAsync("Larmknapp · tryckning");
        await Expect(page.NewRows.First).ToContainTextAsync("Väntar");
        await Expect(page.Page).ToHaveTitleAsync("(1) Larm – Välfärdshub");
        await Expect(page.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("type", "image/png");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Unclaimed_ones_of_the_highest_priority_stand_first_and_of_those_the_oldest()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise(priority: 2, age: TimeSpan.FromMinutes(9));
        host.Cases.Raise(priority: 1, age: TimeSpan.FromMinutes(1));
        host.Cases.Raise(priority: 1, age: TimeSpan.FromMinutes(5));
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Row(3).GetByRole(AriaRole.Button, new() { Name = "Ta" }).ClickAsync();
        // The button that was clicked has the focus and holds the list: order asked for too early would be the old one.
        await Expect(page.Row(3)).ToHaveClassAsync(new Regex("is-claimed"));
        await page.Page.Mouse.MoveAsync(5, 5);
        await page.Page.Keyboard.PressAsync("r");
        await Expect(page.Rows.Last).ToHaveAttributeAsync("data-number", "3");
        await page.StandInOrderAsync(2, 1, 3);
    }

    [Fact]
    public async Task No_row_moves_under_the_pointer_and_all_fall_in_place_when_it_leaves()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise(priority: 3, age: TimeSpan.FromMinutes(9));
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        var row = page.Row(1);
        await row.HoverAsync();
        var before = await row.BoundingBoxAsync();
        var newcomers = Enumerable.Range(0, 6).Select(_ => host.Cases.Raise(priority: 1)).ToList();
        await Expect(page.NewRows).ToHaveCountAsync(6);
        host.Cases.Claim(Town.Sasha, newcomers[0].CaseId);
        host.Cases.Close(Town.Sasha, newcomers[0].CaseId, CaseOutcome.Call, "");
        await Expect(page.Row(2)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("is-gone"));
        var after = await row.BoundingBoxAsync();
        Assert.Equal(before!.Y, after!.Y);
        Assert.Equal(6, await page.NewRows.CountAsync());
        await page.Page.Mouse.MoveAsync(5, 5);
        await Expect(page.NewRows).ToHaveCountAsync(5);
        await Expect(page.Row(2)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task No_row_moves_under_the_focus_until_the_operator_asks_and_the_focus_stays_with_its_case()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise(priority: 3, age: TimeSpan.FromMinutes(9));
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Page.Mouse.MoveAsync(5, 5);
        await page.Page.Keyboard.PressAsync("j");
        await Expect(page.Row(1).Locator("[data-row-link]")).ToBeFocusedAsync();
        host.Cases.Raise(priority: 1);
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await page.Page.Keyboard.PressAsync("r");
        await Expect(page.NewRows).ToHaveCountAsync(0);
        await page.StandInOrderAsync(2, 1);
        await Expect(page.Row(1).Locator("[data-row-link]")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_age_ticks_in_the_browser()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise(age: TimeSpan.FromSeconds(50));
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        var age = page.Row(1).Locator("time.age");
        var first = await age.InnerTextAsync();
        Assert.Matches("^0[0-9]:[0-9]{2}$", first);
        await Expect(age).Not.ToHaveTextAsync(first);
        await Expect(age).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(
            @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0[12]:00$"));
    }

    [Fact]
    public async Task Person_technical_and_test_stand_apart_and_only_the_latter_two_can_be_handled_in_bulk()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddCases(host.Cases);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await Expect(page.Section("Personlarm").Locator("[data-row]")).ToHaveCountAsync(2);
        await Expect(page.Section("Provlarm").Locator("[data-row]")).ToHaveCountAsync(1);
        await Expect(page.Section("Personlarm").Locator("input[type=checkbox]")).ToHaveCountAsync(0);
        var technical = page.Section("Tekniska larm");
        await technical.GetByLabel("Markera alla").CheckAsync();
        await technical.GetByRole(AriaRole.Button, new() { Name = "Ta (2)", Exact = true }).ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("2 av 2 larm är tagna.");
        await technical.GetByRole(AriaRole.Button, new() { Name = "Avsluta (2)" }).ClickAsync();
        await page.Page.GetByLabel("Felet är borta").CheckAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Avsluta" }).ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("2 av 2 larm är avslutade.");
        await page.Page.Mouse.MoveAsync(5, 5);
        await page.Page.Keyboard.PressAsync("r");
        await Expect(page.Page.GetByText("Inga öppna tekniska larm.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_filter_is_in_the_address_and_what_it_hides_is_told()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddCases(host.Cases);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Avslutade" }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(host.Url + "/alarms?state=closed");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await Expect(page.Rows.First).ToContainTextAsync("Besök gjordes");
        await Expect(page.Page.GetByText("4 larm som väntar visas inte med det här filtret.")).ToBeVisibleAsync();
        await page.Page.GotoAsync(host.Url + "/alarms?state=all&hub=00000000000000a2");
        await Expect(page.Rows).ToHaveCountAsync(2);
        await Expect(page.Page.GetByText("Bara Ekbacken 14")).ToBeVisibleAsync();
        var search = page.Page.Locator("#search");
        do
        {
            // A page just opened gives its heading the focus, once: what was begun before that is begun anew.
            await page.Page.Keyboard.PressAsync("Escape");
            await page.Page.Keyboard.PressAsync("/");
            await page.Page.Keyboard.TypeAsync("fallsensor");
        }
        while (await search.InputValueAsync() != "fallsensor");

        await search.PressAsync("Enter");
        await Expect(page.Page).ToHaveURLAsync(
            host.Url + "/alarms?state=all&hub=00000000000000a2&q=fallsensor");
        await Expect(page.Rows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_change_that_the_feed_lost_is_found_at_the_next_reading()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        host.Cases.IsFeedSilent = true;
        host.Cases.Raise();
        await Expect(page.NewRows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Repeated_presses_are_counted_in_the_row_and_told_at_once()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise(hubName: "Ekbacken 12");
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        host.Cases.PressAgain(view.CaseId);
        await Expect(page.Row(1).Locator(".presses.is-many")).ToHaveTextAsync("×2");
        await Expect(page.Page.Locator("[role=alert]")).ToHaveTextAsync("Larm 1, Ekbacken 12: tryckt 2 gånger.");
    }

    [Fact]
    public async Task A_flood_of_two_thousand_alarms_shows_the_most_urgent_and_says_how_many_more()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        for (var i = 0; i < 2000; i++)
        {
            host.Cases.Raise(hubId: $"{i:x16}", hubName: $"plats-{i:0000}");
        }

        await Expect(page.Page.Locator(".bar .count")).ToContainTextAsync("2000");
        await page.Page.Keyboard.PressAsync("r");
        await Expect(page.Page.GetByText("1800 larm till ryms inte i listan.")).ToBeVisibleAsync();
        await Expect(page.Section("Personlarm").Locator("[data-row]")).ToHaveCountAsync(200);
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");
    }
}
