// The demonstration's hubs behind their control port, with no fleet manager there to answer.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.App;
using Microsoft.AspNetCore.Builder;

namespace Simulator.Tests.App;

public sealed class DemoTownTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory();
    private readonly StringWriter _output = new();
    private readonly SemaphoreSlim _happened = new(0);
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _state.Delete(true);
    }

    [Fact]
    public async Task Hubs_are_pressed_cut_and_shown_over_the_control_port_and_outlive_the_program()
    {
        await With(async root =>
        {
            Assert.Equal([1, 2, 3], (await Hubs(root)).Select(hub => hub.Number));
            HubStatus pressed = await Post(root, "hubs/2/press");
            Assert.Equal(1, pressed.PressCount);
            await Until(root, hubs => hubs[1] is { PendingAlarmCount: 1, AcceptedPressCount: 1 });
            Assert.False((await Post(root, "hubs/1/power/off")).IsPowered);
            Assert.False((await Post(root, "hubs/1/network/off")).HasNetwork);
            Assert.False((await Post(root, "hubs/3/mains/off")).IsOnMains);
            HubStatus[] hubs = await Hubs(root);
            Assert.Equal(new LampStatus("off", "off", "off"), hubs[0].Lamps);
            Assert.All(hubs, hub => Assert.False(hub.IsConnected));
            Assert.True((await Post(root, "hubs/1/power/on")).IsPowered);
            await Until(root, all => all[0] is { StartCount: 2, Lamps.Power: "orange" });
        });

        await With(async root => await Until(root, hubs => hubs[1].PendingAlarmCount == 1));
    }

    [Fact]
    public async Task HBG_051_and_076_check_in_and_check_out_are_pressed_on_the_front_and_wait_for_the_fleet_manager()
    {
        await With(async root =>
        {
            await Until(root, hubs => hubs.All(hub => hub.Lamps.Power == "orange"));
            await Post(root, "hubs/1/check-in");
            await Until(root, hubs => hubs[0].PendingAlarmCount == 1);

            // A second check-in gets a hint from the hub and leaves no record.
            await Post(root, "hubs/1/check-in");
            await Post(root, "hubs/1/check-out");
            await Until(root, hubs => hubs[0].PendingAlarmCount == 2);
            Assert.Equal(0, (await Hubs(root))[0].PressCount);
            await Post(root, "hubs/2/power/off");
            using HttpResponseMessage refused = await _client.PostAsync(new Uri(root, "hubs/2/check-in"), null);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("Hub 2 does not run", await refused.Content.ReadAsStringAsync());
        });
    }

    [Theory]
    [InlineData("hubs/1/explode", HttpStatusCode.NotFound, "The actions are press, check-in and check-out")]
    [InlineData("hubs/0/press", HttpStatusCode.NotFound, "There is no hub 0")]
    [InlineData("hubs/4/press", HttpStatusCode.NotFound, "the hubs are 1 to 3")]
    [InlineData("hubs/1/power/maybe", HttpStatusCode.NotFound, "The actions are")]
    [InlineData("hubs/1/explode/on", HttpStatusCode.NotFound, "The actions are")]
    [InlineData("hubs/x/press", HttpStatusCode.NotFound, "")]
    public async Task Wrong_requests_are_answered_with_a_reason(string path, HttpStatusCode status, string reason)
    {
        await With(async root =>
        {
            using HttpResponseMessage response = await _client.PostAsync(new Uri(root, path), null);
            Assert.Equal(status, response.StatusCode);
            Assert.Contains(reason, await response.Content.ReadAsStringAsync());
        });
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task What_a_web_page_could_make_a_browser_send_is_refused(string header, string value)
    {
        await With(async root =>
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri(root, "hubs/1/press"));
            request.Headers.Add(header, value);
            using HttpResponseMessage response = await _client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(0, (await Hubs(root))[0].PressCount);
        });
    }

    [Fact]
    public async Task Typed_commands_do_the_same_and_say_what_they_did()
    {
        DemoTalk talk = new(_output, TimeProvider.System);
        using DemoTown town = Town(talk);
        town.Start();
        string[] lines = ["", "press 1", "network 2 off", "power 9 on", "dance", "help", "list"];
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.False(await talk.ReadCommands(new StringReader(string.Join('\n', lines)), town, cancellation));
        Assert.True(await talk.ReadCommands(new StringReader("  quit \npress 1"), town, cancellation));
        string said = _output.ToString();
        Assert.Contains("Pressed the button of hub 1.", said);
        Assert.Contains("The network of hub 2 is off.", said);
        Assert.Contains("There is no hub 9; the hubs are 1 to 3.", said);
        Assert.Contains("'dance' is no command", said);
        Assert.Contains("network N off|on", said);
        Assert.Contains("0000000000000003", said);
        Assert.Equal(1, (await town.Status())[0].PressCount);
    }

    private DemoTown Town(DemoTalk talk)
    {
        Credentials[] hubs = [.. Enumerable.Range(1, 3).Select(i => new Credentials($"{i:x16}", "secret"))];
        return new DemoTown(hubs, new DemoOptions
        {
            Hubs = 3,
            Server = new ServerAddress("127.0.0.1", FreePort()),
            CredentialsFile = "",
            StateDirectory = _state.FullName,
            ControlPort = 0,
            HeartbeatIntervalSeconds = 120,
            Tls = null,
        }, what =>
        {
            talk.Say(what);
            _happened.Release();
        });
    }

    private async Task With(Func<Uri, Task> test)
    {
        using DemoTown town = Town(new DemoTalk(_output, TimeProvider.System));
        town.Start();
        await using WebApplication control = await ControlServer.Start(town, 0);
        await test(new Uri(control.Urls.Single() + "/"));
    }

    private async Task<HubStatus[]> Hubs(Uri root) =>
        (await _client.GetFromJsonAsync<HubStatus[]>(new Uri(root, "hubs")))!;

    private async Task<HubStatus> Post(Uri root, string path)
    {
        using HttpResponseMessage response = await _client.PostAsync(new Uri(root, path), null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<HubStatus>())!;
    }

    // Asks again whenever something has happened in the town.
    private async Task Until(Uri root, Func<HubStatus[], bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition(await Hubs(root)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, _output.ToString());
            await _happened.WaitAsync(TimeSpan.FromSeconds(1));
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
