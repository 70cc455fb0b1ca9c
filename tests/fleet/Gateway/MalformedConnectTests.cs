// CONNECT packets that are wrong, each with the code it deserves.
using System.Collections.Generic;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class MalformedConnectTests
{
    private static readonly byte[] Id = Text("0000000000000001");
    private static readonly byte[] Secret = Text("secret");

    /// <summary>Name, CONNECT, and the 5.0 reason; a 3.1.1 client is closed in each case.</summary>
    public static IEnumerable<TheoryDataRow<string, byte[], int>> Cases()
    {
        foreach (var level in new[] { V3, V5 })
        {
            var none = Properties(level);
            yield return Case(level, "reserved flag", 0x81, Body(level, 0xC3, none, Id, Id, Secret));
            yield return Case(level, "will qos without will", 0x81, Body(level, 0xCA, none, Id, Id, Secret));
            yield return Case(level, "will retain without will", 0x81, Body(level, 0xE2, none, Id, Id, Secret));
            yield return Case(level, "will qos 3", 0x81,
                Body(level, 0xDE, none, Id, none, Text("hub/0000000000000001/up/event"), Text("x"), Id, Secret));
            yield return Case(level, "no client id", 0x81, Body(level, 0x02, none));
            yield return Case(level, "client id too short", 0x81, Body(level, 0x02, none, [0, 9, 65]));
            yield return Case(level, "client id not utf-8", 0x81,
                Body(level, 0xC2, none, Binary([0xC3, 0x28]), Id, Secret));
            yield return Case(level, "client id a surrogate", 0x81,
                Body(level, 0xC2, none, Binary([0xED, 0xA0, 0x80]), Id, Secret));
            yield return Case(level, "client id with nul", 0x81,
                Body(level, 0xC2, none, Binary([65, 0, 66]), Id, Secret));
            yield return Case(level, "user name not utf-8", 0x81, Body(level, 0xC2, none, Id, Binary([0xFF]), Secret));
            yield return Case(level, "user name missing", 0x81, Body(level, 0xC2, none, Id));
            yield return Case(level, "password missing", 0x81, Body(level, 0xC2, none, Id, Id));
            yield return Case(level, "will missing", 0x81, Body(level, 0x06, none, Id));
            yield return Case(level, "will payload missing", 0x81, Body(level, 0x06, none, Id, none, Text("a")));
            yield return Case(level, "will topic not utf-8", 0x81,
                Body(level, 0xC6, none, Id, none, Binary([0xFF]), Text("x"), Id, Secret));
            yield return Case(level, "trailing byte", 0x81, Body(level, 0xC2, none, Id, Id, Secret, [0]));
        }

        yield return Case(V3, "password without user name", 0x81, Body(V3, 0x42, Id, Secret));
        foreach (var (name, reason, property) in BadProperties())
        {
            yield return Case(V5, name, reason, Body(V5, 0xC2, Properties(V5, property), Id, Id, Secret));
        }

        foreach (var (name, reason, property) in BadWillProperties())
        {
            yield return Case(V5, "will " + name, reason, Body(
                V5, 0xC6, Properties(V5), Id, Properties(V5,
                    property), Text("hub/0000000000000001/up/event"), Text("x"), Id, Secret));
        }

        yield return Case(V5, "property length beyond the packet", 0x81, Body(V5, 0x02, [0x7F], Id));
        yield return Case(V5, "property length of five bytes", 0x81,
            Body(V5, 0x02, [0x80, 0x80, 0x80, 0x80, 0x01], Id));
        yield return Case(V5, "property length longer than needed", 0x81, Body(V5, 0xC2, [0x80, 0x00], Id, Id, Secret));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_answered_with_the_right_code_or_closed(string name, byte[] connect, int reason)
    {
        using var gateway = new GatewayInMemory();
        var other = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        var client = gateway.Open();
        await client.SendAsync(connect);
        if (name.StartsWith('5'))
        {
            await client.RefusedAsync(reason);
        }
        else
        {
            await client.ClosedAsync();
        }

        await other.NothingAsync();
        Assert.Equal(1, gateway.Server.Sessions.Count);
    }

    private static IEnumerable<(string Name, int Reason, byte[] Property)> BadProperties()
    {
        var expiry = Property32(0x11, 1);
        yield return ("unknown property", 0x81, [0x7E, 0]);
        yield return ("property 0", 0x81, [0x00, 0]);
        yield return ("property of publish", 0x81, Property16(0x23, 1));
        yield return ("property of connack", 0x81, Property16(0x13, 1));
        yield return ("cut property", 0x81, [0x11, 0, 0]);
        yield return ("cut user property", 0x81, [0x26, 0, 1, 65]);
        yield return ("user property not utf-8", 0x81, [0x26, 0, 1, 0xFF, 0, 0]);
        yield return ("session expiry twice", 0x82, Join(expiry, expiry));
        yield return ("receive maximum 0", 0x82, Property16(0x21, 0));
        yield return ("maximum packet size 0", 0x82, Property32(0x27, 0));
        yield return ("request problem 2", 0x82, Property(0x17, 2));
        yield return ("request response 2", 0x82, Property(0x19, 2));
        yield return ("authentication data alone", 0x82, Join([0x16], Binary([1])));
    }

    private static IEnumerable<(string Name, int Reason, byte[] Property)> BadWillProperties()
    {
        yield return ("unknown property", 0x81, [0x7E, 0]);
        yield return ("property of connect", 0x81, Property16(0x21, 1));
        yield return ("payload format 2", 0x82, Property(0x01, 2));
        yield return ("delay twice", 0x82, Join(Property32(0x18, 1), Property32(0x18, 1)));
        yield return ("response topic with wildcard", 0x82, PropertyText(0x08, "a/#"));
    }

    private static byte[] Body(int level, int flags, params byte[][] rest) =>
        Frame(0x10, Text("MQTT"), [(byte)level, (byte)flags], U16(60), Join(rest));

    private static TheoryDataRow<string, byte[], int> Case(int level, string name, int reason, byte[] connect) =>
        new($"{(level == V5 ? "5.0" : "3.1.1")} {name}", connect, reason);
}
