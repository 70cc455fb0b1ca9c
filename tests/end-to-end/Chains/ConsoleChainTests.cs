// The two chains in the browser: the operator's page, the phones, the responder's page on a phone.
using System;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Console;
using EndToEnd.Tests.Processes;
using Hub.Simulator.People;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Chains;

/// <summary>Everything people do is a click in Chromium; in the home the hub's own buttons are pressed.</summary>
public sealed class ConsoleChainTests(ChromiumBrowser browser, ConsoleChainTests.Fixture fixture)
    : IClassFixture<ConsoleChainTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ChainTown Town => fixture.Town;

    [Fact]
    public async Task HBG_006_051_067_074_076_the_chain_of_Helsingborg_by_mouse_from_press_to_check_out()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Dispatched = "30000 toSupervisor" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await using OperatorPage page = await OpenAsync("operator", $"/cases/{press.CaseId}");
        await DoAsync(page, "Claim");
        await DoAsync(page, "Silent");
        await StageAsync(page, "Dispatched");
        await press.ReachesAsync(Town.FirstPhone);
        await using OperatorPage phones = await OpenAsync("admin", "/phones");
        ILocator phone = phones.Page.Locator($"[data-phone='{Town.FirstPhone.Number}']");
        await phone.Locator(".phone-reply button").First.ClickAsync();
        await StageAsync(page, "Accepted");
        await phones.KeepPictureAsync("chain-helsingborg-phones");
        await Town.FirstPhone.ArriveAsync(press.Hub, Cancellation);
        await StageAsync(page, "OnSite");
        await Town.FirstPhone.LeaveAsync(press.Hub, Cancellation);
        await StageAsync(page, "Left");
        await page.Page.Locator("[data-do-close]").First.ClickAsync();
        await page.Dialog.GetByLabel("Besök gjordes").CheckAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Avsluta", Exact = true }).ClickAsync();
        await StageAsync(page, "Closed");
        await page.KeepPictureAsync("chain-helsingborg-closed");
        await press.HasTimeLineAsync(
            """
            raised
            claimed by Operator Demo
            silent by Operator Demo
            +1 overdue
            dispatched
            accepted by Jour 1
            transferred by Jour 1
            checkedIn
            checkedOut
            closed by Operator Demo
            """);
        Assert.Empty(page.Complaints);
        Assert.Empty(phones.Complaints);
    }

    [Fact]
    public async Task HUL_002_003_the_chain_of_Hultsfred_on_a_responders_phone()
    {
        await Town.SetChainAsync(ChainTimers.Hultsfred with { Dispatched = "30000 callResponders" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        PhoneText message = await press.ReachesAsync(Town.FirstPhone);
        string path = message.Text[message.Text.IndexOf("/r/", StringComparison.Ordinal)..].Split(' ', '\n')[0];
        await using OperatorPage page = await OpenAsync("responder", path, new()
        {
            ViewportSize = new() { Width = 360, Height = 740 },
        });
        await Expect(page.Page.Locator("[data-desk=Open]")).ToBeVisibleAsync();
        await page.KeepPictureAsync("chain-hultsfred-1-asked");
        await page.Page.Locator("[data-do-accept]").ClickAsync();
        await Expect(page.Page.Locator("[data-desk=Mine]")).ToBeVisibleAsync();
        await page.KeepPictureAsync("chain-hultsfred-2-accepted");
        await press.IsAsync("accepted");
        await Town.FirstPhone.ArriveAsync(press.Hub, Cancellation);
        await Expect(page.Page.Locator("[data-desk=OnSite]")).ToBeVisibleAsync();
        await Town.FirstPhone.LeaveAsync(press.Hub, Cancellation);
        await press.IsAsync("closed");
        await Expect(page.Page.Locator("[data-do-check-out]")).ToHaveCountAsync(0);
        await page.KeepPictureAsync("chain-hultsfred-3-closed");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task NOR_027_an_operators_browser_dies_the_case_goes_back_and_another_one_claims_it()
    {
        await Town.SetChainAsync(ChainTimers.Helsingborg with { Claimed = "300 remindOwner, 100 release" });
        ChainCase press = await Town.PressAsync(Town.TakeHub());
        await using (OperatorPage dies = await OpenAsync("operator", $"/cases/{press.CaseId}"))
        {
            await DoAsync(dies, "Claim");
            await press.IsAsync("claimed");
        }

        await using OperatorPage other = await OpenAsync("supervisor", "/alarms");
        await press.HasStepAsync("released");
        await Town.SetChainAsync(ChainTimers.Helsingborg);
        await Expect(other.Row(press.Number)).ToBeVisibleAsync();
        await other.Page.GotoAsync($"{Town.Server.Url.OriginalString}/cases/{press.CaseId}");
        await DoAsync(other, "Claim");
        await press.HasStepAsync("claimed", 2);
        string line = string.Join('\n', TimeLine.Lines(await press.LogAsync()));
        Assert.StartsWith(
            "raised\nclaimed by Operator Demo\nreminded\noverdue\nreleased\n", line, StringComparison.Ordinal);
        Assert.EndsWith("claimed by Supervisor Demo", line, StringComparison.Ordinal);
    }

    private static Task DoAsync(OperatorPage page, string act) =>
        page.Page.Locator($"[data-act={act}]").First.ClickAsync();

    private static Task StageAsync(OperatorPage page, string stage) =>
        Expect(page.Page.Locator($"[data-stage={stage}].is-done time")).ToBeVisibleAsync();

    private Task<OperatorPage> OpenAsync(string userName, string path, BrowserNewContextOptions? options = null) =>
        OperatorPage.SignedInAsync(
            browser, Town.Server.Url.OriginalString, userName, FleetServerProcess.DemoPassword, path, options);

    /// <summary>One town for the class.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal ChainTown Town { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => Town = await ChainTown.StartAsync(hubs: 3);

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (Town is { } town)
            {
                await town.DisposeAsync();
            }
        }
    }
}
