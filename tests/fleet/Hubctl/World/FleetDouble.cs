// A fleet manager that answers what provisioning asks, with a fate for each call.
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Hubctl.Tests.World;

/// <summary>Hubs by Idempotency-Key; a hub is heard when the board has its identity and supply.</summary>
internal sealed class FleetDouble : HttpMessageHandler
{
    private readonly ScriptedBoard _board;
    private readonly Dictionary<string, (string Body, string HubId, byte[] Key)> _byKey = [];
    private readonly List<string> _testCases = [];

    public FleetDouble(ScriptedBoard board)
    {
        _board = board;
    }

    /// <summary>What befalls the call with this number, from 0.</summary>
    public Func<int, Fate> FateOf { get; set; } = static _ => Fate.None;

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    /// <summary>Called for <see cref="Fate.Interrupted"/>.</summary>
    public Action Interrupt { get; set; } = static () => { };

    /// <summary>The hubs registered.</summary>
    public IReadOnlyList<string> HubIds => [.. _byKey.Values.Select(hub => hub.HubId)];

    /// <summary>Whether the hub can reach it.</summary>
    public bool HearsHubs { get; set; } = true;

    /// <summary>How often the command is refused because there is no session.</summary>
    public int Unreachable { get; set; }

    public IReadOnlyList<string> TestCases => _testCases;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Fate fate = FateOf(Calls++);
        switch (fate)
        {
            case Fate.RequestLost:
                throw new HttpRequestException("Connection refused");
            case Fate.KilledBefore:
                throw new KilledException();
            case Fate.ServerFailed:
                return Answer(HttpStatusCode.InternalServerError, new JsonObject { ["title"] = "The server failed" });
            case Fate.ServerBusy:
                return Answer(HttpStatusCode.ServiceUnavailable, new JsonObject { ["title"] = "Not available" });
        }

        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        HttpResponseMessage answer = Answer(request, body);
        switch (fate)
        {
            case Fate.AnswerLost:
                throw new HttpRequestException("Connection reset");
            case Fate.KilledAfter:
                throw new KilledException();
            case Fate.Interrupted:
                Interrupt();
                cancellationToken.ThrowIfCancellationRequested();
                break;
        }

        return answer;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        string path = request.RequestUri!.AbsolutePath;
        Assert.Equal("Bearer token", request.Headers.Authorization?.ToString());
        if (path == "/api/hubs")
        {
            return Register(Assert.Single(request.Headers.GetValues("Idempotency-Key")), body);
        }

        string hubId = path.Contains("/hubs/", StringComparison.Ordinal) ? path.Split('/')[3] : "";
        bool isHeard = HearsHubs && _board.IsPowered && _board.HubId == hubId;
        if (path.EndsWith("/history", StringComparison.Ordinal))
        {
            return Items(isHeard
                ? [new JsonObject { ["kind"] = "heartbeat", ["at"] = "2026-03-01T08:00:00Z" }]
                : []);
        }

        if (path.EndsWith("/commands", StringComparison.Ordinal))
        {
            Assert.Equal("testAlarm", JsonNode.Parse(body)!["command"]!.GetValue<string>());
            if (!isHeard || Unreachable-- > 0)
            {
                return Answer(HttpStatusCode.Conflict, new JsonObject { ["title"] = "The hub cannot be reached now" });
            }

            _testCases.Add(hubId);
            return Answer(HttpStatusCode.Accepted, new JsonObject { ["number"] = 1 });
        }

        Assert.Equal("/api/cases", path);
        return Items([.. _testCases.Select(hub => new JsonObject
        {
            ["kind"] = "test",
            ["hubId"] = hub,
            ["caseNumber"] = 42,
        })]);
    }

    private HttpResponseMessage Register(string key, string body)
    {
        if (!_byKey.TryGetValue(key, out (string Body, string HubId, byte[] Key) hub))
        {
            hub = (body, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
                RandomNumberGenerator.GetBytes(32));
            _byKey.Add(key, hub);
        }

        Assert.Equal(hub.Body, body);
        var item = new JsonObject
        {
            ["hubId"] = hub.HubId,
            ["name"] = "hub-0001",
            ["key"] = Base64Url.EncodeToString(hub.Key),
        };
        return Answer(HttpStatusCode.Created, new JsonObject { ["items"] = new JsonArray(item) });
    }

    private static HttpResponseMessage Items(JsonObject[] items) =>
        Answer(HttpStatusCode.OK, new JsonObject { ["items"] = new JsonArray([.. items]) });

    private static HttpResponseMessage Answer(HttpStatusCode status, JsonObject body) => new(status)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };
}
