// The alarm sound.
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class SoundTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task It_loops_until_somebody_claims_and_a_person_goes_before_a_fault()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.AllowSoundAsync();
        await page.SoundIsAsync("none");
        var fault = host.Cases.Raise(CaseKind.Technical);
        await page.SoundIsAsync("technical");
        await page.HasPlayedAsync("technical");
        var person = host.Cases.Raise();
        await page.SoundIsAsync("person");
        await page.HasPlayedAsync("person");
        host.Cases.Claim(Town.Sasha, person.CaseId);
        await page.SoundIsAsync("technical");
        host.Cases.Claim(Town.Sasha, fault.CaseId);
        await page.SoundIsAsync("none");
    }

    [Fact]
    public async Task A_test_alarm_shows_and_makes_no_sound()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        host.Cases.Raise(CaseKind.Test);
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("html")).Not.ToHaveAttributeAsync("data-sound", "person");
        await Expect(page.Page.Locator("html")).Not.ToHaveAttributeAsync("data-sound", "technical");
    }

    [Fact]
    public async Task A_claimed_case_whose_trigger_is_pressed_again_sounds_once_more()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        host.Cases.Claim(Town.Sasha, view.CaseId);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.AllowSoundAsync();
        await page.SoundIsAsync("none");
        host.Cases.PressAgain(view.CaseId);
        await page.HasPlayedAsync("person");
        await page.SoundIsAsync("none");
    }

    [Fact]
    public async Task A_blocked_sound_is_told_and_can_be_turned_on()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        // A page opened anew, without a click or a key: as after a restart of the computer.
        await using var fresh = await OperatorPage.OpenAsync(
            browser, host.Url, new() { StorageState = await page.Page.Context.StorageStateAsync() });
        await fresh.Page.GotoAsync(host.Url);
        await fresh.IsLiveAsync();
        var banner = fresh.Page.Locator("#sound-blocked");
        await Expect(banner).ToBeVisibleAsync();
        await fresh.KeepPictureAsync("sound-blocked");
        host.Cases.Raise();
        await fresh.SoundIsAsync("person");
        await banner.GetByRole(AriaRole.Button, new() { Name = "Slå på ljudet" }).ClickAsync();
        await Expect(banner).ToBeHiddenAsync();
        await fresh.HasPlayedAsync("person");
    }

    /// <summary>The first press on a page allows the sound, and the banner about it goes. What was pressed must not
    /// move away from under the finger meanwhile: the click would be lost.</summary>
    [Fact]
    public async Task The_first_click_on_a_page_whose_sound_was_blocked_claims_the_alarm_that_it_was_meant_for()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await using var fresh = await OperatorPage.OpenAsync(
            browser, host.Url, new() { StorageState = await page.Page.Context.StorageStateAsync() });
        await fresh.Page.GotoAsync(host.Url);
        await fresh.IsLiveAsync();
        var banner = fresh.Page.Locator("#sound-blocked");
        await Expect(banner).ToBeVisibleAsync();
        var claim = fresh.Row(1).GetByRole(AriaRole.Button, new() { Name = "Ta" });
        await claim.HoverAsync();
        await fresh.Page.Mouse.DownAsync();
        await fresh.Page.Locator("html[data-audio=running]").WaitForAsync(
            new() { State = WaitForSelectorState.Attached });
        await Expect(banner).ToBeVisibleAsync();
        await fresh.Page.Mouse.UpAsync();
        await Expect(fresh.Answer).Not.ToBeEmptyAsync();
        await Expect(banner).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_mute_is_short_is_shown_to_colleagues_and_ends_with_a_new_person_alarm()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await using var colleague = await OperatorPage.SignedInAsync(browser, host.Url, "robin");
        await page.SoundIsAsync("person");
        await page.Page.Keyboard.PressAsync("m");
        await page.SoundIsAsync("none");
        var note = colleague.Page.Locator(".muted-note");
        await Expect(note).ToContainTextAsync("Kim har tystat ljudet 00:");
        await colleague.SoundIsAsync("person");
        host.Cases.Raise();
        await page.SoundIsAsync("person");
        await Expect(note).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Both_sounds_can_be_tried()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Page.GetByText("Ljud", new() { Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Prova tekniskt larm" }).ClickAsync();
        await page.HasPlayedAsync("technical");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Prova personlarm" }).ClickAsync();
        await page.HasPlayedAsync("person");
    }
}
