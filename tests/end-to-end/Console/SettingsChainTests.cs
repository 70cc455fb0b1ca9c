// The whole chain of a hub's settings: changed on a page, tried and kept, or gone back on by the hub itself.
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

/// <summary>The fleet manager and the hubs are processes of their own, the technician is a browser.</summary>
public sealed class SettingsChainTests(ChromiumBrowser browser) : IAsyncLifetime
{
    // A trial of ten minutes takes twenty seconds.
    private const int HubsTimeFactor = 30;
    private const string NobodyThere = "127.0.0.1:1";

    private readonly TemporaryFolder _folder = new();
    private FleetServerProcess _server = null!;
    private HubSimulatorProcess? _simulator;
    private FleetApi _api = null!;
    private IReadOnlyList<HubSignIn> _hubs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(_folder.File("data"));
        await _server.StartAsync(Cancellation);
        _api = await FleetApi.SignInAsync(_server, "admin", Cancellation);
        _hubs = await _api.AddHubsAsync(2, Cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _api.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task HBG_017_a_wrong_receiver_is_shown_with_a_countdown_and_a_press_takes_the_hub_back_at_once()
    {
        await using OperatorPage page = await StartAsync(timeFactor: 1, width: 1280);
        await ChangeAsync(page, "heartbeatIntervalSeconds", "60", "tätare livstecken");
        await Expect(State(page)).ToHaveAttributeAsync("data-state", "InForce");
        await Expect(page.Page.Locator("[data-in-force]")).ToHaveTextAsync("version 1");
        await Expect(page.Page.Locator("[data-setting=heartbeatIntervalSeconds] [data-value]")).ToHaveTextAsync("60 s");

        await ChangeAsync(page, "receivers", NobodyThere, "ny mottagare");
        await Expect(State(page)).ToHaveAttributeAsync("data-state", "Trial");
        await Expect(page.Page.Locator("[data-countdown] time")).ToHaveTextAsync(
            new System.Text.RegularExpressions.Regex("^0[89]:[0-5][0-9]$"));
        await page.KeepPictureAsync("settings-trial-1280");

        // Somebody calls for help meanwhile: the hub goes back at once, and the call is carried.
        await _simulator!.PressAsync(1, Cancellation);
        await Expect(State(page)).ToHaveAttributeAsync("data-state", "Reverted", new() { Timeout = 60_000 });
        await Expect(State(page)).ToContainTextAsync("alarm not carried");
        await Expect(page.Page.Locator("[data-in-force]")).ToHaveTextAsync("version 1");
        await page.KeepPictureAsync("settings-reverted-1280");
        Assert.Single(await _api.CasesAsync(_hubs[0].HubId, Cancellation));
        await Expect(page.Page.Locator("[data-changes=receivers] [data-change='2'] ins")).ToHaveTextAsync(NobodyThere);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HBG_017_a_wrong_receiver_reverts_by_itself_and_the_console_says_why()
    {
        await using OperatorPage page = await StartAsync(HubsTimeFactor, width: 360);
        await ChangeAsync(page, "receivers", NobodyThere, "ny mottagare");
        await Expect(State(page)).ToHaveAttributeAsync("data-state", "Reverted", new() { Timeout = 90_000 });
        await Expect(State(page)).ToContainTextAsync("not proved in time");
        await page.KeepPictureAsync("settings-reverted-360");
        var tooWide = await page.Page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{tooWide} px too wide");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HBG_017_a_level_is_changed_planned_and_rolled_out_in_waves_on_its_pages()
    {
        await using OperatorPage page = await StartAsync(timeFactor: 1, width: 1280);
        await page.Page.GotoAsync($"{_server.Url.OriginalString}/settings");
        await page.Page.Locator("[data-level=Municipality] a").ClickAsync();
        await ChangeAsync(page, "bytesPerDay", "1000000", "mindre data");
        await Expect(page.Page.Locator("[data-revision]")).ToHaveAttributeAsync("data-revision", "1");
        await page.Page.GetByLabel("Vågor", new() { Exact = true }).FillAsync("1, 100%");
        await page.Page.GetByLabel("Minuter att se an").FillAsync("0");
        await page.Page.GetByLabel("Varför rullas det ut?").FillAsync("alla hem");
        await page.Page.Locator("[data-plan]").ClickAsync();
        await Expect(page.Page.Locator("[data-planned] tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Page.Locator("[data-planned]")).ToContainTextAsync("Hubbar i varje våg: 1 + 1");
        await page.KeepPictureAsync("campaign-plan-1280");
        await page.Page.Locator("[data-start]").ClickAsync();
        await Expect(page.Page.Locator("[data-campaign-state]"))
            .ToHaveAttributeAsync("data-campaign-state", "Done", new() { Timeout = 60_000 });
        await Expect(page.Page.Locator("[data-hub-state=Confirmed]")).ToHaveCountAsync(2);
        await Expect(page.Page.Locator("[data-wave='1'] rect.is-done")).ToHaveAttributeAsync("width", "1");
        await page.KeepPictureAsync("campaign-done-1280");

        await page.Page.GetByLabel("Varför?", new() { Exact = true }).FillAsync("det var fel");
        await page.Page.Locator("[data-step=Revert]").ClickAsync();
        await Expect(page.Page.Locator("[data-campaign-state]"))
            .ToHaveAttributeAsync("data-campaign-state", "Reverted", new() { Timeout = 60_000 });
        await Expect(page.Page.Locator("[data-hub-state=Reverted]")).ToHaveCountAsync(2);
        JsonElement settings = await _api.GetAsync($"/api/hubs/{_hubs[1].HubId}/settings", Cancellation);
        Assert.Equal(2, settings.GetProperty("reportedVersion").GetInt64());
        Assert.Empty(page.Complaints);
    }

    private static ILocator State(OperatorPage page) => page.Page.Locator("[data-settings] [data-state]");

    private static async Task ChangeAsync(OperatorPage page, string setting, string value, string why)
    {
        ILocator field = page.Page.Locator($"[data-setting={setting}]");
        await field.Locator("summary").ClickAsync();
        await page.Page.Locator($"#field-{setting}").FillAsync(value);
        await page.Page.GetByLabel("Varför ändras det?").FillAsync(why);
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Page.Locator("[data-answer]")).ToContainTextAsync("Sparat som");
    }

    private async Task<OperatorPage> StartAsync(int timeFactor, int width)
    {
        _simulator = await HubSimulatorProcess.StartAsync(_server, _hubs, _folder, Cancellation, timeFactor);
        return await OperatorPage.SignedInAsync(
            browser, _server.Url.OriginalString, "technician", FleetServerProcess.DemoPassword,
            path: $"/hubs/{_hubs[0].HubId}/settings",
            options: new() { ViewportSize = new() { Width = width, Height = 900 } });
    }
}
