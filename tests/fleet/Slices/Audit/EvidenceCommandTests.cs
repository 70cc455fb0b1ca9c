// Evidence over HTTP and with hubctl: who may, and how commands end.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Slices.Tests.World;

namespace Slices.Tests.Audit;

public sealed class EvidenceCommandTests
{
    [Fact]
    public async Task HBG_095_HBG_099_only_those_who_follow_up_take_evidence_out()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        string caseId = await RaiseAsync(fleet);
        string[] paths =
        [
            $"/api/cases/{caseId}/bundle", "/api/audit/keys", "/api/audit/entries", "/api/audit/check",
            "/api/audit/log?from=2020-01-01&to=2026-01-01", "/api/statistics?from=2020-01-01&to=2026-01-01",
            "/api/statistics/table?from=2020-01-01&to=2026-01-01&by=month",
            "/api/statistics/visits?from=2020-01-01&to=2026-01-01",
            "/api/statistics/deviations?from=2020-01-01&to=2026-01-01", "/api/statistics/limits",
        ];
        using HttpClient lead = await fleet.SignInAsync("admin");
        using HttpClient technician = await fleet.SignInAsync("technician");
        using HttpClient @operator = await fleet.SignInAsync("operator");
        foreach (string path in paths)
        {
            Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await technician.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await @operator.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound,
            (await lead.GetAsync($"/api/cases/{Guid.NewGuid()}/bundle")).StatusCode);
    }

    [Theory]
    [InlineData("/api/statistics", "from")]
    [InlineData("/api/statistics?from=2026-02-30&to=2026-03-01", "from")]
    [InlineData("/api/statistics?from=2026-03-01", "to")]
    [InlineData("/api/statistics?from=2026-03-01&to=2026-03-01", "to")]
    [InlineData("/api/statistics?from=2001-03-01&to=2026-03-01", "to")]
    [InlineData("/api/statistics?from=2026-01-01&to=2026-03-01&by=street", "by")]
    [InlineData("/api/statistics?from=2026-01-01&to=2026-03-01&by=1", "by")]
    [InlineData("/api/audit/entries?limit=0", "limit")]
    [InlineData("/api/audit/check?after=-1", "after")]
    public async Task A_question_that_is_wrong_is_answered_with_its_field(string path, string field)
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient lead = await fleet.SignInAsync("admin");
        using HttpResponseMessage answer = await lead.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await HttpFleet.ReadAsync(answer))["errors"]!.AsObject().Single().Key);
    }

    [Fact]
    public async Task HBG_002_a_response_limit_is_agreed_on_over_HTTP_and_refused_when_it_is_none()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient lead = await fleet.SignInAsync("admin");
        async Task<HttpStatusCode> PutAsync(int minutes, string contract) => (await lead.PutAsJsonAsync(
            "/api/statistics/limits",
            new { unit = "", validFrom = "2026-01-01", contract, minutes })).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await PutAsync(1_440, new string('x', 200)));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(30, "Avtal"));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(0, "Avtal"));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(1_441, "Avtal"));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(30, " "));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(30, new string('x', 201)));
        using HttpResponseMessage list = await lead.GetAsync("/api/statistics/limits");
        JsonNode only = Assert.Single((JsonArray)(await HttpFleet.ReadAsync(list))["items"]!)!;
        Assert.Equal("Avtal", only["contract"]!.GetValue<string>());
    }

    [Fact]
    public async Task HBG_077_hubctl_verify_needs_no_server_and_finds_one_changed_byte()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        string caseId = await RaiseAsync(fleet);
        string directory = Directory.CreateTempSubdirectory("evidence").FullName;
        try
        {
            string bundle = Path.Combine(directory, "case.zip");
            Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, "evidence", "bundle", caseId, "--file", bundle)).Code);
            Assert.Equal(
                ExitCode.Refused, (await RunAsync(fleet, "evidence", "bundle", caseId, "--file", bundle)).Code);
            Assert.Equal(
                ExitCode.NotFound,
                (await RunAsync(fleet, "evidence", "bundle", Guid.NewGuid().ToString(), "--file", bundle + "2")).Code);
            Assert.False(File.Exists(bundle + "2"));
            (int code, string keys, _) = await RunAsync(fleet, "evidence", "keys", "--output", "json");
            Assert.Equal(ExitCode.Ok, code);
            string key = JsonNode.Parse(keys)!["items"]![0]!["keyId"]!.GetValue<string>();
            Assert.Equal((ExitCode.Ok, "whole"), Said(await RunAsync(null, "verify", bundle)));
            Assert.Equal((ExitCode.Ok, "whole"), Said(await RunAsync(null, "verify", bundle, "--key", key)));
            Assert.Equal(
                ExitCode.NotWhole, (await RunAsync(null, "verify", bundle, "--key", new string('0', 64))).Code);
            Assert.Equal(ExitCode.Usage, (await RunAsync(null, "verify", bundle, "--key", "abc")).Code);
            Assert.Equal(ExitCode.Failed, (await RunAsync(null, "verify", bundle + "3")).Code);
            byte[] bytes = await File.ReadAllBytesAsync(bundle);
            bytes[bytes.Length / 2] ^= 4;
            await File.WriteAllBytesAsync(bundle, bytes);
            (int changed, string output, string error) = await RunAsync(null, "verify", bundle);
            Assert.Equal((ExitCode.NotWhole, ""), (changed, output));
            Assert.Contains("NOT WHOLE", error);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task HBG_098_NOR_021_hubctl_counts_from_the_exported_log_what_the_server_counts()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        await RaiseAsync(fleet);
        string directory = Directory.CreateTempSubdirectory("evidence").FullName;
        try
        {
            string log = Path.Combine(directory, "log.ndjson");
            string[] days = ["--from", "2020-01-01", "--to", "2029-01-01"];
            Assert.Equal(ExitCode.Ok, (await RunAsync(fleet, ["evidence", "log", "--file", log, .. days])).Code);
            Assert.Equal((ExitCode.Ok, "whole"), Said(await RunAsync(null, "verify", log)));
            Assert.Equal((ExitCode.Ok, "whole"), Said(await RunAsync(fleet, "evidence", "check")));
            foreach (string by in new[] { "municipality", "month", "home" })
            {
                var asked = await RunAsync(fleet, ["statistics", "--by", by, .. days]);
                var computed = await RunAsync(null, ["statistics", "--by", by, "--log", log, .. days]);
                Assert.Equal((ExitCode.Ok, ExitCode.Ok), (asked.Code, computed.Code));
                Assert.Equal(asked.Output, computed.Output);
                Assert.Contains("arrivalWithin: ", computed.Error);
            }

            await File.AppendAllTextAsync(log, "{}\n");
            Assert.Equal(
                ExitCode.NotWhole, (await RunAsync(null, ["statistics", "--log", log, .. days])).Code);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> RaiseAsync(HttpFleet fleet)
    {
        HubDouble hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub.Hub, Messages.Press(1));
        using HttpClient http = await fleet.SignInAsync("operator");
        JsonObject page = await HttpFleet.ReadAsync(await http.GetAsync("/api/cases"));
        return page["items"]![0]!["caseId"]!.GetValue<string>();
    }

    private static (int, string) Said((int Code, string Output, string Error) run) => (run.Code, run.Output.Trim());

    private static async Task<(int Code, string Output, string Error)> RunAsync(HttpFleet? fleet, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await CommandLine.RunAsync(
            args,
            new Terminal(output, error, TextReader.Null, isTerminal: false),
            name => name switch
            {
                "HUBCTL_SERVER" => fleet?.Url.ToString(),
                "HUBCTL_USER" when fleet is not null => "admin",
                "HUBCTL_PASSWORD" => HttpFleet.Password,
                _ => null,
            });
        return (code, output.ToString(), error.ToString());
    }
}
