// The hub list and one hub's page.
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Supervision;
using Fleet.Server.Tickets;
using Hub.Protocols.Messages;
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
        await Expect(page.Answer).ToContainTextAsync("Skickat till hubben: Provlarm.");
        Assert.Equal([("00000000000000a1", CommandKind.TestAlarm)], host.Hubs.Sent);
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
    public async Task A_hub_that_cannot_be_reached_is_said_so_and_an_operator_has_no_commands()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await using var admin = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/hubs/00000000000000a3");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Tyst prov" }).ClickAsync();
        await Expect(admin.Answer).ToContainTextAsync("Hubben kan inte nås just nu.");
        await using var op = await OperatorPage.SignedInAsync(
            browser, host.Url, "robin", path: "/hubs/00000000000000a3");
        await Expect(op.Page.Locator("h1")).ToHaveTextAsync("Storgatan 3 B");
        await Expect(op.Page.Locator("[data-command]")).ToHaveCountAsync(0);
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
