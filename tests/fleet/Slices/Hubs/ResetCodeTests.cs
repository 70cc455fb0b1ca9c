// The reset code over HTTP: who may have it, and that it is written down.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Hub.Protocols.Bench;
using Slices.Tests.World;

namespace Slices.Tests.Hubs;

public sealed class ResetCodeTests
{
    [Fact]
    public async Task It_is_told_to_those_who_handle_hubs_and_the_history_says_to_whom()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        string path = $"/api/hubs/{hub.Hub.HubId}/reset-code";
        using HttpClient seeing = await fleet.SignInAsync("operator");
        Assert.Equal(HttpStatusCode.Forbidden, (await seeing.GetAsync(path)).StatusCode);
        Assert.Empty(await LinesAsync(seeing, hub));

        using HttpClient technician = await fleet.SignInAsync("technician");
        using HttpResponseMessage answer = await technician.GetAsync(path);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        string code = (await HttpFleet.ReadAsync(answer))["code"]!.GetValue<string>();
        Assert.Equal(HubCode.DeriveReset(hub.OwnKey), code);
        string line = Assert.Single(await LinesAsync(seeing, hub));
        Assert.StartsWith("told to ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(code, line, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await technician.GetAsync("/api/hubs/0123456789abcdef/reset-code")).StatusCode);
    }

    private static async Task<string[]> LinesAsync(HttpClient http, HubDouble hub)
    {
        JsonObject page = await HttpFleet.ReadAsync(await http.GetAsync($"/api/hubs/{hub.Hub.HubId}/history"));
        return [.. ((JsonArray)page["items"]!)
            .Where(line => line!["kind"]!.GetValue<string>() == "reset-code")
            .Select(line => line!["detail"]!.GetValue<string>())];
    }
}
