// Releases and rollouts over HTTP and with hubctl.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Fleet.Server.Access;
using Fleet.Server.Updates.Releases;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;
using Microsoft.Extensions.DependencyInjection;
using Slices.Tests.World;

namespace Slices.Tests.Updates;

public sealed class UpdateApiTests
{
    private static readonly string Key = Convert.ToHexStringLower(BundleDouble.Key);

    [Fact]
    public async Task Who_sees_hubs_sees_releases_and_rollouts_and_who_handles_hubs_changes_them()
    {
        await using HttpFleet fleet = await StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        foreach ((string role, HttpStatusCode look, HttpStatusCode change) in new[]
        {
            (Roles.Operator, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Supervisor, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Responder, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.Technician, HttpStatusCode.OK, HttpStatusCode.Created),
            (Roles.Admin, HttpStatusCode.OK, HttpStatusCode.Created),
        })
        {
            using HttpClient http = await fleet.EnterAsync(hub.Hub.TenantId, role, role);
            foreach (string path in new[]
            {
                "/api/releases", "/api/rollouts", "/api/releases/keys", $"/api/hubs/{hub.Hub.HubId}/update",
            })
            {
                Assert.Equal((role, path, look), (role, path, (await http.LookAsync(path)).Status));
            }

            Assert.Equal((role, change), (role, (await http.AskAsync(
                HttpMethod.Post, "/api/releases/keys", new { publicKey = Key }, null)).Status));
            HttpStatusCode planned = (await http.AskAsync(
                HttpMethod.Post, "/api/rollouts/plan", new { release = 1, comment = "x" }, null)).Status;
            Assert.Equal((role, change == HttpStatusCode.Created), (role, planned == HttpStatusCode.BadRequest));
        }
    }

    [Fact]
    public async Task A_bundle_is_taken_as_it_is_and_its_image_is_read_in_ranges()
    {
        await using HttpFleet fleet = await StartAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        await http.AskAsync(HttpMethod.Post, "/api/releases/keys", new { publicKey = Key }, null);
        using var content = new StreamContent(new TestBundle(17, [200_000, 5_000]).ToStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage taken = await http.PostAsync("/api/releases", content);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        byte[] image = BundleDouble.Bytes(1_700, 200_000);
        using HttpResponseMessage whole = await http.GetAsync("/api/releases/17/images/0");
        Assert.Equal(image, await whole.Content.ReadAsByteArrayAsync());
        using var ranged = new HttpRequestMessage(HttpMethod.Get, "/api/releases/17/images/0");
        ranged.Headers.Range = new RangeHeaderValue(4_096, 8_191);
        using HttpResponseMessage part = await http.SendAsync(ranged);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(image[4_096..8_192], await part.Content.ReadAsByteArrayAsync());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/releases/17/images/0");
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using HttpResponseMessage same = await http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("New.", await http.GetStringAsync("/api/releases/17/notes"));
        Assert.Equal("{}", await http.GetStringAsync("/api/releases/17/images/1/sbom"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync("/api/releases/17/images/9")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync("/api/releases/18")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await http.LookAsync("/api/releases/18/rehearsals")).Status);
        using var nonsense = new ByteArrayContent([1, 2, 3]);
        using HttpResponseMessage refused = await http.PostAsync("/api/releases", nonsense);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("bundle: It is no bundle.", (await HttpFleet.ReadAsync(refused))["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Codes_of_neighbours_hold_no_addresses()
    {
        await using HttpFleet fleet = await StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        using HttpClient http = await fleet.SignInAsync("technician");
        string path = $"/api/hubs/{hub.Hub.HubId}/places";
        ApiAnswer done = (await http.AskAsync(
            HttpMethod.Put, path, new { stairwell = new string('a', 32), round = "N-2" }, null)).Done();
        Assert.Equal("N-2", done.Body["places"]!["round"]!.GetValue<string>());
        Assert.Equal(["stairwell"], (await http.AskAsync(
            HttpMethod.Put, path, new { stairwell = new string('a', 33) }, null)).Fields);
        Assert.Equal(["cell"], (await http.AskAsync(
            HttpMethod.Put, path, new { cell = "Storgatan 3" }, null)).Fields);
        Assert.Equal(HttpStatusCode.NotFound, (await http.AskAsync(
            HttpMethod.Put, "/api/hubs/00/places", new { }, null)).Status);
    }

    [Fact]
    public async Task A_rollout_is_planned_made_approved_started_and_reverted_with_hubctl()
    {
        await using HttpFleet fleet = await StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        await TellAsync(hub);
        string tea = await TokenAsync(fleet, "technician");
        string ada = await TokenAsync(fleet, "admin");
        string bundle = Path.Combine(StoreTemplate.NewDirectory(), "17.vhr");
        await File.WriteAllBytesAsync(bundle, ((MemoryStream)new TestBundle(17, [9_000]).ToStream()).ToArray());
        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, tea, "release", "trust", Key)).Code);
        Run upload = await RunAsync(fleet, tea, "release", "upload", bundle);
        Assert.Equal((ExitCode.Ok, true), (upload.Code, upload.Error.Contains(
            "Release 17, 1.17, without a passed rehearsal.", StringComparison.Ordinal)));
        Run plan = await RunAsync(fleet, tea, "rollout", "plan", "17", "--reason", "x", "--output", "csv");
        Assert.Equal(ExitCode.Ok, plan.Code);
        Assert.Contains($"{hub.Hub.HubId},hub-0001,1,none,battery,0,0", plan.Output, StringComparison.Ordinal);
        Run made = await RunAsync(
            fleet, tea, "rollout", "create", "17", "--reason", "x", "--waves", "1,x3", "--window", "22:00-04:30");
        Assert.Equal(ExitCode.Ok, made.Code);
        Assert.Contains("Rollout 1 is draft.", made.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await RunAsync(fleet, tea, "rollout", "approve", "1", "--reason", "x")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, ada, "rollout", "approve", "1", "--reason", "x")).Code);
        Assert.Equal(ExitCode.Refused, (await RunAsync(fleet, ada, "rollout", "start", "1", "--reason", "x")).Code);
        foreach (string token in new[] { tea, ada })
        {
            Assert.Equal(
                ExitCode.Ok, (await RunAsync(fleet, token, "rollout", "override", "1", "--reason", "x")).Code);
        }

        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, ada, "rollout", "start", "1", "--reason", "x")).Code);
        Run shown = await RunAsync(fleet, ada, "rollout", "show", "1", "--output", "json");
        Assert.Contains("\"windowFrom\": 1320", shown.Output, StringComparison.Ordinal);
        Run hubs = await RunAsync(fleet, ada, "rollout", "hubs", "1", "--output", "csv");
        Assert.Contains(hub.Hub.HubId, hubs.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, ada, "rollout", "revert", "1", "--reason", "x")).Code);
        Assert.NotEqual(ExitCode.Ok, (await RunAsync(
            fleet, ada, "rollout", "revert", "1", "--reason", "x", "--confirm", "2")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(
            fleet, ada, "rollout", "revert", "1", "--reason", "x", "--confirm", "1")).Code);
        Run state = await RunAsync(fleet, ada, "hub", "update", "show", hub.Hub.HubId, "--output", "csv");
        Assert.Contains($"{hub.Hub.HubId},0,", state.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(
            fleet, tea, "hub", "place", hub.Hub.HubId, "--stairwell", "S1")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, tea, "release", "upload", bundle + "x")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(
            fleet, tea, "rollout", "plan", "17", "--reason", "x", "--window", "25:00-26:00")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, tea, "release", "distrust", BundleDouble.KeyId)).Code);
    }

    [Fact]
    public async Task A_rehearsal_is_judged_by_its_figures_with_hubctl_too()
    {
        await using HttpFleet fleet = await StartAsync();
        string token = await TokenAsync(fleet, "technician");
        string folder = StoreTemplate.NewDirectory();
        string bundle = Path.Combine(folder, "17.vhr");
        await File.WriteAllBytesAsync(bundle, ((MemoryStream)new TestBundle(17, [9_000]).ToStream()).ToArray());
        await RunAsync(fleet, token, "release", "trust", Key);
        JsonNode release = JsonNode.Parse((await RunAsync(
            fleet, token, "release", "upload", bundle, "--output", "json")).Output)!["item"]!;
        string report = Path.Combine(folder, "report.json");
        foreach ((int lost, int code, string said) in new[]
        {
            (1, ExitCode.Failed, "has not passed"), (0, ExitCode.Ok, "has passed"),
        })
        {
            await File.WriteAllTextAsync(report, new JsonObject
            {
                ["seed"] = 7,
                ["homes"] = 200,
                ["days"] = 7,
                ["fromSequence"] = 16,
                ["toSequence"] = 17,
                ["bundleDigest"] = release["bundleDigest"]!.GetValue<string>(),
                ["presses"] = 5_000,
                ["lostPresses"] = lost,
                ["unacknowledgedPresses"] = 0,
                ["hubsUpdated"] = 200,
                ["hubsReverted"] = 0,
                ["hubsStuck"] = 0,
                ["brokenInvariants"] = new JsonArray(),
            }.ToJsonString());
            Run run = await RunAsync(fleet, token, "release", "rehearse", "17", report);
            Assert.Equal(code, run.Code);
            Assert.Contains(said, run.Error, StringComparison.Ordinal);
        }

        Run list = await RunAsync(fleet, token, "release", "rehearsals", "17", "--output", "csv");
        Assert.Equal(3, list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Run shown = await RunAsync(fleet, token, "release", "show", "17");
        Assert.Contains("with a passed rehearsal", shown.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(report, "[1");
        Assert.Equal(ExitCode.Usage, (await RunAsync(fleet, token, "release", "rehearse", "17", report)).Code);
    }

    private static Task<HttpFleet> StartAsync() => HttpFleet.StartAsync(
        replace: static services => services.AddSingleton<IBundleReader, BundleDouble>());

    private static Task TellAsync(HubDouble hub)
    {
        var word = new UpdateStateMessage
        {
            Phase = UpdatePhase.Idle,
            NonceLength = 8,
            ClassIdLength = 16,
            RunningDigestLength = 32,
            TrustedKeyIdsLength = 8,
            BootCount = 1,
            Sequence = 900_000,
        };
        BundleDouble.ClassOf(0).CopyTo(word.ClassId, 0);
        Convert.FromHexString(BundleDouble.KeyId).CopyTo(word.TrustedKeyIds, 0);
        byte[] key = new byte[UpdateLimits.KeyBytes];
        Assert.True(UpdateSeal.DeriveKey(hub.OwnKey, key, 0) && new UpdateSeal().Seal(word, key));
        return hub.SendAsync(word);
    }

    private static async Task<string> TokenAsync(HttpFleet fleet, string user)
    {
        using HttpClient http = await fleet.SignInAsync(user);
        return http.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private static async Task<Run> RunAsync(HttpFleet fleet, string token, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var environment = new Dictionary<string, string>
        {
            ["HUBCTL_SERVER"] = fleet.Url.ToString(),
            ["HUBCTL_TOKEN"] = token,
        };
        int code = await CommandLine.RunAsync(
            words,
            new Terminal(output, error, new StringReader(""), isTerminal: false),
            name => environment.GetValueOrDefault(name));
        return new Run(code, output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Output, string Error);
}
