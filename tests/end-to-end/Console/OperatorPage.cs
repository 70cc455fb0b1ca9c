// One operator's browser page, with what tests do on it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Console;

/// <summary>A signed-in page. It collects what the browser complains of, so that a test can demand silence.</summary>
internal sealed class OperatorPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private OperatorPage(IBrowserContext context, IPage page, string url)
    {
        (_context, Page, Url) = (context, page, url);
        page.Console += (_, message) =>
        {
            // A page opened without a click may not sound yet; it has a banner of its own for that.
            var isAboutSound = message.Text.StartsWith("The AudioContext was not allowed", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isAboutSound)
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public string Url { get; }

    /// <summary>Errors and warnings of the browser's console, and uncaught errors.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Rows => Page.Locator("[data-row]");

    public ILocator NewRows => Page.Locator(".new-band [data-row]");

    public ILocator Dialog => Page.Locator("dialog[open]");

    public ILocator Answer => Page.Locator("[data-answer]");

    public static async Task<OperatorPage> OpenAsync(
        ChromiumBrowser browser, string url, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewProfileAsync(options);
        return new OperatorPage(context, await context.NewPageAsync(), url);
    }

    public static async Task<OperatorPage> SignedInAsync(
        ChromiumBrowser browser, string url, string userName = "kim", string password = OneTownSignIn.Password,
        string path = "/", BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(browser, url, options);
        await page.Page.GotoAsync(url + path);
        await page.SignInAsync(userName, password);
        await page.IsLiveAsync();
        return page;
    }

    public async Task SignInAsync(string userName, string password)
    {
        await Page.Locator("#user-name").FillAsync(userName);
        await Page.Locator("#password").FillAsync(password);
        await Page.Locator("form button[type=submit]").ClickAsync();
    }

    /// <summary>Waits until the page has its live connection and has read the alarms.</summary>
    public async Task IsLiveAsync()
    {
        try
        {
            await Page.Locator("html[data-link=live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Page.Locator("main h1").First.WaitForAsync();
        }
        catch (TimeoutException e)
        {
            await KeepPictureAsync("not-live");
            throw new TimeoutException($"{Page.Url} is not live: {string.Join("; ", Complaints)}", e);
        }
    }

    public ILocator Row(long number) => Page.Locator($"[data-row][data-number='{number}']");

    /// <summary>The section of the list with this heading.</summary>
    public ILocator Section(string heading) =>
        Page.Locator("section").Filter(new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = heading }) });

    /// <summary>Waits until the rows are these cases, from the top.</summary>
    public Task StandInOrderAsync(params long[] numbers) => Page.WaitForFunctionAsync(
        "want => [...document.querySelectorAll('[data-row]')].map(row => row.dataset.number).join() === want",
        string.Join(',', numbers));

    /// <summary>Keeps a picture of the page.</summary>
    public Task KeepPictureAsync(string name, bool isWhole = true) =>
        Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(ChromiumBrowser.ResultsFolder, name + ".png"),
            FullPage = isWhole,
        });

    /// <summary>Which sound the page makes: <c>person</c>, <c>technical</c> or <c>none</c>.</summary>
    public Task SoundIsAsync(string sound) =>
        Page.Locator($"html[data-sound={sound}]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Gives the browser the click that it wants before a page may sound.</summary>
    public async Task AllowSoundAsync()
    {
        await Page.Locator("main").ClickAsync(new() { Position = new() { X = 2, Y = 2 } });
        await Page.Locator("html[data-audio=running]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Waits until the sound has been heard.</summary>
    public Task HasPlayedAsync(string sound) =>
        Page.Locator($"html[data-played={sound}]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
