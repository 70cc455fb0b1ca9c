// The whole chain of a command: asked over HTTP, sealed, done by the hub's own code, its answer shown.
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Chains;

/// <summary>The fleet manager and the hub are processes of their own.</summary>
public sealed class CommandChainTests : IAsyncLifetime
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
    public async Task HBG_017_a_command_waits_for_a_hub_that_is_away_is_done_when_it_is_back_and_expires_else()
    {
        IReadOnlyList<HubSignIn> hubs = await _api.AddHubsAsync(3, Cancellation);
        (HubSignIn hub, HubSignIn absent) = (hubs[0], hubs[1]);
        HubSignIn stranger = hubs[2] with { Key = hub.Key };
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await AskAsync(hub, "reboot", waits: false)).Status);
        long figures = (await AskAsync(hub, "collectDiagnostics", waits: true)).Number;
        long test = (await AskAsync(hub, "testAlarm", waits: true)).Number;
        long late = (await AskAsync(absent, "reboot", waits: true, seconds: 2)).Number;
        Assert.Equal("waiting", (await FindAsync(hub, figures)).GetProperty("state").GetString());
        await using HubSimulatorProcess simulator = await HubSimulatorProcess.StartAsync(
            _server, [hub, stranger], _folder, Cancellation);

        await StateAsync(hub, figures, "done");
        await StateAsync(hub, test, "done");
        JsonElement told = (await FindAsync(hub, figures)).GetProperty("figures");
        Assert.Equal("1", told.GetProperty("bootCount").GetString());
        Assert.Equal("1", told.GetProperty("sessions").GetString());
        await StateAsync(absent, late, "expired");

        // A hub with another key than the fleet manager knows takes no command.
        long forged = (await AskAsync(stranger, "reboot", waits: true)).Number;
        await StateAsync(stranger, forged, "refused");
        Assert.Equal("not authentic", (await FindAsync(stranger, forged)).GetProperty("reason").GetString());

        // The test alarm is held by now, so nothing keeps the hub from starting over.
        long reboot = (await AskAsync(hub, "reboot", waits: false)).Number;
        await StateAsync(hub, reboot, "done");
        long again = (await AskAsync(hub, "collectDiagnostics", waits: true)).Number;
        await StateAsync(hub, again, "done");
        Assert.Equal("2", (await FindAsync(hub, again)).GetProperty("figures").GetProperty("bootCount").GetString());
    }

    private async Task<(System.Net.HttpStatusCode Status, long Number)> AskAsync(
        HubSignIn hub, string command, bool waits, int seconds = 300)
    {
        using HttpResponseMessage answer = await _api.Client.PostAsJsonAsync(
            $"/api/hubs/{hub.HubId}/commands",
            new { command, comment = "tried", waits, expirySeconds = seconds },
            Cancellation);
        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (answer.StatusCode, body.TryGetProperty("number", out JsonElement number) ? number.GetInt64() : 0);
    }

    // The figures of a command that asked for some may come a moment after its answer.
    private Task StateAsync(HubSignIn hub, long number, string state) => Eventually.IsTrueAsync(
        $"command {number} of hub {hub.HubId} is {state}",
        async () =>
        {
            JsonElement command = await FindAsync(hub, number);
            bool isToldOf = command.GetProperty("command").GetString() != "collectDiagnostics" || state != "done"
                || command.GetProperty("figures").ValueKind == JsonValueKind.Object;
            return command.GetProperty("state").GetString() == state && isToldOf;
        },
        Cancellation);

    private Task<JsonElement> FindAsync(HubSignIn hub, long number) =>
        _api.GetAsync($"/api/hubs/{hub.HubId}/commands/{number}", Cancellation);
}
