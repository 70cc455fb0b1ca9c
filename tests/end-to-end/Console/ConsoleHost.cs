// The console alone, with slices in memory, in this process.
using System;
using System.IO;
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using EndToEnd.Tests.Processes;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.CareRecord;
using Fleet.Server.Channels;
using Fleet.Server.Commands;
using Fleet.Server.Console;
using Fleet.Server.Console.Live;
using Fleet.Server.Devices;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Fleet.Server.Residents;
using Fleet.Server.Tickets;
using Fleet.Server.Updates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Console;

/// <summary>Serves the console's pages with everything behind them held by the test.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    // A machine with much to do must not make a page start anew in the middle of a test.
    private static readonly LinkPatience Patience = new(120, 240, 240);

    private readonly TemporaryFolder _keys = new();
    private WebApplication? _app;

    public ConsoleHost(TimeSpan? session = null)
    {
        Session = session ?? TimeSpan.FromHours(8);
        Cases = new InMemoryCases(TimeProvider.System);
        Hubs = new InMemoryHubs(TimeProvider.System);
        Commands = new InMemoryCommands(TimeProvider.System, Hubs);
        Devices = new InMemoryDevices(TimeProvider.System);
        Dispatch = new InMemoryDispatch(TimeProvider.System);
        Desk = new InMemoryDesk(TimeProvider.System);
        Calls = new InMemoryCalls(TimeProvider.System);
        Url = $"http://127.0.0.1:{FreePort.Next()}";
    }

    public InMemoryCases Cases { get; }

    public InMemoryHubs Hubs { get; }

    public InMemoryCommands Commands { get; }

    public InMemoryDevices Devices { get; }

    public InMemoryDispatch Dispatch { get; }

    public InMemoryDesk Desk { get; }

    public InMemoryCalls Calls { get; }

    public InMemoryTickets Tickets { get; } = new();

    public InMemoryHomes Homes { get; } = new();

    public InMemoryRules Rules { get; } = new(TimeProvider.System);

    public InMemoryTrial Trial { get; } = new();

    public InMemoryRollouts Rollouts { get; } = new();

    public string Url { get; }

    /// <summary>The clock that sessions begin and end by.</summary>
    public AheadClock SessionClock { get; } = new();

    private TimeSpan Session { get; }

    public static async Task<ConsoleHost> StartedAsync(TimeSpan? session = null)
    {
        var host = new ConsoleHost(session);
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts, or starts again on the same address with the same keys.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().SetApplicationName("test")
            .PersistKeysToFileSystem(new DirectoryInfo(_keys.Path));
        builder.Services.AddFleetAuthentication(new AccessOptions(false, null, (int)Session.TotalMinutes));
        builder.Services.Configure<CookieAuthenticationOptions>(
            CookieAuthenticationDefaults.AuthenticationScheme, cookie => cookie.TimeProvider = SessionClock);
        builder.Services.AddSingleton<IOperatorSignIn, OneTownSignIn>();
        builder.Services.AddSingleton<IAlarmCases>(Cases);
        builder.Services.AddSingleton<ICaseFeed>(Cases);
        builder.Services.AddSingleton<IHubDirectory>(Hubs);
        builder.Services.AddSingleton<IHubFeed>(Hubs);
        builder.Services.AddSingleton<IHubCommands>(Commands);
        builder.Services.AddSingleton<ICommandFeed>(Commands);
        builder.Services.AddSingleton<IHubDevices>(Devices);
        builder.Services.AddSingleton<IPairings>(Devices);
        builder.Services.AddSingleton<IWalkTests>(Devices);
        builder.Services.AddSingleton<IDeviceFeed>(Devices);
        builder.Services.AddSingleton<IResponderGroups>(Dispatch);
        builder.Services.AddSingleton<IRotas>(Dispatch);
        builder.Services.AddSingleton<IDispatchPolicies>(Dispatch);
        builder.Services.AddSingleton<IMessageTemplates>(Dispatch);
        builder.Services.AddSingleton<IDispatchProblems>(Dispatch);
        builder.Services.AddSingleton<IDispatchHistory>(Dispatch);
        builder.Services.AddSingleton<IColleagues>(Dispatch);
        builder.Services.AddSingleton<IResponderDesk>(Desk);
        builder.Services.AddSingleton<IHomeRecords>(Homes);
        builder.Services.AddSingleton<IHubRules>(Rules);
        builder.Services.AddSingleton<IRuleTrial>(Trial);
        builder.Services.AddSingleton<IRollouts>(Rollouts);
        builder.Services.AddSingleton<IReleases>(Rollouts);
        builder.Services.AddSingleton<IRuleSummaries, RuleSummaries>();
        builder.Services.AddSingleton<ITickets>(Tickets);
        builder.Services.AddSingleton<ICareRecord>(new InMemoryCareRecord());
        builder.Services.AddSingleton<ICalls>(Calls);
        builder.Services.AddSingleton<IEscalationChains>(new InMemoryChains());
        builder.Services.AddConsole(Patience);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapConsole();
        await _app.StartAsync();
    }

    /// <summary>Ends as a crash does: open connections are cut.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var now = new System.Threading.CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _keys.Dispose();
    }

    /// <summary>The machine's clock, and what a test adds to it.</summary>
    internal sealed class AheadClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
