// Claiming and closing: one owner, and everybody sees who.
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using Fleet.Server.Alarms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class ClaimTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Of_two_who_claim_at_the_same_time_one_wins_and_the_other_sees_who()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise();
        host.Cases.Gate = new ClaimGate(2);
        await using var kim = await OperatorPage.SignedInAsync(browser, host.Url);
        await using var robin = await OperatorPage.SignedInAsync(browser, host.Url, "robin");
        var button = new PageGetByRoleOptions { Name = "Ta Larm 1" };
        await Task.WhenAll(
            kim.Page.GetByRole(AriaRole.Button, button).ClickAsync(),
            robin.Page.GetByRole(AriaRole.Button, button).ClickAsync());
        await Expect(kim.Answer).Not.ToBeEmptyAsync();
        await Expect(robin.Answer).Not.ToBeEmptyAsync();
        var hasKimWon = await kim.Answer.InnerTextAsync() == "Du har tagit larm 1.";
        var (winner, loser) = hasKimWon ? (kim, robin) : (robin, kim);
        await Expect(winner.Answer).ToHaveTextAsync("Du har tagit larm 1.");
        var owner = hasKimWon ? "Kim" : "Robin";
        await Expect(loser.Answer).ToHaveTextAsync($"Larm 1 är redan taget av {owner}.");
        await Expect(loser.Row(1)).ToContainTextAsync(owner);
        await Expect(loser.Row(1).Locator("button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Closing_asks_for_an_outcome_and_does_not_go_on_without_one()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Ta" }).ClickAsync();
        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Avsluta" }).ClickAsync();
        var submit = page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Avsluta", Exact = true });
        await submit.ClickAsync();
        await Expect(page.Dialog.Locator("#close-error")).ToHaveTextAsync("Välj ett utfall.");
        Assert.Equal(CaseState.Claimed, host.Cases.Get(view.CaseId).State);
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Dialog).ToHaveCountAsync(0);
        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Avsluta" }).ClickAsync();
        await page.Dialog.GetByLabel("112 larmades").CheckAsync();
        await submit.ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Larm 1 är avslutat.");
        Assert.Equal(CaseOutcome.EmergencyServices, host.Cases.Get(view.CaseId).Outcome);
    }

    [Fact]
    public async Task A_technician_sees_alarms_and_cannot_claim_them()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "tove");
        await Expect(page.Row(1)).ToBeVisibleAsync();
        await Expect(page.Row(1).Locator("button")).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("j");
        await page.Page.Keyboard.PressAsync("c");
        await Expect(page.Answer).ToHaveTextAsync("Din roll får inte hantera larm.");
        Assert.Equal(CaseState.Raised, host.Cases.Get(view.CaseId).State);
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_and_the_help_lists_them()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Page.Keyboard.PressAsync("?");
        await Expect(page.Dialog).ToContainTextAsync("Kortkommandon");
        await page.Dialog.GetByLabel("Använd enkla tangenter").UncheckAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Row(1).Locator("[data-row-link]").FocusAsync();
        await page.Page.Keyboard.PressAsync("c");
        await page.Page.Keyboard.PressAsync("?");
        await Expect(page.Dialog).ToHaveCountAsync(0);
        Assert.Equal(CaseState.Raised, host.Cases.Get(view.CaseId).State);
        await Expect(page.Answer).ToBeEmptyAsync();
    }
}
