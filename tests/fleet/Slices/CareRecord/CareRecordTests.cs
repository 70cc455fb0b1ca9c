// What happened in a case comes to the care record: by text, by the hook, or by hand, and a failure is seen.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.CareRecord;
using Fleet.Server.Dispatch;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Store;
using Microsoft.Extensions.Configuration;
using Slices.Tests.Channels;
using Slices.Tests.World;

namespace Slices.Tests.CareRecord;

public sealed class CareRecordTests
{
    private const string Secret = "a secret of this test only";

    public static TheoryData<StoreProvider> Providers => TestFleet.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_007_documentation_says_what_when_who_and_why_without_the_residents_name(
        StoreProvider provider)
    {
        await using TestFleet fleet = await StartAsync(provider, null);
        Guid id = await CloseOneAsync(fleet);
        CaseDocument document = (await fleet.Get<ICareRecord>().LookAsync(fleet.Operator, id, default))!;
        Assert.Equal(("Söder 14", CaseOutcome.Call, CaseCause.Fall),
            (document.Place, document.Outcome!.Value, document.Cause));
        Assert.Null(document.Residents);
        Assert.Null(document.Address);
        Assert.Equal(["raised", "claimed", "spoken", "remarked", "closed"], document.Entries.Select(one => one.Step));
        string text = DocumentWriter.Text(document);
        Assert.Contains("Trygghetslarm 1", text, StringComparison.Ordinal);
        Assert.Contains("Var: Söder 14", text, StringComparison.Ordinal);
        Assert.Contains("Orsak: Fall", text, StringComparison.Ordinal);
        Assert.Contains("Larmade: ingen", text, StringComparison.Ordinal);
        Assert.Contains("hjälpte sig själv upp", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Astrid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Storgatan", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Step_", text, StringComparison.Ordinal);
        Assert.Equal(["seen"], await StepsAsync(fleet));

        await fleet.Get<IDispatchPolicies>().SetAsync(
            fleet.Operator with { Role = Roles.Supervisor },
            new PolicyEntry(MessagePrivacy.FullDetails, 60, "agreed"),
            null,
            default);
        CaseDocument full = (await fleet.Get<ICareRecord>().LookAsync(fleet.Operator, id, default))!;
        Assert.Equal(["Astrid Berg"], full.Residents!);
        Assert.Contains("Adress: Storgatan 1", DocumentWriter.Text(full), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_007_a_closed_case_is_posted_once_with_its_signature_and_the_case_says_so(
        StoreProvider provider)
    {
        await using ProviderServer journal = await ProviderServer.StartAsync();
        var signatures = new List<string>();
        journal.Script = context =>
        {
            signatures.Add(context.Request.Headers["Fleet-Signature"].ToString());
            context.Response.StatusCode = signatures.Count == 1 ? 503 : 204;
            return Task.CompletedTask;
        };
        await using TestFleet fleet = await StartAsync(provider, journal.Url);
        Guid id = await CloseOneAsync(fleet);
        Assert.Equal(DocumentState.Waiting, (await StateAsync(fleet, id)).State);
        await SendAsync(fleet);
        DocumentStateView first = await StateAsync(fleet, id);
        Assert.Equal((DocumentState.Waiting, 1, "HTTP 503"), (first.State, first.Attempts, first.Fault));
        await SendAsync(fleet);
        Assert.Single(journal.Requests);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(CareRecordSender.WaitAfter(1)));
        await SendAsync(fleet);
        await SendAsync(fleet);

        Assert.Equal(DocumentState.HandedOver, (await StateAsync(fleet, id)).State);
        ProviderRequest[] sent = [.. journal.Requests];
        Assert.Equal(2, sent.Length);
        Assert.Equal(sent[0].Key, sent[1].Key);
        Assert.Equal(32, sent[0].Key.Length);
        Assert.Equal(CareRecordSender.Sign(Secret, Encoding.UTF8.GetBytes(sent[1].Body)), signatures[1]);
        JsonNode body = JsonNode.Parse(sent[1].Body)!;
        Assert.Equal("call", body["outcome"]!.GetValue<string>());
        Assert.DoesNotContain("Astrid", sent[1].Body, StringComparison.Ordinal);

        // Opened and closed again it has more to tell, and that is another handover.
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await DoAsync(fleet, id, new ReopenCase("rang again"));
        Assert.Equal(DocumentState.NotHandedOver, (await StateAsync(fleet, id)).State);
        await DoAsync(fleet, id, new ClaimCase());
        await DoAsync(fleet, id, new CloseCase(CaseOutcome.Call));
        await SendAsync(fleet);
        Assert.Equal(3, journal.Requests.Count);
        Assert.NotEqual(sent[0].Key, journal.Requests.Last().Key);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HUL_007_what_cannot_be_handed_over_is_a_fault_until_a_person_has_entered_it(
        StoreProvider provider)
    {
        await using ProviderServer journal = await ProviderServer.StartAsync();
        journal.Script = ProviderServer.Say(500, "");
        await using TestFleet fleet = await StartAsync(provider, journal.Url);
        Guid id = await CloseOneAsync(fleet);
        for (int attempt = 1; attempt <= Limits.CareRecord.Attempts + 2; attempt++)
        {
            await SendAsync(fleet);
            fleet.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(Limits.CareRecord.Attempts, journal.Requests.Count);
        DocumentStateView fault = Assert.Single(
            await fleet.Get<ICareRecord>().FaultsAsync(fleet.Operator, default));
        Assert.Equal((id, DocumentState.GivenUp, "HTTP 500"), (fault.CaseId, fault.State, fault.Fault));
        Assert.Equal(1, fleet.Log.CountOf(9101));
        DocumentStateView marked = (await fleet.Get<ICareRecord>().MarkAsync(fleet.Operator, id, default))!;
        Assert.Equal((DocumentState.ByHand, fleet.Operator.DisplayName), (marked.State, marked.By));
        Assert.Empty(await fleet.Get<ICareRecord>().FaultsAsync(fleet.Operator, default));
        Assert.Contains("marked", await StepsAsync(fleet));
    }

    [Fact]
    public async Task HUL_007_without_an_address_nothing_is_queued_and_a_refused_document_is_not_sent_again()
    {
        await using (TestFleet off = await StartAsync(StoreProvider.Sqlite, null))
        {
            Guid closed = await CloseOneAsync(off);
            Assert.Equal(DocumentState.NotHandedOver, (await StateAsync(off, closed)).State);
            Assert.Null(await off.Get<ICareRecord>().FindStateAsync(
                await off.AddTenantAsync("Another"), closed, default));
        }

        await using ProviderServer journal = await ProviderServer.StartAsync();
        journal.Script = ProviderServer.Say(422, "");
        await using TestFleet fleet = await StartAsync(StoreProvider.Sqlite, journal.Url);
        Guid id = await CloseOneAsync(fleet);
        await SendAsync(fleet);
        Assert.Equal(DocumentState.GivenUp, (await StateAsync(fleet, id)).State);
    }

    [Fact]
    public async Task HUL_007_the_documentation_is_json_or_text_by_accept_for_those_who_may_see_homes()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        HubDouble hub = await fleet.AddHubAsync();
        await fleet.SendAsync(hub.Hub, Messages.Press(1));
        using HttpClient http = await fleet.SignInAsync("operator");
        JsonNode one = JsonNode.Parse(await http.GetStringAsync("/api/cases"))!["items"]![0]!;
        string path = $"/api/cases/{one["caseId"]}/documentation";
        JsonNode json = JsonNode.Parse(await http.GetStringAsync(path))!;
        Assert.Equal(CaseDocument.FormatName, json["format"]!.GetValue<string>());
        using var ask = new HttpRequestMessage(HttpMethod.Get, path);
        ask.Headers.TryAddWithoutValidation("Accept", "text/plain, application/json;q=0.5");
        using HttpResponseMessage text = await http.SendAsync(ask);
        Assert.Equal("text/plain", text.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Ärendet är inte avslutat.", await text.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(path + "?form=html")).StatusCode);
        using HttpResponseMessage early = await http.PostAsync(path + "/mark", null);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await http.GetAsync($"/api/cases/{Guid.NewGuid()}/documentation")).StatusCode);
    }

    [Theory]
    [InlineData("http://journal.example.se/x", Secret, "Fleet:CareRecord:Url")]
    [InlineData("https://journal.example.se/x", "fifteen letters", "Fleet:CareRecord:Secret")]
    [InlineData("https://journal.example.se/x", "sixteen letters!", null)]
    [InlineData("http://127.0.0.1:9/x", Secret, null)]
    public void HUL_007_the_address_must_be_safe_and_the_key_long_enough(string url, string secret, string? fault)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Fleet:CareRecord:Url"] = url,
                ["Fleet:CareRecord:Secret"] = secret,
            }).Build());
        CareRecordOptions.Read(reader);
        Assert.Equal(fault, reader.Errors.Count == 0 ? null : reader.Errors[0][..reader.Errors[0].LastIndexOf(':')]
            .Split(": ")[0]);
        Assert.True(reader.IsSecret("Fleet:CareRecord:Secret"));
    }

    private static Task<TestFleet> StartAsync(StoreProvider provider, Uri? url) => TestFleet.StartAsync(
        provider,
        change: settings => settings with
        {
            CareRecord = url is null ? new CareRecordOptions() : new CareRecordOptions(url, Secret),
        });

    private static async Task<Guid> CloseOneAsync(TestFleet fleet)
    {
        LiveHub hub = await fleet.AddHubAsync();
        await fleet.Store.WriteAsync(
            session =>
            {
                HomeStore.Save(
                    session,
                    fleet.Operator.TenantId,
                    new Home(
                        hub.RowId, "Söder 14", "Söder", null, "Storgatan 1", "252 20 Helsingborg", "", "", "", false,
                        "", [new Resident(1, "Astrid Berg")], [], 1),
                    fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
                return 0;
            },
            default);
        await fleet.SendAsync(hub, Messages.Press(1));
        Guid id = Assert.Single(await fleet.OpenCasesAsync()).CaseId;
        await DoAsync(fleet, id, new ClaimCase());
        await DoAsync(fleet, id, new NoteSpeech(SpeechResult.Spoken));
        await DoAsync(fleet, id, new RemarkCase("Har fallit, hjälpte sig själv upp"));
        await DoAsync(fleet, id, new CloseCase(CaseOutcome.Call, null, CaseCause.Fall));
        return id;
    }

    private static async Task DoAsync(TestFleet fleet, Guid id, CaseAction action) => Assert.Equal(
        CaseChangeResult.Done, (await fleet.Cases.ChangeAsync(fleet.Operator, id, action, null, default)).Result);

    private static Task SendAsync(TestFleet fleet) => fleet.Get<CareRecordSender>().RunAsync(default);

    private static async Task<DocumentStateView> StateAsync(TestFleet fleet, Guid id) =>
        (await fleet.Get<ICareRecord>().FindStateAsync(fleet.Operator, id, default))!;

    private static async Task<string[]> StepsAsync(TestFleet fleet) =>
    [
        .. (await fleet.Get<IEvidenceExports>().EntriesAsync(fleet.Operator, "documentation", 100, default))
            .Select(entry => entry.Step),
    ];
}
