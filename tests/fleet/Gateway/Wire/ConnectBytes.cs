// A CONNECT as bytes.
using System.Text;
using Gateway.Tests.Doubles;
using static Gateway.Tests.Wire.PacketBytes;

namespace Gateway.Tests.Wire;

/// <summary>The parts of a CONNECT, with those of a well-behaved client as defaults.</summary>
internal sealed record ConnectBytes
{
    internal int Level { get; init; } = V5;

    internal string ProtocolName { get; init; } = "MQTT";

    internal string ClientId { get; init; } = "client";

    internal string? UserName { get; init; }

    internal string? Password { get; init; }

    internal bool Clean { get; init; } = true;

    internal int KeepAlive { get; init; } = 60;

    /// <summary>Extra bits for the connect flags.</summary>
    internal int Flags { get; init; }

    internal byte[][] Properties { get; init; } = [];

    internal string? WillTopic { get; init; }

    internal byte[] WillPayload { get; init; } = Encoding.UTF8.GetBytes("gone");

    internal int WillQos { get; init; }

    internal bool WillRetain { get; init; }

    internal byte[][] WillProperties { get; init; } = [];

    /// <summary>Bytes behind the end of a right packet.</summary>
    internal byte[] Trailing { get; init; } = [];

    /// <summary>A hub as it really connects: client id and user name are its id.</summary>
    internal static ConnectBytes Hub(int number, int level = V5, bool clean = true, uint? expiry = null) => new()
    {
        Level = level,
        ClientId = HubsDouble.IdOf(number),
        UserName = HubsDouble.IdOf(number),
        Password = HubsDouble.Password,
        Clean = clean,
        Properties = expiry is { } seconds ? [Property32(0x11, seconds)] : [],
    };

    /// <summary>A client of the conformance mode.</summary>
    internal static ConnectBytes Open(string clientId, int level = V5, bool clean = true, uint? expiry = null) => new()
    {
        Level = level,
        ClientId = clientId,
        Clean = clean,
        Properties = expiry is { } seconds ? [Property32(0x11, seconds)] : [],
    };

    internal byte[] ToBytes()
    {
        var flags = Flags | (Clean ? 0x02 : 0);
        flags |= WillTopic is null ? 0 : 0x04 | (WillQos << 3) | (WillRetain ? 0x20 : 0);
        flags |= (UserName is null ? 0 : 0x80) | (Password is null ? 0 : 0x40);
        return Frame(
            0x10,
            Text(ProtocolName),
            [(byte)Level, (byte)flags],
            U16(KeepAlive),
            PacketBytes.Properties(Level, Properties),
            Text(ClientId),
            WillTopic is null ? []
                : Join(PacketBytes.Properties(Level, WillProperties), Text(WillTopic), Binary(WillPayload)),
            UserName is null ? [] : Text(UserName),
            Password is null ? [] : Text(Password),
            Trailing);
    }
}
