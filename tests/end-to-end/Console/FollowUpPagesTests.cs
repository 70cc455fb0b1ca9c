// The pages of complaints, documentation and a home's whole record, served by the fleet manager itself.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class FollowUpPagesTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FleetServerProcess _server = null!;
    private string _hubId = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(_folder.File("data"));
        await _server.StartAsync(Cancellation);
        using FleetApi api = await FleetApi.SignInAsync(_server, "admin", Cancellation);
        IReadOnlyList<HubSignIn> hubs = await api.AddHubsAsync(1, Cancellation);
        _hubId = hubs.Single().HubId;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task HBG_092_a_complaint_is_entered_answered_and_counted_with_the_formula_beside()
    {
        await using OperatorPage page = await SignedInAsync("/complaints");
        await page.Page.GetByLabel("Vad som sades").FillAsync("Hjälpen kom sent");
        await page.Page.Locator("[data-save]").ClickAsync();
        await Expect(page.Answer).ToHaveTextAsync("Sparat.");
        await page.Page.GetByLabel("Svar: hur och vad").FillAsync("Ringde upp");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Spara svaret" }).ClickAsync();
        await Expect(page.Page.Locator("article")).ToContainTextAsync("Ringde upp");
        await page.Page.GotoAsync($"http://127.0.0.1:{_server.HttpPort}/statistics");
        await Expect(page.Page.Locator("[data-complaints] tbody tr").First).ToContainTextAsync("Inställelsetid");
        await Expect(page.Page.GetByText("Klagomål: de vars mottagande")).ToBeVisibleAsync();
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HBG_041_the_record_of_a_home_is_shown_when_it_is_asked_for()
    {
        await using OperatorPage page = await SignedInAsync($"/hubs/{_hubId}/home");
        await page.Page.Locator("[data-home-record]").ClickAsync();
        await page.Page.Locator("[data-open-record]").ClickAsync();
        foreach (string part in new[] { "persons", "installation", "cases", "tickets", "events" })
        {
            await Expect(page.Page.Locator($"[data-record={part}]")).ToHaveCountAsync(1);
        }

        await page.Page.GotoAsync($"http://127.0.0.1:{_server.HttpPort}/technical");
        await Expect(page.Page.Locator("h1")).ToBeVisibleAsync();
        Assert.Empty(page.Complaints);
    }

    private Task<OperatorPage> SignedInAsync(string path) =>
        OperatorPage.SignedInAsync(
            browser, $"http://127.0.0.1:{_server.HttpPort}", "admin", FleetServerProcess.DemoPassword, path);
}
