// Our bytes read by System.Formats.Cbor and its bytes by us, over seeded random messages.
using System;
using System.Formats.Cbor;
using Hub.Protocols;
using Hub.Protocols.Messages;

namespace Protocols.Tests.Messages;

public sealed class ForeignCodecTests
{
    private const int Rounds = 20_000;

    [Theory]
    [InlineData(CborConformanceMode.Canonical, 1)]
    [InlineData(CborConformanceMode.Ctap2Canonical, 2)]
    public void Both_codecs_write_the_same_bytes_and_read_each_other(CborConformanceMode mode, int seed)
    {
        Random random = new(seed);
        Hub.Protocols.Cbor.CborWriter writer = new();
        Hub.Protocols.Cbor.CborReader reader = new();
        byte[] buffer = new byte[ProtocolLimits.MaxMessageBytes];
        for (int round = 0; round < Rounds; round++)
        {
            HubMessage message = RandomMessages.Next(random);
            string name = MessageCatalog.NameOf(message.GetType());
            int length = message.Encode(writer, buffer, 0, buffer.Length);
            Assert.True(length > 0, $"seed {seed} round {round}: {name} refused with {message.Check()}");

            byte[] foreign = ForeignCodec.Encode(message, mode);
            Assert.Equal(foreign, buffer.AsSpan(0, length).ToArray());

            MessageCatalog.AssertEqual(message, ForeignCodec.Decode(name, buffer.AsMemory(0, length), mode));
            HubMessage read = MessageCatalog.Create(name);
            Assert.Equal(MessageError.None, read.Decode(reader, foreign, 0, foreign.Length));
            MessageCatalog.AssertEqual(message, read);
        }
    }
}
