// The whole chain of a home's rules: changed over HTTP, sent in parts, in force in the hub, and refused by another.
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Chains;

/// <summary>The fleet manager and the hubs are processes of their own.</summary>
public sealed class RuleChainTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FleetServerProcess _server = null!;
    private FleetApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = new FleetServerProcess(_folder.File("data"));
        await _server.StartAsync(Cancellation);
        _api = await FleetApi.SignInAsync(_server, "admin", Cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task HBG_017_rules_changed_over_HTTP_are_in_force_in_the_hub_and_refused_by_one_with_another_key()
    {
        IReadOnlyList<HubSignIn> hubs = await _api.AddHubsAsync(2, Cancellation);

        // Changed while the hub is not there at all: it waits.
        Assert.Equal("waiting", await SetAsync(hubs[0], hours: 4, seen: 0));

        // The second has another key than the fleet manager knows: it can't prove what it is sent.
        HubSignIn stranger = hubs[1] with { Key = hubs[0].Key };
        await using HubSimulatorProcess simulator = await HubSimulatorProcess.StartAsync(
            _server, [hubs[0], stranger], _folder, Cancellation);
        await StateAsync(hubs[0], 1, "inForce", "");

        // Changed while it is connected; many rules, which travel in parts.
        await SetAsync(hubs[0], hours: 5, seen: 1, rules: 20);
        await StateAsync(hubs[0], 2, "inForce", "");
        Assert.Equal(2, (await FindAsync(hubs[0])).GetProperty("reportedVersion").GetInt64());

        await SetAsync(stranger, hours: 4, seen: 0);
        await StateAsync(stranger, 1, "refused", "not authentic");
        Assert.Equal(JsonValueKind.Null, (await FindAsync(stranger)).GetProperty("inForce").ValueKind);
    }

    private async Task<string> SetAsync(HubSignIn hub, int hours, long seen, int rules = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/hubs/{hub.HubId}/rules")
        {
            Content = JsonContent.Create(new
            {
                comment = "tried",
                document = new
                {
                    rules = Enumerable.Range(22, rules).Select(id => new
                    {
                        id,
                        kind = "inactivity",
                        start = new[] { new { deviceKind = "motionDetector", cause = "movement" } },
                        window = new { startMinute = 360, endMinute = 600 },
                        delaySeconds = hours * 3_600,
                        actions = new[] { new { kind = "alarm", priority = 3, deviceType = 10, statusCode = 49 } },
                    }),
                },
            }),
        };
        request.Headers.IfMatch.ParseAdd($"\"{seen}\"");
        using HttpResponseMessage answer = await _api.Client.SendAsync(request, Cancellation);
        string body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("state").GetString()!;
    }

    private Task StateAsync(HubSignIn hub, long version, string state, string reason) => Eventually.IsTrueAsync(
        $"version {version} of hub {hub.HubId} is {state}",
        async () =>
        {
            JsonElement newest = (await FindAsync(hub)).GetProperty("newest");
            return newest.GetProperty("version").GetInt64() == version
                && newest.GetProperty("state").GetString() == state
                && newest.GetProperty("reason").GetString() == reason;
        },
        Cancellation);

    private Task<JsonElement> FindAsync(HubSignIn hub) => _api.GetAsync($"/api/hubs/{hub.HubId}/rules", Cancellation);
}
