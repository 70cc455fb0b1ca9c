// Packets after CONNECT that are wrong, each with the code it deserves.
using System.Collections.Generic;
using System.Threading.Tasks;
using Gateway.Tests.Doubles;
using Gateway.Tests.Wire;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests;

public sealed class MalformedPacketTests
{
    private const string Alarm = "hub/0000000000000001/up/alarm";
    private static readonly byte[] Down = Text("hub/0000000000000001/down/#");

    /// <summary>Name, packet, and the reason a 5.0 client is told; a 3.1.1 client is closed.</summary>
    public static IEnumerable<TheoryDataRow<string, byte[], int>> Cases()
    {
        foreach (var level in new[] { V3, V5 })
        {
            foreach (var (name, reason, packet) in Both(level))
            {
                yield return new($"{(level == V5 ? "5.0" : "3.1.1")} {name}", packet, reason);
            }
        }

        foreach (var (name, reason, packet) in Version3())
        {
            yield return new("3.1.1 " + name, packet, reason);
        }

        foreach (var (name, reason, packet) in Version5())
        {
            yield return new("5.0 " + name, packet, reason);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ends_the_connection_with_the_right_code_and_nobody_elses(string name, byte[] packet, int reason)
    {
        using var gateway = new GatewayInMemory();
        var other = await gateway.ConnectAsync(ConnectBytes.Hub(2));
        var hub = await gateway.ConnectAsync(ConnectBytes.Hub(1, name.StartsWith('5') ? V5 : V3));
        await hub.SendAsync(packet);
        await hub.DisconnectedAsync(reason);
        await other.NothingAsync();
        Assert.Empty(gateway.Ingest.Taken);
        Assert.Empty(gateway.Server.Sessions.Find(gateway.Hubs[2])!.First!.Subscriptions.ToArray());
    }

    private static IEnumerable<(string Name, int Reason, byte[] Packet)> Both(int level)
    {
        var none = Properties(level);
        yield return ("type 0", 0x81, [0x00, 0x00]);
        yield return ("length of five bytes", 0x81, [0x30, 0x80, 0x80, 0x80, 0x80, 0x01]);
        yield return ("length longer than needed", 0x81, [0xC0, 0x80, 0x00]);
        yield return ("too large", 0x95, [0x30, 0xFF, 0xFF, 0xFF, 0x7F]);
        foreach (var type in new byte[] { 0x20, 0x90, 0xB0, 0xD0, 0xF0 })
        {
            yield return ($"type {type:X2} from a client", 0x82, [type, 0x00]);
        }

        yield return ("publish qos 3", 0x81, Frame(0x36, Text(Alarm), U16(1), none));
        yield return ("publish qos 0 with dup", 0x81, Frame(0x38, Text(Alarm), none));
        yield return ("publish packet id 0", 0x82, Publish(level, Alarm, "x", 1, 0));
        yield return ("publish without packet id", 0x81, Frame(0x32, Text(Alarm)));
        yield return ("publish without topic", 0x81, Frame(0x30));
        yield return ("publish topic cut", 0x81, Frame(0x30, [0, 9, 65]));
        yield return ("publish topic empty", 0x82, Publish(level, string.Empty, "x"));
        yield return ("publish topic not utf-8", 0x81, Frame(0x30, Binary([0xC0, 0x80]), none));
        yield return ("publish topic with nul", 0x81, Publish(level, "a\0b", "x"));
        yield return ("publish topic with +", 0x90, Publish(level, "hub/+/up/alarm", "x"));
        yield return ("publish topic with #", 0x90, Publish(level, "hub/0000000000000001/up/#", "x"));
        foreach (var type in new[] { 0x40, 0x50, 0x62, 0x70 })
        {
            yield return ($"acknowledgement {type:X2} without id", 0x81, Frame(type));
            yield return ($"acknowledgement {type:X2} with id 0", 0x82, Frame(type, U16(0)));
            yield return ($"acknowledgement {type:X2} with wrong flags", 0x81, Frame(type ^ 0x03, U16(1)));
        }

        foreach (var type in new[] { 0x82, 0xA2 })
        {
            byte[] options = type == 0x82 ? [1] : [];
            yield return ($"{type:X2} without filter", 0x82, Frame(type, U16(1), none));
            yield return ($"{type:X2} with id 0", 0x82, Frame(type, U16(0), none, Down, options));
            yield return ($"{type:X2} with wrong flags", 0x81, Frame(type ^ 0x02, U16(1), none, Down, options));
            yield return ($"{type:X2} filter cut", 0x81, Frame(type, U16(1), none, [0, 9, 65]));
            yield return ($"{type:X2} filter not utf-8", 0x81, Frame(type, U16(1), none, Binary([0xFF]), options));
            yield return ($"{type:X2} filter with nul", 0x81, Frame(type, U16(1), none, Text("a\0"), options));
            yield return ($"{type:X2} second filter cut", 0x81, Frame(type, U16(1), none, Down, options, [0, 9]));
        }

        yield return ("subscribe without options", 0x81, Frame(0x82, U16(1), none, Down));
        yield return ("subscribe qos 3", 0x81, Frame(0x82, U16(1), none, Down, [3]));
        yield return ("subscribe reserved bits", 0x81, Frame(0x82, U16(1), none, Down, [0xC1]));
        yield return ("ping with body", 0x81, Frame(0xC0, [0]));
        yield return ("ping with flags", 0x81, Frame(0xC1));
        yield return ("disconnect with flags", 0x81, Frame(0xE1));
    }

    private static IEnumerable<(string Name, int Reason, byte[] Packet)> Version3()
    {
        yield return ("acknowledgement with more than an id", 0x81, Frame(0x40, U16(1), [0]));
        yield return ("disconnect with body", 0x81, Frame(0xE0, [0]));
        yield return ("subscribe options of 5.0", 0x81, Frame(0x82, U16(1), Down, [0x05]));
        yield return ("filter with # inside", 0x8F, Subscribe(V3, 1, "hub/#/x", 1));
        yield return ("filter with + beside", 0x8F, Subscribe(V3, 1, "hub/x+", 1));
        yield return ("filter empty", 0x8F, Subscribe(V3, 1, string.Empty, 1));
        yield return ("unsubscribe filter with # inside", 0x8F, Unsubscribe(V3, 1, "a#"));
        yield return ("authentication", 0x82, Frame(0xF0));
    }

    private static IEnumerable<(string Name, int Reason, byte[] Packet)> Version5()
    {
        yield return ("publish alias 0", 0x94, Publish(V5, Alarm, "x", properties: Property16(0x23, 0)));
        yield return ("publish alias above the limit", 0x94, Publish(V5, Alarm, "x", properties: Property16(0x23, 17)));
        yield return ("publish alias not set", 0x82, Publish(V5, string.Empty, "x", properties: Property16(0x23, 1)));
        yield return ("publish alias twice", 0x82,
            Publish(V5, Alarm, "x", 0, 0, false, false, Property16(0x23, 1), Property16(0x23, 1)));
        yield return ("publish alias for a wildcard", 0x90, Publish(V5, "a/+", "x", properties: Property16(0x23, 1)));
        yield return ("publish subscription identifier", 0x82, Publish(V5, Alarm, "x", properties: [0x0B, 1]));
        yield return ("publish response topic wildcard", 0x82,
            Publish(V5, Alarm, "x", properties: PropertyText(8, "a/+")));
        yield return ("publish payload format 2", 0x82, Publish(V5, Alarm, "x", properties: Property(1, 2)));
        yield return ("publish expiry twice", 0x82,
            Publish(V5, Alarm, "x", 0, 0, false, false, Property32(2, 1), Property32(2, 1)));
        yield return ("publish property of connect", 0x81, Publish(V5, Alarm, "x", properties: Property16(0x21, 1)));
        yield return ("publish property cut", 0x81, Frame(0x30, Text(Alarm), [3, 0x23, 0]));
        yield return ("publish without properties", 0x81, Frame(0x30, Text(Alarm)));
        yield return ("puback unknown reason", 0x82, Frame(0x40, U16(1), [0x55]));
        yield return ("pubrel reason of puback", 0x82, Frame(0x62, U16(1), [0x10]));
        yield return ("puback property of publish", 0x81, Frame(0x40, U16(1), [0, 3, 0x23, 0, 1]));
        yield return ("puback trailing byte", 0x81, Frame(0x40, U16(1), [0, 0, 0]));
        yield return ("subscribe identifier 0", 0x82, Subscribe(V5, 1, "a", 1, [0x0B, 0]));
        yield return ("subscribe identifier twice", 0x82, Subscribe(V5, 1, "a", 1, [0x0B, 1], [0x0B, 2]));
        yield return ("subscribe property of publish", 0x81, Subscribe(V5, 1, "a", 1, Property(1, 1)));
        yield return ("subscribe retain handling 3", 0x82, Subscribe(V5, 1, "a", 0x31));
        yield return ("subscribe shared with no local", 0x82, Subscribe(V5, 1, "$share/g/a", 0x05));
        yield return ("unsubscribe property of subscribe", 0x81, Frame(0xA2, U16(1), [2, 0x0B, 1], Down));
        yield return ("disconnect unknown reason", 0x82, Frame(0xE0, [0x55]));
        yield return ("disconnect reason of a server", 0x82, Frame(0xE0, [0x8E]));
        yield return ("disconnect property of a server", 0x81, Frame(0xE0, [0, 4, 0x1C, 0, 1, 65]));
        yield return ("disconnect expiry after none", 0x82, Frame(0xE0, [0, 5, 0x11, 0, 0, 0, 9]));
        yield return ("disconnect trailing byte", 0x81, Frame(0xE0, [0, 0, 0]));
        yield return ("authentication not agreed on", 0x82, Frame(0xF0, [0x18, 0]));
    }
}
