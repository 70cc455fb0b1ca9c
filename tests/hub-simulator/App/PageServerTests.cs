// The page's server: its files and words, and what it refuses.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Hub.Core.Ports;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Simulator.App.Page;
using Hub.Simulator.World.Devices;

namespace Simulator.Tests.App;

public sealed partial class PageServerTests : IDisposable
{
    private const string Kit = "/api/hubs/1/devices/0A000001";
    private const string Mat = "{\"kind\":\"mat\",\"variant\":\"neck\"}";
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory();

    public void Dispose() => _state.Delete(true);

    [Theory]
    [InlineData("/", "<html lang=\"sv\"", HttpStatusCode.OK)]
    [InlineData("/?lang=en", "<title>Virtual hubs</title>", HttpStatusCode.OK)]
    [InlineData("/?lang=xx", "<title>Virtuella hubbar</title>", HttpStatusCode.OK)]
    [InlineData("/?from=3", "data-number=\"3\"", HttpStatusCode.OK)]
    [InlineData("/hub/2", "<title>Virtuell hub 2</title>", HttpStatusCode.OK)]
    [InlineData("/hub/2?lang=en", "<title>Virtual hub 2</title>", HttpStatusCode.OK)]
    [InlineData("/hub/0", "Det finns ingen hub", HttpStatusCode.NotFound)]
    [InlineData("/hub/4?lang=en", "There is no hub", HttpStatusCode.NotFound)]
    [InlineData("/?from=4", "Det finns ingen hub", HttpStatusCode.NotFound)]
    [InlineData("/?from=x", "Det finns ingen hub", HttpStatusCode.NotFound)]
    public async Task Pages_are_in_Swedish_or_in_English(string path, string expected, HttpStatusCode status)
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        using HttpResponseMessage response = await page.Get(path);
        string html = await PageSession.Text(response);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(expected, html);
        Assert.DoesNotContain("{{", html);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        foreach (Match file in OwnFile().Matches(html))
        {
            using HttpResponseMessage asset = await page.Get(file.Groups[1].Value);
            Assert.True(asset.IsSuccessStatusCode, file.Value);
            Assert.Equal("nosniff", asset.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public void Both_languages_say_the_same_things()
    {
        PageFiles files = new();
        IReadOnlyDictionary<string, string> swedish = files.Texts("sv");
        IReadOnlyDictionary<string, string> english = files.Texts("en");
        Assert.Equal(swedish.Keys.Order(), english.Keys.Order());
        Assert.All(swedish, one => Assert.Equal(Blanks(one.Value), Blanks(english[one.Key])));
        Assert.All(swedish.Concat(english), one => Assert.False(string.IsNullOrWhiteSpace(one.Value), one.Key));

        static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(match => match.Value).Order();
    }

    [Fact]
    public void There_are_words_for_everything_that_can_happen()
    {
        IReadOnlyDictionary<string, string> texts = new PageFiles().Texts("sv");
        IEnumerable<string> wanted =
        [
            .. DeviceSkills.Kinds.Select(kind => "kind." + Word(kind)),
            .. DeviceSkills.Kinds
                .SelectMany(kind => DeviceSkills.Of(kind).Where(cause => HomeDevices.CanNotice(kind, cause)))
                .Select(cause => "act." + Word(cause)),
            .. Words<Sound>("sound"),
            .. Words<PairingStep>("happening.pairing"),
            .. Words<PairingReason>("reason"),
            .. Words<WalkTestStep>("happening.walk"),
            .. Words<DeviceCause>("happening.noticed").Except(["happening.noticed.supervision"]),
            .. Words<LampColour>("colour"),
            .. Words<Lamp>("lamp"),
            .. Words<DeviceLamp>("deviceLamp"),
            .. Words<DeviceVariant>("variant"),
        ];
        Assert.DoesNotContain(wanted, key => !key.EndsWith(".none") && !texts.ContainsKey(key));

        static IEnumerable<string> Words<T>(string before)
            where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{before}.{Word(value)}");
        static string Word<T>(T value) => PageJson.Word(value!.ToString()!);
    }

    [Theory]
    [InlineData("GET", "/api/hubs/0", null, HttpStatusCode.NotFound, "noSuchHub")]
    [InlineData("GET", "/api/hubs/4/events", null, HttpStatusCode.NotFound, "noSuchHub")]
    [InlineData("POST", "/api/hubs/4/buttons/pair", null, HttpStatusCode.NotFound, "noSuchHub")]
    [InlineData("GET", "/api/hubs/x", null, HttpStatusCode.NotFound, "")]
    [InlineData("GET", "/api/hubs/99999999999", null, HttpStatusCode.NotFound, "")]
    [InlineData("GET", "/api/hubs?from=0", null, HttpStatusCode.BadRequest, "badInput")]
    [InlineData("GET", "/api/hubs?from=x", null, HttpStatusCode.BadRequest, "")]
    [InlineData("GET", "/api/hubs/events?from=-1", null, HttpStatusCode.BadRequest, "badInput")]
    [InlineData("DELETE", "/api/hubs/1", null, HttpStatusCode.MethodNotAllowed, "")]
    [InlineData("GET", "/page/none.js", null, HttpStatusCode.NotFound, "")]
    [InlineData("GET", "/page/hub.html", null, HttpStatusCode.NotFound, "")]
    [InlineData("POST", "/api/hubs/1/buttons/explode", null, HttpStatusCode.NotFound, "noSuchButton")]
    [InlineData("PUT", "/api/hubs/1/mains", null, HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PUT", "/api/hubs/1/mains", "{}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PUT", "/api/hubs/1/mains", "{\"isOn\":1}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PUT", "/api/hubs/1/power", "{\"isOn\":true,\"a\":1}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PUT", "/api/hubs/1/network", "no json", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("POST", "/api/hubs/1/devices", "{}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("POST", "/api/hubs/1/devices", "{\"kind\":\"unknown\"}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("POST", "/api/hubs/1/devices", "{\"kind\":\"toaster\"}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("POST", "/api/hubs/1/devices", "{\"kind\":3}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("POST", "/api/hubs/1/devices", Mat, HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PATCH", Kit, "{\"metres\":301}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PATCH", Kit, "{\"wallDb\":-1}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PATCH", Kit, "{\"batteryPercent\":101}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PATCH", Kit, "{\"temperature\":200}", HttpStatusCode.BadRequest, "badInput")]
    [InlineData("PATCH", "/api/hubs/1/devices/0A000002", "{\"metres\":3}", HttpStatusCode.NotFound, "noSuchDevice")]
    [InlineData("POST", "/api/hubs/1/devices/1/join", null, HttpStatusCode.NotFound, "noSuchDevice")]
    [InlineData("POST", "/api/hubs/1/devices/0A000001/causes/opened", null, HttpStatusCode.NotFound, "noSuchCause")]
    [InlineData("POST", "/api/hubs/1/devices/0A000001/causes/1", null, HttpStatusCode.NotFound, "noSuchCause")]
    [InlineData("POST", "/api/hubs/1/devices/0A000001/causes/joined", null, HttpStatusCode.NotFound, "noSuchCause")]
    [InlineData("DELETE", Kit, null, HttpStatusCode.Conflict, "belongsToHub")]
    [InlineData("GET", "/api/hubs/1/devices/0A000002/label.svg", null, HttpStatusCode.NotFound, "noSuchDevice")]
    public async Task What_cannot_be_done_is_a_problem_with_a_reason(
        string method, string path, string? body, HttpStatusCode status, string code)
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        using HttpResponseMessage response = await page.Send(new HttpMethod(method), path, body);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await PageSession.Text(response));
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.RootElement.TryGetProperty("code", out JsonElement told) ? told.GetString() : "");
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Requests_of_other_origins_are_refused(string header, string value)
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        foreach (string path in (string[])["/api/hubs/1", "/api/hubs/1/events", "/"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.Add(header, value);
            using HttpResponseMessage response = await page.Send(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using HttpRequestMessage act = new(HttpMethod.Put, "/api/hubs/1/mains")
        {
            Content = new StringContent("{\"isOn\":false}", null, "application/json"),
        };
        act.Headers.Add(header, value);
        using HttpResponseMessage refusal = await page.Send(act);
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
        Assert.True((await page.Hub()).IsOnMains);
    }

    [Fact]
    public async Task The_page_itself_may_do_what_others_may_not()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        using HttpRequestMessage act = new(HttpMethod.Put, "/api/hubs/1/mains")
        {
            Content = new StringContent("{\"isOn\":false}", null, "application/json"),
        };
        act.Headers.Add("Origin", page.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        act.Headers.Add("Sec-Fetch-Site", "same-origin");
        using HttpResponseMessage done = await page.Send(act);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        using HttpRequestMessage link = new(HttpMethod.Get, "/hub/1");
        link.Headers.Add("Sec-Fetch-Site", "cross-site");
        link.Headers.Add("Sec-Fetch-Mode", "navigate");
        link.Headers.Add("Sec-Fetch-Dest", "document");
        using HttpResponseMessage shown = await page.Send(link);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
    }

    [Fact]
    public async Task So_many_may_listen_and_the_next_is_told_to_come_again()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        List<HttpResponseMessage> listeners = [];
        for (int i = 0; i < EventStreams.Most; i++)
        {
            listeners.Add(await page.Listen(i % 2 == 0 ? "/api/hubs/1/events" : "/api/hubs/events"));
            Assert.Equal("text/event-stream", listeners[i].Content.Headers.ContentType?.MediaType);
        }

        using HttpResponseMessage refused = await page.Listen();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);

        // The server notices a listener that has gone a moment later.
        listeners.ForEach(listener => listener.Dispose());
        long start = TimeProvider.System.GetTimestamp();
        for (bool isLetIn = false; !isLetIn;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < PageSession.Patience);
            using HttpResponseMessage again = await page.Listen();
            isLetIn = again.IsSuccessStatusCode;
        }
    }

    [Fact]
    public async Task A_body_without_end_is_not_read()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        string body = "{\"isOn\":" + new string(' ', 5000) + "false}";
        using HttpResponseMessage response = await page.Send(HttpMethod.Put, "/api/hubs/1/mains", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.True((await page.Hub()).IsOnMains);
    }

    [Fact]
    public async Task A_home_takes_so_many_devices_and_then_no_more()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        for (int i = 1; i < HomeDevices.Most; i++)
        {
            await page.Post("/api/hubs/3/devices", new { kind = "mat" });
        }

        using HttpResponseMessage full = await page.Send(HttpMethod.Post, "/api/hubs/3/devices", new { kind = "mat" });
        Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);
        Assert.Equal(HomeDevices.Most, (await page.Hub(3)).Devices.Count);
    }

    [GeneratedRegex("(?:src|href)=\"(/page/[^\"]+)\"")]
    private static partial Regex OwnFile();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();
}
