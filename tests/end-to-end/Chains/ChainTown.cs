// A fleet manager with hubs in the simulator, responders with phones, and a plan of who is told.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Hub.Simulator.People;

namespace EndToEnd.Tests.Chains;

/// <summary>Started once for a class; each test takes a hub of its own.</summary>
internal sealed class ChainTown : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, FleetApi> _signedIn = [];
    private IReadOnlyList<HubSignIn> _hubs = [];
    private HubSimulatorProcess? _simulator;
    private int _taken;

    private ChainTown(Dictionary<string, string>? settings)
    {
        Server = new FleetServerProcess(_folder.File("fleet"), settings);
    }

    public FleetServerProcess Server { get; }

    public HubSimulatorProcess Simulator => _simulator!;

    public string DataFolder => _folder.File("fleet");

    /// <summary>The first phone of the group on duty.</summary>
    public Responder FirstPhone { get; private set; } = null!;

    /// <summary>The second phone, told at the same time.</summary>
    public Responder SecondPhone { get; private set; } = null!;

    /// <summary>The phone that is told next.</summary>
    public Responder Support { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts everything, with one group of three phones on duty day and night.</summary>
    public static async Task<ChainTown> StartAsync(int hubs, Dictionary<string, string>? settings = null)
    {
        var town = new ChainTown(settings);
        try
        {
            await town.Server.StartAsync(Cancellation);
            await town.SignInAsync();
            FleetApi admin = town.As("admin");
            town._hubs = await admin.AddHubsAsync(hubs, Cancellation);
            await town.PlanAsync(admin);
            town._simulator = await HubSimulatorProcess.StartAsync(
                town.Server, town._hubs, town._folder, Cancellation);
            town.HandOutPhones();
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>The interface as one of the demonstration's users.</summary>
    public FleetApi As(string userName) => _signedIn[userName];

    /// <summary>A hub that no other test has; the first is 1.</summary>
    public int TakeHub() => Interlocked.Increment(ref _taken) is var number && number <= _hubs.Count
        ? number
        : throw new InvalidOperationException("the town has too few hubs");

    public string HubId(int number) => _hubs[number - 1].HubId;

    /// <summary>Puts a chain in force for cases of people.</summary>
    public async Task SetChainAsync(ChainTimers chain) =>
        await As("admin").SendAsync(HttpMethod.Put, ChainRoutes.PersonChain, chain.Body("a test"), Cancellation);

    /// <summary>Presses in a home and waits for its case.</summary>
    public async Task<ChainCase> PressAsync(int hub)
    {
        await Simulator.PressAsync(hub, Cancellation);
        return await CaseOfAsync(hub);
    }

    /// <summary>The newest case of a home.</summary>
    public async Task<ChainCase> CaseOfAsync(int hub)
    {
        JsonElement found = await Eventually.GetAsync(
            $"a case of hub {hub}",
            async () => (await As("admin").CasesAsync(HubId(hub), Cancellation))
                .Where(one => one.GetProperty("kind").GetString() == "person")
                .OrderByDescending(one => one.GetProperty("caseNumber").GetInt64())
                .Select(one => (JsonBox?)new JsonBox(one)).FirstOrDefault(),
            Cancellation) is { } box ? box.Value : default;
        return new ChainCase(
            this, hub, found.GetProperty("caseId").GetGuid(), found.GetProperty("caseNumber").GetInt64());
    }

    /// <summary>Kills the fleet manager and starts it again on the same store.</summary>
    public async Task KillAndRestartAsync()
    {
        await Server.KillAsync();
        await Server.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is { } simulator)
        {
            await simulator.DisposeAsync();
        }

        foreach (FleetApi api in _signedIn.Values)
        {
            api.Dispose();
        }

        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task SignInAsync()
    {
        foreach (string user in new[] { "admin", "operator", "supervisor", "responder" })
        {
            _signedIn[user] = await FleetApi.SignInAsync(Server, user, Cancellation);
        }
    }

    private async Task PlanAsync(FleetApi admin)
    {
        JsonElement group = await admin.SendAsync(HttpMethod.Post, ChainRoutes.Groups, new
        {
            name = "Jour",
            unitName = "Jour",
            kind = "provider",
            recipients = new[]
            {
                new { name = "Jour 1", role = "first", phoneNumber = ChainRoutes.FirstPhone },
                new { name = "Jour 2", role = "second", phoneNumber = ChainRoutes.SecondPhone },
                new { name = "Jour 3", role = "support", phoneNumber = ChainRoutes.SupportPhone },
            },
            members = new[] { "responder" },
        }, Cancellation);
        Guid groupId = group.GetProperty("groupId").GetGuid();
        JsonElement rota = await admin.SendAsync(HttpMethod.Post, ChainRoutes.Rotas, new
        {
            name = "Hela dygnet",
            isDefault = false,
            windows = new[] { new { groupId, from = "00:00", until = "24:00" } },
        }, Cancellation);
        Guid rotaId = rota.GetProperty("rotaId").GetGuid();
        for (int i = 0; i < _hubs.Count; i++)
        {
            await admin.SendAsync(HttpMethod.Put, ChainRoutes.Home(_hubs[i].HubId), new
            {
                area = $"Söder {(char)('A' + i)}",
                unitName = "Jour",
                rotaId,
                street = $"Provgatan {i + 1}",
                town = "123 45 Provköping",
                keyNumber = $"N{i + 1}",
                plan = "Ring på dörren.",
                residents = new[] { new { occupant = 1, name = "Prov Provsson" } },
            }, Cancellation);
        }
    }

    private void HandOutPhones()
    {
        var phones = new FleetPhones(As("admin").Client);
        FirstPhone = new Responder("Jour 1", ChainRoutes.FirstPhone, phones, Simulator);
        SecondPhone = new Responder("Jour 2", ChainRoutes.SecondPhone, phones, Simulator);
        Support = new Responder("Jour 3", ChainRoutes.SupportPhone, phones, Simulator);
    }

    /// <summary>A JSON value as a reference, for waiting until there is one.</summary>
    private sealed record JsonBox(JsonElement Value);
}
