// One fleet manager with a few hubs, shared by the tests of a class.
using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Faults;

/// <summary>Started once; the tests take hubs from it, each its own.</summary>
public sealed class RunningFleet : IAsyncLifetime
{
    /// <summary>Shorter than the default, so that a test of a slow client is not slow itself.</summary>
    public const int ConnectSeconds = 3;

    private const int HubCount = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly Queue<HubSignIn> _free = [];
    private FleetServerProcess? _server;
    private FleetApi? _api;

    internal FleetServerProcess Server => _server!;

    internal FleetApi Api => _api!;

    internal string DataFolder => _folder.File("fleet");

    /// <summary>A hub that no other test has.</summary>
    internal HubSignIn TakeHub() => _free.Dequeue();

    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(DataFolder, new Dictionary<string, string>
        {
            ["Fleet__Gateway__Limits__ConnectSeconds"] = $"{ConnectSeconds}",
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _api = await FleetApi.SignInAsync(_server, "admin", TestContext.Current.CancellationToken);
        foreach (HubSignIn hub in await _api.AddHubsAsync(HubCount, TestContext.Current.CancellationToken))
        {
            _free.Enqueue(hub);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
