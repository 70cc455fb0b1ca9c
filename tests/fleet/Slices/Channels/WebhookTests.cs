// What providers post, over HTTP: right, wrong, repeated, too large, too often, from elsewhere.
using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;
using Slices.Tests.World;

namespace Slices.Tests.Channels;

public sealed class WebhookTests
{
    private const string Door = "/api/channels/elks/" + HttpProviderTests.Secret;

    [Fact]
    public async Task HUL_054_a_message_over_46elks_is_handed_over_delivered_and_answered()
    {
        var listener = new ListenerDouble();
        await using ProviderServer server = await ProviderServer.StartAsync();
        await using HttpFleet fleet = await StartAsync(server, listener);
        using var provider = new HttpClient { BaseAddress = fleet.Url };
        Guid id = await fleet.QueueAsync(OutgoingKind.Sms);
        await fleet.SendDueAsync();
        string report = $"{Door}/delivery?message={id:N}";
        foreach (string status in new[] { "sent", "delivered", "delivered", "sent" })
        {
            using HttpResponseMessage answer = await PostAsync(provider, report, $"id=s123&status={status}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage answer = await PostAsync(
                provider, Door + "/sms", "id=in1&from=%2B46701234567&to=%2B46766861004&message=1");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
        Assert.Equal("1", Assert.Single(listener.Incoming).Text);
    }

    [Fact]
    public async Task HBG_049_HBG_071_a_call_over_46elks_is_answered_and_a_key_pressed()
    {
        var listener = new ListenerDouble();
        await using ProviderServer server = await ProviderServer.StartAsync();
        await using HttpFleet fleet = await StartAsync(server, listener);
        using var provider = new HttpClient { BaseAddress = fleet.Url };
        Guid id = await fleet.QueueAsync(OutgoingKind.Voice);
        await fleet.SendDueAsync();
        string call = $"{Door}/call?call={id:N}&step=";
        using HttpResponseMessage started = await PostAsync(provider, call + "start", "callid=c1");
        Assert.Contains("\"ivr\"", await started.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage pressed = await PostAsync(provider, call + "digit", "callid=c1&result=2");
        using HttpResponseMessage ended = await PostAsync(provider, call + "end", "id=c1&state=success");

        Assert.Equal([DeliveryStep.HandedOver, DeliveryStep.Delivered], listener.Steps);
        Assert.Equal((id, "2"), (listener.Incoming.Single().MessageId, listener.Incoming.Single().Text));
    }

    [Theory]
    [InlineData("busy", "elks: busy or declined")]
    [InlineData("failed", "elks: no answer")]
    public async Task HBG_049_a_call_over_46elks_that_nobody_takes_is_told_as_failed(string state, string detail)
    {
        var listener = new ListenerDouble();
        await using ProviderServer server = await ProviderServer.StartAsync();
        await using HttpFleet fleet = await StartAsync(server, listener);
        using var provider = new HttpClient { BaseAddress = fleet.Url };
        Guid id = await fleet.QueueAsync(OutgoingKind.Voice);
        await fleet.SendDueAsync();
        using HttpResponseMessage ended = await PostAsync(
            provider, $"{Door}/call?call={id:N}&step=end", $"id=c1&state={state}");
        Assert.Equal(detail, listener.Deliveries.Last().Detail);
    }

    [Theory]
    [InlineData("/api/channels/elks/abcdefghijklmnopqrstuvwy/sms", "id=1&from=%2B46701234567", 404)]
    [InlineData("/api/channels/simulator/abcdefghijklmnopqrstuvwx/sms", "id=1&from=%2B46701234567", 404)]
    [InlineData(Door + "/other", "id=1", 404)]
    [InlineData(Door + "/sms", "from=%2B46701234567", 400)]
    [InlineData(Door + "/sms", "id=1&from=Larm", 400)]
    [InlineData(Door + "/sms", "", 400)]
    [InlineData(Door + "/delivery", "id=1&status=lost", 400)]
    [InlineData(Door + "/delivery", "status=sent", 400)]
    [InlineData(Door + "/call?call=x&step=start", "", 400)]
    [InlineData(Door + "/call?call=00000000000000000000000000000001&step=fly", "", 400)]
    [InlineData(Door + "/call?call=00000000000000000000000000000001&step=start", "", 404)]
    public async Task What_is_wrong_is_refused_with_a_sentence(string path, string body, int status)
    {
        var listener = new ListenerDouble();
        await using ProviderServer server = await ProviderServer.StartAsync();
        await using HttpFleet fleet = await StartAsync(server, listener);
        using var provider = new HttpClient { BaseAddress = fleet.Url };
        using HttpResponseMessage answer = await PostAsync(provider, path, body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(listener.Incoming);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_object_is_refused_and_the_largest_is_taken()
    {
        var listener = new ListenerDouble();
        await using ProviderServer server = await ProviderServer.StartAsync();
        await using HttpFleet fleet = await StartAsync(server, listener);
        using var provider = new HttpClient { BaseAddress = fleet.Url };
        string start = "id=1&from=%2B46701234567&message=";
        string full = start + new string('x', Limits.Channels.WebhookBytes - start.Length);
        using HttpResponseMessage taken = await PostAsync(provider, Door + "/sms", full);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);

        // The server hangs up on whoever sends too much, so this one has a connection of its own.
        using var talkative = new HttpClient { BaseAddress = fleet.Url };
        using HttpResponseMessage large = await PostAsync(talkative, Door + "/sms", full + "x");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        foreach (string body in new[] { "[1]", "{", "7", new string('[', 100) })
        {
            using var json = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await provider.PostAsync(Door + "/sms", json);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using HttpResponseMessage asJson = await provider.PostAsJsonAsync(
            Door + "/sms", new { id = "2", from = "+46701234567", message = "ja" });
        Assert.Equal(HttpStatusCode.NoContent, asJson.StatusCode);
        Assert.Equal(2, listener.Incoming.Count);
    }

    [Fact]
    public void Posts_are_counted_and_come_only_from_allowed_addresses()
    {
        var clock = new Fleet.Server.Time.SteadyClock(new ManualTimeProvider());
        ProviderOptions options = HttpProviderTests.ElksOptions(new Uri("http://127.0.0.1")) with
        {
            AllowedAddresses = ["192.0.2.0/24", "2001:db8::1"],
        };
        var channels = new ChannelOptions([options], new Uri("https://fleet.example.org"));
        using var elks = new ElksProvider(options, channels);
        var guard = new WebhookGuard(clock, channels, [elks]);
        bool Finds(string from) =>
            guard.Find("elks", HttpProviderTests.Secret, IPAddress.Parse(from)) is not null;
        Assert.True(Finds("192.0.2.255"));
        Assert.True(Finds("::ffff:192.0.2.1"));
        Assert.True(Finds("2001:db8::1"));
        Assert.False(Finds("192.0.3.0"));
        Assert.False(Finds("2001:db8::2"));
        Assert.All(Enumerable.Range(0, Limits.Channels.WebhooksPerSecond), _ => Assert.True(guard.TryCount("elks")));
        Assert.False(guard.TryCount("elks"));
    }

    [Fact]
    public async Task HBG_095_the_phones_the_calls_and_the_policy_are_there_over_http_for_those_who_may()
    {
        await using HttpFleet fleet = await HttpFleet.StartAsync();
        using HttpClient admin = await fleet.SignInAsync("admin");
        using HttpClient technician = await fleet.SignInAsync("technician");
        using HttpResponseMessage made = await technician.PutAsJsonAsync(
            "/api/phones/0701234567", new { name = "Larm 1", condition = "noCoverage" });
        Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        JsonObject phones = await HttpFleet.ReadAsync(await technician.GetAsync("/api/phones"));
        Assert.Equal("Larm 1", phones["items"]![0]!["name"]!.GetValue<string>());
        using HttpResponseMessage reply = await technician.PostAsJsonAsync(
            "/api/phones/+46701234567/messages", new { text = "1" });
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);

        foreach ((int days, HttpStatusCode status) in new[]
        {
            (0, HttpStatusCode.BadRequest), (3_651, HttpStatusCode.BadRequest), (3_650, HttpStatusCode.OK),
        })
        {
            using HttpResponseMessage set = await admin.PutAsJsonAsync(
                "/api/recording-policy", new { isOn = true, retentionDays = days });
            Assert.Equal(status, set.StatusCode);
        }

        using HttpResponseMessage forbidden = await technician.PutAsJsonAsync(
            "/api/recording-policy", new { isOn = false, retentionDays = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using HttpResponseMessage call = await admin.PostAsJsonAsync(
            $"/api/cases/{Guid.NewGuid()}/calls", new { target = "hub", operatorNumber = ChannelFleet.OwnPhone });
        Assert.Equal(HttpStatusCode.NotFound, call.StatusCode);
        using var nobody = new HttpClient { BaseAddress = fleet.Url };
        using HttpResponseMessage unknown = await nobody.GetAsync("/api/phones");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    private static Task<HttpFleet> StartAsync(ProviderServer server, ListenerDouble listener) => HttpFleet.StartAsync(
        settings => settings with
        {
            Channels = new ChannelOptions(
                [HttpProviderTests.ElksOptions(server.Url)], new Uri("https://fleet.example.org")),
        },
        ChannelFleet.Replace(listener));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await http.PostAsync(path, content);
    }
}
