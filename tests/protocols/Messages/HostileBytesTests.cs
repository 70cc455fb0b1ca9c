// Damaged bodies of every kind: cut at every byte, flipped at every bit, mutated at random. None throws or hangs.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Messages;

public sealed class HostileBytesTests
{
    private const int Mutations = 200_000;
    private readonly CborReader _reader = new();
    private readonly HubMessage[] _messages = [.. MessageCatalog.Names.Select(MessageCatalog.Create)];
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];

    [Fact]
    public void A_body_cut_at_any_byte_is_truncated()
    {
        foreach ((string name, byte[] body) in Golden())
        {
            for (int length = 0; length < body.Length; length++)
            {
                byte[] cut = body[..length];
                Assert.Equal(MessageError.Truncated, MessageCatalog.Create(name).Decode(_reader, cut, 0, length));
                DecodeAsEverything(cut, 0, length);
            }
        }
    }

    [Fact]
    public void A_body_with_any_bit_flipped_is_refused_or_says_exactly_what_it_then_says()
    {
        foreach ((_, byte[] body) in Golden())
        {
            for (int bit = 0; bit < body.Length * 8; bit++)
            {
                body[bit / 8] ^= (byte)(1 << (bit % 8));
                DecodeAsEverything(body, 0, body.Length);
                body[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [InlineData(20260301)]
    public void Random_mutations_are_refused_or_say_exactly_what_they_then_say(int seed)
    {
        Random random = new(seed);
        List<byte[]> seeds = [.. Golden().Select(vector => vector.Body), .. Hostile()];
        int accepted = 0;
        for (int round = 0; round < Mutations; round++)
        {
            byte[] body = Mutate(random, seeds);
            try
            {
                accepted += DecodeAsEverything(body, 0, body.Length);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed} round {round}: {Convert.ToHexStringLower(body)} threw {exception}");
            }
        }

        // Were nothing accepted, the mutations would prove nothing about what is.
        Assert.InRange(accepted, 100, Mutations);
    }

    [Fact]
    public void Reading_keeps_within_the_bytes_it_was_given()
    {
        foreach ((string name, byte[] body) in Golden())
        {
            byte[] framed = [.. new byte[3], .. body, .. new byte[5]];
            framed.AsSpan(0, 3).Fill(0xFF);
            framed.AsSpan(3 + body.Length).Fill(0xFF);
            Assert.Equal(MessageError.None, MessageCatalog.Create(name).Decode(_reader, framed, 3, body.Length));
            Assert.Equal(
                MessageError.Truncated,
                MessageCatalog.Create(name).Decode(_reader, framed, 3, body.Length - 1));
        }
    }

    private static byte[] Mutate(Random random, List<byte[]> seeds)
    {
        byte[] body = [.. seeds[random.Next(seeds.Count)]];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(body.Length + 1);
            switch (random.Next(6))
            {
                case 0 when at < body.Length: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < body.Length: body[at] = (byte)random.Next(256); break;
                case 2: body = [.. body[..at], (byte)random.Next(256), .. body[at..]]; break;
                case 3 when at < body.Length: body = [.. body[..at], .. body[(at + 1)..]]; break;
                case 4: body = body[..at]; break;
                default:
                    byte[] other = seeds[random.Next(seeds.Count)];
                    body = [.. body[..at], .. other[random.Next(other.Length + 1)..]];
                    break;
            }
        }

        return body;
    }

    private static IEnumerable<(string Name, byte[] Body)> Golden() =>
        ProtocolFiles.Vectors("messages.json").Select(vector => (vector.Text("message"), vector.Bytes("hex")));

    private static IEnumerable<byte[]> Hostile() =>
        ProtocolFiles.Vectors("hostile-messages.json").Select(vector => vector.Bytes("hex"));

    // What is taken for a message must, said again by us, be read as the same message.
    private int DecodeAsEverything(byte[] body, int offset, int count)
    {
        int accepted = 0;
        foreach (HubMessage message in _messages)
        {
            MessageError error = message.Decode(_reader, body, offset, count);
            Assert.True(Enum.IsDefined(error), $"fault without a name: {error}");
            if (error != MessageError.None)
            {
                continue;
            }

            accepted++;
            int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
            Assert.InRange(length, 1, count);
            HubMessage again = MessageCatalog.Create(MessageCatalog.NameOf(message.GetType()));
            Assert.Equal(MessageError.None, again.Decode(_reader, _buffer, 0, length));
            MessageCatalog.AssertEqual(message, again);
        }

        return accepted;
    }
}
