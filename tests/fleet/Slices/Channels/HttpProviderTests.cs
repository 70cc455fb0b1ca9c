// 46elks and configured gateways over HTTP: what is sent, and what is made of every answer.
using System;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server;
using Fleet.Server.Channels;

namespace Slices.Tests.Channels;

public sealed class HttpProviderTests
{
    public const string Secret = "abcdefghijklmnopqrstuvwx";

    private static readonly OutgoingMessage Message = new(
        Guid.NewGuid(), Guid.NewGuid(), null, OutgoingPurpose.Dispatch, OutgoingKind.Sms, ChannelFleet.Phone,
        "Larm \"7\" & Söder 14", 0, 1);

    [Fact]
    public async Task HBG_048_46elks_gets_the_message_with_its_key_and_where_to_report()
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        using ElksProvider elks = Elks(server);
        SendResult result = await elks.SendAsync(Message, CancellationToken.None);

        Assert.Equal((SendOutcome.Taken, "s123"), (result.Outcome, result.Reference));
        ProviderRequest request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/a1/sms"), (request.Method, request.Path));
        Assert.Equal(
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u1:pass")), request.Authorization);
        Assert.Equal(Message.MessageId.ToString("N"), request.Key);
        Assert.Equal(
            ("+46766861004", Message.Address, Message.Text),
            (request.Form["from"], request.Form["to"], request.Form["message"]));
        Assert.Equal(
            $"https://fleet.example.org/api/channels/elks/{Secret}/delivery?message={Message.MessageId:N}",
            request.Form["whendelivered"]);
    }

    [Theory]
    [InlineData(200, "garbage", SendOutcome.Taken)]
    [InlineData(200, "", SendOutcome.Taken)]
    [InlineData(200, "[1,2]", SendOutcome.Taken)]
    [InlineData(400, "no such number", SendOutcome.Refused)]
    [InlineData(401, "", SendOutcome.Failed)]
    [InlineData(403, "no money", SendOutcome.Failed)]
    [InlineData(429, "", SendOutcome.Failed)]
    [InlineData(302, "", SendOutcome.Failed)]
    [InlineData(500, "", SendOutcome.Failed)]
    [InlineData(503, "", SendOutcome.Failed)]
    public async Task Every_answer_means_something(int status, string body, object outcome)
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        server.Script = ProviderServer.Say(status, body);
        using ElksProvider elks = Elks(server);
        SendResult result = await elks.SendAsync(Message, CancellationToken.None);
        Assert.Equal((outcome, null), ((object)result.Outcome, result.Reference));
    }

    [Fact]
    public async Task A_broken_connection_and_an_endless_answer_are_failures()
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        using ElksProvider elks = Elks(server);
        server.Script = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(SendOutcome.Failed, (await elks.SendAsync(Message, CancellationToken.None)).Outcome);
        server.Script = ProviderServer.Say(200, new string('x', Limits.Channels.AnswerBytes + 1));
        Assert.Equal(SendOutcome.Failed, (await elks.SendAsync(Message, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_provider_that_is_too_slow_is_given_up()
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        using ElksProvider elks = Elks(server);
        using var limit = new CancellationTokenSource();
        server.Script = async context =>
        {
            await limit.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => elks.SendAsync(Message, limit.Token));
    }

    [Fact]
    public async Task HBG_049_a_call_asks_this_server_what_to_do_and_plays_the_question()
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        using ElksProvider elks = Elks(server);
        Assert.True(elks.Carries(OutgoingKind.Voice));
        Assert.False(elks.Carries(OutgoingKind.Mail));
        Guid id = Message.MessageId;
        await elks.SendAsync(Message with { Kind = OutgoingKind.Voice }, CancellationToken.None);
        ProviderRequest request = Assert.Single(server.Requests);
        Assert.Equal("/a1/calls", request.Path);
        Assert.EndsWith($"/call?call={id:N}&step=start", request.Form["voice_start"], StringComparison.Ordinal);
        Assert.EndsWith($"/call?call={id:N}&step=end", request.Form["whenhangup"], StringComparison.Ordinal);

        using JsonDocument action = JsonDocument.Parse(elks.Answer(
            new CallNews(id, CallEvent.FirstAnswered, ""), new CallPlan(true, ChannelFleet.Phone, false))!);
        Assert.Equal("https://fleet.example.org/ask.mp3", action.RootElement.GetProperty("ivr").GetString());
        Assert.EndsWith("step=digit", action.RootElement.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HBG_046_HBG_095_a_call_from_a_case_connects_operator_and_hub_and_is_recorded_only_by_policy(
        bool isRecorded)
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        using ElksProvider elks = Elks(server);
        var order = new VoiceOrder(
            Guid.NewGuid(), Guid.NewGuid(), CallTarget.Hub, ChannelFleet.OwnPhone, ChannelFleet.HubPhone, isRecorded);
        Assert.Equal(SendOutcome.Taken, (await elks.ConnectAsync(order, CancellationToken.None)).Outcome);
        Assert.Equal(ChannelFleet.OwnPhone, Assert.Single(server.Requests).Form["to"]);
        using JsonDocument action = JsonDocument.Parse(elks.Answer(
            new CallNews(order.CallId, CallEvent.FirstAnswered, ""),
            new CallPlan(false, ChannelFleet.HubPhone, isRecorded))!);
        Assert.Equal(ChannelFleet.HubPhone, action.RootElement.GetProperty("connect").GetString());
        Assert.Equal(isRecorded, action.RootElement.TryGetProperty("recordcall", out _));
    }

    [Theory]
    [InlineData(BodyFormat.Form, "POST", "to={to}&text={text}&key={id}")]
    [InlineData(BodyFormat.Form, "GET", "to={to}&text={text}&key={id}")]
    [InlineData(BodyFormat.Json, "POST", """{"to":"{to}","text":"{text}","key":"{id}","brace":"{x}"}""")]
    public async Task A_gateway_by_configuration_gets_its_own_words(BodyFormat format, string method, string body)
    {
        await using ProviderServer server = await ProviderServer.StartAsync();
        server.Script = ProviderServer.Say(202, """{"messages":[{"id":77}]}""");
        using HttpProvider gateway = Gateway(server.Url, format, method, body);
        SendResult result = await gateway.SendAsync(
            Message with { Text = Message.Text + " {to}" }, CancellationToken.None);

        Assert.Equal((SendOutcome.Taken, "77"), (result.Outcome, result.Reference));
        ProviderRequest request = Assert.Single(server.Requests);
        Assert.Equal(method, request.Method);
        string text = format == BodyFormat.Json
            ? JsonDocument.Parse(request.Body).RootElement.GetProperty("text").GetString()!
            : (method == "GET" ? request with { Body = request.Query } : request).Form["text"];
        Assert.Equal(Message.Text + " {to}", text);
        Assert.Contains(Message.MessageId.ToString("N"), request.Body + request.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateways_reports_and_replies_are_read_by_configured_fields()
    {
        using HttpProvider gateway = Gateway(new Uri("http://127.0.0.1"), BodyFormat.Form, "POST", "x");
        Assert.Equal(
            new ReportNews("77", null, ReportStatus.Delivered, ""),
            gateway.Read("delivery", new System.Collections.Generic.Dictionary<string, string>
            {
                ["data.ref"] = "77",
                ["data.state"] = "DELIVRD",
            }));
        Assert.Equal(
            new SmsNews("9", ChannelFleet.Phone, "1"),
            gateway.Read("sms", new System.Collections.Generic.Dictionary<string, string>
            {
                ["mo.id"] = "9",
                ["mo.from"] = "46701234567".Insert(0, "00"),
                ["mo.text"] = "1",
            }));
    }

    internal static ProviderOptions ElksOptions(Uri url) => new(
        "elks", ProviderKind.Elks, url, "u1", "pass", "+46766861004", Secret, [],
        new Uri("https://fleet.example.org/ask.mp3"));

    private static ElksProvider Elks(ProviderServer server)
    {
        ProviderOptions options = ElksOptions(server.Url);
        return new ElksProvider(options, new ChannelOptions([options], new Uri("https://fleet.example.org")));
    }

    private static HttpProvider Gateway(Uri url, BodyFormat format, string method, string body) => new(
        new ProviderOptions("gateway", ProviderKind.Http, url, From: "Larm", Gateway: new HttpGateway(
            method, format, body, "X-Key: k", "messages.id", "mo.from", "mo.text", "mo.id", "data.ref", "data.state",
            ["DELIVRD"], ["UNDELIV"])));
}
