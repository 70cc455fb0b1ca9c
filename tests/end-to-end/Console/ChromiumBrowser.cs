// The browser that all console tests share.
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(EndToEnd.Tests.Console.ChromiumBrowser))]

namespace EndToEnd.Tests.Console;

/// <summary>Debian's Chromium, headless, started once. Each test gets a profile of its own.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium-headless-shell";

    /// <summary>How long an event is waited for; generous, since a busy machine is not a fault.</summary>
    private const int PatienceMilliseconds = 60_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--autoplay-policy=document-user-activation-required",
    ];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where screenshots are kept: <c>.test-results</c> at the top of the repository.</summary>
    public static string ResultsFolder { get; } = FindResultsFolder();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new profile; the browser is started by the first that asks, so that other tests go without.</summary>
    internal async Task<IBrowserContext> NewProfileAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await BrowserAsync();
        var context = await browser.NewContextAsync(
            options ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_browser is null)
            {
                Assert.True(File.Exists(Program), $"On Debian: apt-get install {Path.GetFileName(Program)}");
                Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
                _playwright = await Playwright.CreateAsync();
                _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments });
            }

            return _browser;
        }
        finally
        {
            _starting.Release();
        }
    }

    private static string FindResultsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Valfardshub.slnx")))
        {
            folder = folder.Parent;
        }

        var top = folder?.FullName ?? AppContext.BaseDirectory;
        return Directory.CreateDirectory(Path.Combine(top, ".test-results")).FullName;
    }
}
