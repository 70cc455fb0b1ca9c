// What people and scripts give the command: lists of hubs, addresses, actions; and what wrong input gets.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using Hub.Simulator.App;

namespace Simulator.Tests.App;

public sealed class InputTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_list_of_hubs_is_read()
    {
        File.WriteAllText(_file, "hub_id,user_name,password\n0123456789abcdef,0123456789abcdef,p\r\n\n"
            + "00000000000000ff,00000000000000ff," + new string('x', 64) + "\n");
        IReadOnlyList<Credentials> hubs = Credentials.Read(_file);
        Assert.Equal(["0123456789abcdef", "00000000000000ff"], hubs.Select(hub => hub.HubId));
        Assert.Equal("p", hubs[0].Password);
    }

    [Theory]
    [InlineData("", "must begin with the line")]
    [InlineData("id,name,password\n", "must begin with the line")]
    [InlineData("hub_id,user_name,password\n", "lists no hub")]
    [InlineData("hub_id,user_name,password\n0123456789abcdef,0123456789abcdef\n", "line 2: 2 fields")]
    [InlineData("hub_id,user_name,password\n0123456789ABCDEF,0123456789ABCDEF,p\n", "is no hub id")]
    [InlineData("hub_id,user_name,password\n0123456789abcdef,other,p\n", "signs in with its id")]
    [InlineData("hub_id,user_name,password\n0123456789abcdef,0123456789abcdef,\n", "1 to 64 bytes")]
    [InlineData("hub_id,user_name,password\n0000000000000001,0000000000000001,p\n0000000000000001,0000000000000001,q",
        "line 3: hub 0000000000000001 is listed twice")]
    public void A_wrong_list_is_refused_with_the_place_named(string text, string expected)
    {
        File.WriteAllText(_file, text);
        DemoException refusal = Assert.Throws<DemoException>(() => Credentials.Read(_file));
        Assert.Contains(expected, refusal.Message);
        Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
    }

    [Fact]
    public void A_password_one_byte_too_long_and_a_list_that_is_not_there_are_refused()
    {
        File.WriteAllText(_file, "hub_id,user_name,password\n0123456789abcdef,0123456789abcdef," + new string('x', 65));
        Assert.Equal(ExitCodes.Usage, Assert.Throws<DemoException>(() => Credentials.Read(_file)).ExitCode);
        DemoException missing = Assert.Throws<DemoException>(() => Credentials.Read(_file + ".not"));
        Assert.Equal(ExitCodes.NotFound, missing.ExitCode);
    }

    [Theory]
    [InlineData("localhost:1883", "localhost", 1883)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("fleet.example.se:8883", "fleet.example.se", 8883)]
    public void An_address_is_read(string text, string host, int port)
    {
        ServerAddress? address = ServerAddress.Parse(text);
        Assert.Equal(new ServerAddress(host, port), address);
        Type expected = IPAddress.TryParse(host, out _) ? typeof(IPEndPoint) : typeof(DnsEndPoint);
        Assert.Equal(expected, address!.EndPoint.GetType());
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData(":1883")]
    [InlineData("localhost:")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("localhost:1 ")]
    [InlineData("::1:1883")]
    public void A_wrong_address_is_refused(string text)
    {
        Assert.Null(ServerAddress.Parse(text));
    }

    [Theory]
    [InlineData("press 3", "press", 3, true)]
    [InlineData("check-in 2", "check-in", 2, true)]
    [InlineData("check-out 2", "check-out", 2, true)]
    [InlineData("network 12 off", "network", 12, false)]
    [InlineData("power 1 on", "power", 1, true)]
    [InlineData("mains 1 off", "mains", 1, false)]
    public void An_action_is_read(string words, string verb, int number, bool isOn)
    {
        Assert.Equal(new HubAction(verb, number, isOn), HubAction.Parse(words.Split(' ')));
    }

    [Theory]
    [InlineData("press")]
    [InlineData("press x")]
    [InlineData("check-in")]
    [InlineData("check-in 1 on")]
    [InlineData("check-up 1")]
    [InlineData("press -1")]
    [InlineData("press 1 off")]
    [InlineData("power 1")]
    [InlineData("power 1 maybe")]
    [InlineData("Press 1")]
    [InlineData("explode 1 on")]
    [InlineData("press 99999999999")]
    public void Words_that_are_no_action_are_refused(string words)
    {
        Assert.Null(HubAction.Parse(words.Split(' ')));
    }
}
