// The whole chain: a press in a simulated home, an operator at the console, the hub's acknowledgement.
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

/// <summary>The fleet manager and the hubs are processes of their own, the operator is a browser.</summary>
public sealed class MainChainTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const int HubsTimeFactor = 4;

    private readonly TemporaryFolder _folder = new();
    private FleetServerProcess _server = null!;
    private HubSimulatorProcess _simulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(_folder.File("data"));
        await _server.StartAsync(Cancellation);
        using FleetApi api = await FleetApi.SignInAsync(_server, "admin", Cancellation);
        IReadOnlyList<HubSignIn> hubs = await api.AddHubsAsync(2, Cancellation);
        _simulator = await HubSimulatorProcess.StartAsync(_server, hubs, _folder, Cancellation, HubsTimeFactor);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_press_is_claimed_and_closed_by_mouse_and_the_hub_has_its_acknowledgement()
    {
        await using OperatorPage page = await SignedInAsync();
        await _simulator.PressAsync(1, Cancellation);
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await page.SoundIsAsync("person");
        await page.KeepPictureAsync("chain-mouse-1-raised");
        await HubHasItsAcknowledgementAsync(1);

        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Ta" }).ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Du har tagit larm 1.");
        await page.SoundIsAsync("none");
        await page.Row(1).Locator("[data-row-link]").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Avsluta larmet" }).ClickAsync();
        await page.Dialog.GetByLabel("Samtal räckte").CheckAsync();
        await page.Dialog.GetByLabel("Anteckning").FillAsync("Tryckte för att höra tiden");
        await page.KeepPictureAsync("chain-mouse-2-outcome", isWhole: false);
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Avsluta", Exact = true }).ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Larm 1 är avslutat.");

        ILocator log = page.Page.Locator(".log li");
        await Expect(log.Last).ToContainTextAsync("Samtal räckte: Tryckte för att höra tiden");
        await Expect(log.Filter(new() { HasText = "Kvitterat till hubben" })).ToHaveCountAsync(1);
        await Expect(log.Filter(new() { HasText = "Taget" })).ToHaveCountAsync(1);
        await page.KeepPictureAsync("chain-mouse-3-closed");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_press_is_claimed_and_closed_by_keyboard_alone_and_the_hub_has_its_acknowledgement()
    {
        await using OperatorPage page = await SignedInAsync();
        IKeyboard keys = page.Page.Keyboard;
        await _simulator.PressAsync(2, Cancellation);
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await keys.PressAsync("j");
        await Expect(page.Row(1).Locator("[data-row-link]")).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Expect(page.Answer).ToHaveTextAsync("Ta larm 1 innan du avslutar det.");
        await keys.PressAsync("c");
        await Expect(page.Answer).ToHaveTextAsync("Du har tagit larm 1.");
        await Expect(page.Row(1)).ToContainTextAsync("(du)");
        await keys.PressAsync("x");
        await Expect(page.Dialog.GetByLabel("Besök gjordes")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await Expect(page.Dialog.GetByLabel("Samtal räckte")).ToBeCheckedAsync();
        await page.KeepPictureAsync("chain-keyboard-outcome", isWhole: false);
        await keys.PressAsync("Enter");
        await Expect(page.Answer).ToHaveTextAsync("Larm 1 är avslutat.");
        await Expect(page.Row(1).Locator("[data-row-link]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-page-case]")).ToContainTextAsync("Samtal räckte");
        await keys.PressAsync("Escape");
        await Expect(page.Page).ToHaveURLAsync(new Regex("/alarms$"));
        await HubHasItsAcknowledgementAsync(2);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_test_alarm_asked_for_on_the_hubs_page_comes_back_as_a_test_without_sound()
    {
        await using OperatorPage page = await SignedInAsync("admin");
        await page.Page.Keyboard.PressAsync("g");
        await page.Page.Keyboard.PressAsync("h");
        await page.Rows.First.Locator("[data-row-link]").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Provlarm" }).ClickAsync();
        await page.Page.Locator("#command-comment").FillAsync("Varje vecka");
        await page.Page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Page.Locator("[data-commands] [data-answer]")).ToContainTextAsync("Provlarm: skickat");
        await Expect(page.Page.Locator(".bar .count")).ToContainTextAsync("1");
        await Expect(page.Page.Locator(".command-list")).ToContainTextAsync("gjort");
        await Expect(page.Page.Locator(".log:not(.command-list)")).ToContainTextAsync("Svar från hubben");
        await page.KeepPictureAsync("hub-after-test-alarm");
        await page.Page.Keyboard.PressAsync("g");
        await page.Page.Keyboard.PressAsync("a");
        await Expect(page.Section("Provlarm").Locator("[data-row]")).ToHaveCountAsync(1);
        await page.SoundIsAsync("none");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Killed_and_started_again_the_page_says_it_is_blind_and_comes_back_with_what_was_there()
    {
        await using OperatorPage page = await SignedInAsync(path: "/alarms?state=all");
        await _simulator.PressAsync(1, Cancellation);
        await Expect(page.Row(1)).ToBeVisibleAsync();
        await _server.KillAsync();
        ILocator blind = page.Page.Locator("#blind");
        await Expect(blind).ToBeVisibleAsync();
        await Expect(blind).ToContainTextAsync("Ingen kontakt med servern");
        await Expect(page.Page).ToHaveTitleAsync("⚠ Ingen kontakt med servern – Larm – Välfärdshub");
        await page.KeepPictureAsync("blind");
        await _simulator.PressAsync(2, Cancellation);
        await _server.StartAsync(Cancellation);
        await Expect(blind).ToBeHiddenAsync();
        await page.IsLiveAsync();
        Assert.EndsWith("/alarms?state=all", page.Page.Url, StringComparison.Ordinal);
        await Expect(page.Row(1)).ToBeVisibleAsync();
        await Expect(page.Row(2)).ToBeVisibleAsync();
    }

    private Task<OperatorPage> SignedInAsync(string userName = "operator", string path = "/") =>
        OperatorPage.SignedInAsync(
            browser, _server.Url.OriginalString, userName, FleetServerProcess.DemoPassword, path);

    private Task HubHasItsAcknowledgementAsync(int number) => Eventually.IsTrueAsync(
        $"hub {number} has its acknowledgement",
        async () =>
        {
            JsonElement hub = await _simulator.HubAsync(number, Cancellation);
            return hub.GetProperty("acknowledgedAlarmCount").GetInt32() == 1
                && hub.GetProperty("pendingAlarmCount").GetInt32() == 0;
        },
        Cancellation);
}
