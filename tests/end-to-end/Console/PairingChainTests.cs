// The whole chain of pairing: a button out of its box, the console's page, the press at the centre, the alarm.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

/// <summary>
/// The fleet manager and the hub are processes of their own; the technician at the console and the one who touches the
/// hub are browsers (HBG-004, HUL-144, HUL-147, UPP-036).
/// </summary>
public sealed class PairingChainTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FleetServerProcess _server = null!;
    private HubSimulatorProcess _simulator = null!;
    private HubSignIn _hub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(_folder.File("data"));
        await _server.StartAsync(Cancellation);
        using FleetApi api = await FleetApi.SignInAsync(_server, "admin", Cancellation);
        IReadOnlyList<HubSignIn> hubs = await api.AddHubsAsync(1, Cancellation);
        _hub = hubs[0];
        _simulator = await HubSimulatorProcess.StartAsync(_server, hubs, _folder, Cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task A_new_button_is_paired_on_the_page_pressed_on_the_virtual_hub_and_its_alarm_is_there(int width)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 900 } };
        await using OperatorPage home = await OperatorPage.OpenAsync(browser, _simulator.PageUrl, options);
        await home.Page.GotoAsync(_simulator.PageUrl + "/hub/1");
        await home.Page.Locator("#box-kind").SelectOptionAsync("personalTrigger.neck");
        await home.Page.Locator("#box-take").ClickAsync();
        ILocator newest = home.Page.Locator("article.device[data-known=false]").First;
        string id = (await newest.GetAttributeAsync("data-device"))!;
        ILocator button = home.Page.Locator($"#device-{id}");
        string code = (await button.Locator("[data-install-code]").GetAttributeAsync("data-install-code"))!;

        await using OperatorPage console = await OperatorPage.SignedInAsync(
            browser, _server.Url.OriginalString, "admin", FleetServerProcess.DemoPassword,
            $"/hubs/{_hub.HubId}/pair", options);
        await console.Page.Locator("[data-label]").FillAsync("VH1:" + code);
        await Expect(console.Page.Locator("[data-label-is]")).ToBeVisibleAsync();
        await console.KeepPictureAsync($"pairing-{width}-1-label");
        await console.Page.Locator("form.wizard button[type=submit]").ClickAsync();
        ILocator pairing = console.Page.Locator("[data-pairing]");
        await Expect(pairing).ToHaveAttributeAsync("data-state", "Open");
        await Expect(home.Page.Locator("#lamp-pair")).ToHaveAttributeAsync("data-colour", "whiteBlinking");
        await home.KeepPictureAsync($"pairing-{width}-2-window-open");

        await button.Locator("[data-action=join]").ClickAsync();
        await Expect(button).ToHaveAttributeAsync("data-known", "true");
        await Expect(button).ToHaveAttributeAsync("data-tested", "false");
        await console.KeepPictureAsync($"pairing-{width}-3-interview");

        // The page may not call it finished before a press has come to the centre.
        await Expect(pairing).Not.ToHaveAttributeAsync("data-state", "Finished");
        await button.Locator("[data-cause=triggered]").ClickAsync();
        await Expect(pairing).ToHaveAttributeAsync("data-state", "Finished");
        await Expect(button).ToHaveAttributeAsync("data-tested", "true");
        await console.KeepPictureAsync($"pairing-{width}-4-finished");

        await button.Locator("[data-cause=triggered]").ClickAsync();
        await console.Page.GotoAsync(_server.Url.OriginalString + "/alarms");
        await console.IsLiveAsync();
        await Expect(console.Section("Personlarm").Locator("[data-row]")).ToHaveCountAsync(1);
        await console.KeepPictureAsync($"pairing-{width}-5-alarm");
        Assert.Empty(console.Complaints);
        Assert.Empty(home.Complaints);
    }
}
