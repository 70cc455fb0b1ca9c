// Devices, pairing and walk tests over HTTP: roles, problems with their own types, and streams.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Slices.Tests.World;

namespace Slices.Tests.Devices;

public sealed class DeviceApiTests
{
    private const uint Button = 0x0001_00F7;

    [Fact]
    public async Task A_technician_pairs_and_an_operator_sees_and_may_change_nothing()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient technician = await fleet.SignInAsync("technician");
        using HttpClient seeing = await fleet.SignInAsync("operator");
        string path = "/api/hubs/" + hub.Hub.HubId;
        var order = new { installCode = HubDouble.Label(Button), location = 12, occupant = 1 };
        Assert.Equal(HttpStatusCode.Forbidden, (await seeing.PostAsJsonAsync(path + "/pairings", order)).StatusCode);

        using HttpResponseMessage asked = await technician.PostAsJsonAsync(path + "/pairings", order);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        JsonObject pairing = await HttpFleet.ReadAsync(asked);
        Assert.Equal("asked", Text(pairing, "state"));
        Assert.Equal("personalTrigger", Text(pairing, "kind"));
        Assert.Equal("00F7", Text(pairing, "shortId"));
        string one = asked.Headers.Location!.OriginalString;
        Assert.DoesNotContain(HubDouble.Label(Button), pairing.ToJsonString(), StringComparison.Ordinal);

        long id = pairing["pairingId"]!.GetValue<long>();
        await hub.JoinAsync(id, Button);
        await hub.StateAsync(Button, state => state.Flags = DeviceFlags.Untested);
        JsonObject seen = await HttpFleet.ReadAsync(await seeing.GetAsync(one));
        Assert.Equal(("interview", 5), (Text(seen, "state"), ((JsonArray)seen["steps"]!).Count));
        JsonObject list = await HttpFleet.ReadAsync(await seeing.GetAsync(path + "/devices"));
        Assert.False(list["items"]![0]!["isTested"]!.GetValue<bool>());
        Assert.Equal(1, list["countAtHub"]!.GetValue<int>());
        foreach ((HttpMethod method, string what) in new[]
        {
            (HttpMethod.Delete, $"/devices/{Button}"), (HttpMethod.Patch, $"/devices/{Button}"),
            (HttpMethod.Post, $"/devices/{Button}/orders"), (HttpMethod.Delete, $"/pairings/{id}"),
            (HttpMethod.Post, "/walk-tests"), (HttpMethod.Put, "/walk-tests/1/room"),
            (HttpMethod.Delete, "/walk-tests/1"),
        })
        {
            using var request = new HttpRequestMessage(method, path + what) { Content = JsonContent.Create(new { }) };
            Assert.Equal(HttpStatusCode.Forbidden, (await seeing.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_wrong_has_a_problem_of_its_own()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("admin");
        string path = "/api/hubs/" + hub.Hub.HubId;
        string label = HubDouble.Label(Button);
        string mistyped = (label[0] == '0' ? "1" : "0") + label[1..];
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = mistyped }),
            400, "mistyped-install-code", "its check does not fit");
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label[..20] }),
            400, "mistyped-install-code", "too short");
        await ProblemAsync(await http.PostAsJsonAsync(path + "/pairings", new { }), 400, "invalid-request", "given");
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label, seconds = 9 }),
            400, "invalid-request", "seconds: must be 10 to 600.");
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label, occupant = 10 }),
            400, "invalid-request", "occupant");
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label, location = 1000 }),
            400, "invalid-request", "location");
        await ProblemAsync(
            await http.PostAsJsonAsync("/api/hubs/0000000000000000/pairings", new { installCode = label }),
            404, "not-found", "no hub");
        fleet.Downlink.HasSessions = false;
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label }),
            409, "hub-not-reachable", "nothing waits");
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/walk-tests", new { location = 11 }),
            409, "hub-not-reachable", "nothing waits");
        fleet.Downlink.HasSessions = true;
        await http.PostAsJsonAsync(path + "/pairings", new { installCode = label });
        await ProblemAsync(
            await http.PostAsJsonAsync(path + "/pairings", new { installCode = label }),
            409, "pairing-open", "already listens");
        await hub.StateAsync(Button);
        await ProblemAsync(
            await http.PostAsJsonAsync($"{path}/devices/{Button}/orders", new { order = "on" }),
            409, "not-for-this-device", "smart plug");
        await ProblemAsync(
            await http.PatchAsJsonAsync($"{path}/devices/{Button}", new { }), 400, "invalid-request", "given");
        await ProblemAsync(await http.DeleteAsync($"{path}/devices/99"), 404, "not-found", "no device");
        await ProblemAsync(await http.GetAsync(path + "/pairings/5"), 404, "not-found", "no pairing");
        await ProblemAsync(await http.GetAsync(path + "/pairings/5/stream"), 404, "not-found", "no pairing");
        await ProblemAsync(await http.GetAsync(path + "/walk-tests/5"), 404, "not-found", "no walk test");
    }

    [Fact]
    public async Task A_part_of_an_assignment_that_is_left_out_stays_as_it_is()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        await hub.StateAsync(Button);
        using HttpResponseMessage answer = await http.PatchAsJsonAsync(
            $"/api/hubs/{hub.Hub.HubId}/devices/{Button}", new { location = 21 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        PairRequestMessage request = Assert.Single(hub.Requests);
        Assert.Equal((21, 2), (request.Location, request.Occupant));
    }

    [Fact]
    public async Task A_stream_tells_every_step_and_ends_with_the_pairing()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        string path = $"/api/hubs/{hub.Hub.HubId}/pairings";
        using HttpResponseMessage asked = await http.PostAsJsonAsync(
            path, new { installCode = HubDouble.Label(Button) });
        long id = (await HttpFleet.ReadAsync(asked))["pairingId"]!.GetValue<long>();
        using Stream stream = await http.GetStreamAsync($"{path}/{id}/stream");
        using var reader = new StreamReader(stream);
        Assert.Equal("asked", Text(await NextAsync(reader), "state"));
        await hub.TellAsync(id, PairingStep.Opened);
        Assert.Equal("open", Text(await NextAsync(reader), "state"));
        foreach (PairingStep step in new[]
        {
            PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported, PairingStep.Supervised,
            PairingStep.PressReceived,
        })
        {
            await hub.TellAsync(id, step, Button);
            Assert.Equal("interview", Text(await NextAsync(reader), "state"));
        }

        await hub.TellAsync(id, PairingStep.Finished, Button);
        Assert.Equal("finished", Text(await NextAsync(reader), "state"));
        Assert.Equal("", await reader.ReadToEndAsync());
    }

    private static async Task<JsonObject> NextAsync(StreamReader reader)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
            else if (lines.Find(one => one.StartsWith("data: ", StringComparison.Ordinal)) is { } data)
            {
                return (JsonObject)JsonNode.Parse(data["data: ".Length..])!;
            }
            else
            {
                lines.Clear();
            }
        }

        throw new EndOfStreamException("The stream ended before the next view.");
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, int status, string code, string detail)
    {
        JsonObject problem = await HttpFleet.ReadAsync(answer);
        answer.Dispose();
        Assert.Equal((status, "/problems/" + code), ((int)answer.StatusCode, Text(problem, "type")));
        Assert.Contains(detail, Text(problem, "detail"), StringComparison.Ordinal);
    }

    private static string Text(JsonObject body, string member) => body[member]?.ToString() ?? "";
}
