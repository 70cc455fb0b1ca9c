// How pages look.
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Console;

public sealed class LookTests(ChromiumBrowser browser)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    public async Task Pictures(int width, int height, ColorScheme scheme)
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddHubs(host.Hubs);
        await Town.AddCasesAsync(host.Cases);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme };
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, options: options);
        var n = $"{width}-{scheme}";
        await page.Row(1).WaitForAsync();
        host.Cases.Raise(hubName: "Ängsgränd 1", hubId: "00000000000000a6");
        host.Cases.Raise(Fleet.Server.Alarms.CaseKind.Technical, hubName: "Ängsgränd 1", hubId: "00000000000000a6", deviceType: 32, statusCode: 26);
        await page.NewRows.Nth(1).WaitForAsync();
        await page.KeepPictureAsync($"alarms-{n}");
        await page.Row(2).Locator("[data-row-link]").ClickAsync();
        await page.Page.Locator("[data-page-case]").WaitForAsync();
        await page.KeepPictureAsync($"case-{n}");
        await page.Page.GotoAsync(host.Url + "/hubs");
        await page.Rows.Nth(3).WaitForAsync();
        await page.KeepPictureAsync($"hubs-{n}");
        await page.Page.GotoAsync(host.Url + "/hubs/00000000000000a2");
        await page.Page.Locator(".hub-page").WaitForAsync();
        await page.KeepPictureAsync($"hub-{n}");
        await page.Page.GotoAsync(host.Url + "/sign-in");
        await page.KeepPictureAsync($"signin-{n}");
    }
}
