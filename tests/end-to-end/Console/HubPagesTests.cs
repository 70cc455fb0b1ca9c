// The hub list and one hub's page.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Fleet.Server.Commands;
using Fleet.Server.Hubs;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class HubPagesTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task The_list_tells_each_hubs_status_in_words_and_when_it_was_proven()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/hubs");
        await Expect(page.Rows).ToHaveCountAsync(6);
        var silent = page.Rows.Filter(new() { HasText = "Storgatan 3 B" });
        await Expect(silent).ToContainTextAsync("Tyst");
        await Expect(silent).ToContainTextAsync("Frånkopplad");
        await Expect(silent.Locator("[data-tick=ago]").First).ToContainTextAsync("sedan");
        var never = page.Rows.Filter(new() { HasText = "Åkervägen 8" });
        await Expect(never).ToContainTextAsync("Aldrig hörd");
        await Expect(never).ToContainTextAsync("Ström okänd");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Nedsatt" }).ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(1);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_row_follows_its_hub_and_stays_in_its_place()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/hubs");
        var last = page.Rows.Last;
        var hubId = await last.GetAttributeAsync("data-hub");
        host.Hubs.Put(hubId!, "Ekbacken 12", HubStatus.Silent);
        await Expect(page.Page.Locator($"[data-hub='{hubId}']")).ToContainTextAsync("Tyst");
        await Expect(last).ToHaveAttributeAsync("data-hub", hubId!);
    }

    [Fact]
    public async Task A_hub_is_found_by_name_and_a_command_reaches_it()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/hubs");
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("ekbacken 12");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.Rows.First.Locator("[data-row-link]").ClickAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Ekbacken 12");
        await Expect(page.Page.Locator(".log li")).ToHaveCountAsync(3);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Provlarm" }).ClickAsync();
        await page.Page.Locator("#command-comment").FillAsync("Ny utlösare");
        await page.Page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Page.Locator("[data-commands] [data-answer]")).ToContainTextAsync("Provlarm: skickat");
        var sent = Assert.Single(host.Commands.All);
        Assert.Equal(
            ("00000000000000a1", HubCommandKind.TestAlarm, "Ny utlösare", false),
            (sent.HubId, sent.Command, sent.Comment, sent.Waits));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task HBG_017_a_restart_is_confirmed_with_its_reason_waits_and_shows_its_result_live(int width)
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/hubs/00000000000000a3");
        await page.Page.SetViewportSizeAsync(width, 800);
        await page.Page.Locator("[data-command='Reboot']").ClickAsync();
        var dialog = page.Page.Locator("[data-dialog='command']");
        await Expect(dialog.Locator("[data-means]")).ToContainTextAsync("väntar med att starta om");
        await dialog.Locator("[data-submit]").ClickAsync();
        await Expect(dialog).ToContainTextAsync("Skriv varför.");
        Assert.Empty(host.Commands.All);
        await dialog.Locator("#command-comment").FillAsync("Hänger sedan i går");
        await dialog.Locator("#command-deadline").SelectOptionAsync("86400");
        await dialog.Locator("[data-waits]").CheckAsync();
        await page.KeepPictureAsync($"hub-command-dialog-{width}");
        await dialog.Locator("[data-submit]").ClickAsync();
        var row = page.Page.Locator("[data-command-number]");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("väntar på hubben");
        await Expect(row).ToContainTextAsync("Hänger sedan i går");
        var asked = Assert.Single(host.Commands.All);
        Assert.Equal(
            (HubCommandKind.Reboot, true, TimeSpan.FromDays(1)),
            (asked.Command, asked.Waits, asked.ExpiresAt - asked.AskedAt));

        host.Commands.Change(asked.Number, command => command with { State = HubCommandState.Sent });
        await Expect(row).ToContainTextAsync("skickat, inget svar än");
        await Expect(row.Locator("[data-withdraw]")).ToHaveCountAsync(0);
        host.Commands.Change(asked.Number, command => command with
        {
            State = HubCommandState.Expired,
            Reason = "alarm in progress",
        });
        await Expect(row).ToContainTextAsync("tiden gick ut: ett larm pågick");

        await page.Page.Locator("[data-command='CollectDiagnostics']").ClickAsync();
        await dialog.Locator("#command-comment").FillAsync("Inför besöket");
        await dialog.Locator("[data-waits]").CheckAsync();
        await dialog.Locator("[data-submit]").ClickAsync();
        await Expect(row).ToHaveCountAsync(2);
        host.Commands.Change(host.Commands.All[1].Number, command => command with
        {
            State = HubCommandState.Done,
            Figures = new Dictionary<string, string>
            {
                ["firmwareVersion"] = "1.0.0",
                ["uptimeSeconds"] = "864000",
                ["batteryPercent"] = "96",
                ["signalDbm"] = "-97",
                ["sessions"] = "4",
                ["journalPercent"] = "41",
                ["lastFault"] = "320026",
            },
        });
        await row.First.Locator("[data-figures] summary").ClickAsync();
        await Expect(row.First).ToContainTextAsync("Tid sedan start");
        await Expect(row.First).ToContainTextAsync("10 d 00:00:00");
        await Expect(row.First).ToContainTextAsync("32/26");
        await page.KeepPictureAsync($"hub-commands-{width}");
        var scroll = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(scroll <= width, $"{scroll} px wide at {width} px");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_command_that_waits_is_taken_back_from_the_page()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/hubs/00000000000000a3");
        await page.Page.Locator("[data-command='PlayPhrase']").ClickAsync();
        await page.Page.Locator("#command-comment").FillAsync("Prov av högtalare");
        await page.Page.Locator("[data-waits]").CheckAsync();
        await page.Page.Locator("[data-submit]").ClickAsync();
        await page.Page.Locator("[data-withdraw]").ClickAsync();
        await Expect(page.Page.Locator("[data-command-number]")).ToContainTextAsync("tillbakataget");
        Assert.Equal(72, Assert.Single(host.Commands.All).Argument);
    }

    [Fact]
    public async Task HUL_122_a_hubs_page_shows_its_open_tickets_and_nobodys_name()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        host.Tickets.Put("00000000000000a1", TicketStatus.WaitingSupplier, FaultComponent.Device);
        host.Tickets.Put("00000000000000a1", TicketStatus.Done, FaultComponent.Device);
        host.Tickets.Put("00000000000000a2", TicketStatus.New, FaultComponent.Device);
        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/hubs/00000000000000a1");
        await Expect(page.Page.Locator("[data-ticket]")).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("[data-ticket='1']")).ToContainTextAsync("Väntar på leverantören");
        await Expect(page.Page.Locator("main")).Not.ToContainTextAsync("Provsson");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Gör en felanmälan" }))
            .ToHaveAttributeAsync("href", "tickets/new?hub=00000000000000a1");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HBG_095_a_hub_that_cannot_be_reached_is_said_so_and_each_role_has_its_own_commands()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var admin = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/hubs/00000000000000a3");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Tyst prov" }).ClickAsync();
        await admin.Page.Locator("#command-comment").FillAsync("x");
        await admin.Page.Locator("[data-submit]").ClickAsync();
        await Expect(admin.Page.Locator("[data-dialog='command']")).ToContainTextAsync("Hubben är borta just nu.");
        await using var op = await OperatorPage.SignedInAsync(
            browser, host.Url, "robin", path: "/hubs/00000000000000a3");
        await Expect(op.Page.Locator("h1")).ToHaveTextAsync("Storgatan 3 B");
        await Expect(op.Page.Locator("[data-command]")).ToHaveCountAsync(4);
        await Expect(op.Page.Locator("[data-command='Reboot']")).ToHaveCountAsync(0);
        await Expect(op.Page.Locator("[data-command='DialNumber']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nothing_to_show_is_said_plainly()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/hubs");
        await Expect(page.Page.GetByText("Inga hubbar är registrerade ännu.")).ToBeVisibleAsync();
        await page.Page.GotoAsync(host.Url + "/hubs/ffffffffffffffff");
        await Expect(page.Page.GetByText("Det finns ingen sådan hub")).ToBeVisibleAsync();
    }
}
