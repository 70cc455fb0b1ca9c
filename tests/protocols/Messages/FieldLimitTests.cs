// Each field's range at the limit and one beyond, for encoding and decoding alike.
using System;
using System.Linq;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Messages;

public sealed class FieldLimitTests
{
    private readonly CborWriter _writer = new();
    private readonly CborReader _reader = new();
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];

    public static TheoryData<string> Names => [.. MessageCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rules_are_listed_by_ascending_key_and_start_with_the_common_ones(string name)
    {
        FieldRule[] rules = [.. MessageCatalog.Rules(MessageCatalog.Create(name))];
        Assert.Equal(["protocolVersion", "bootCount", "sequence"], rules.Take(3).Select(rule => rule.Name));
        Assert.Equal(Enumerable.Range(0, rules.Length), rules.Select(rule => rule.Key));
        Assert.True(rules.Length <= ProtocolLimits.MaxCborItems);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_go_to_their_limit_and_no_further(string name)
    {
        foreach (FieldRule rule in MessageCatalog.Rules(MessageCatalog.Create(name)))
        {
            if (rule.Type is FieldType.Text or FieldType.Bytes or FieldType.Unsigned64)
            {
                continue;
            }

            foreach (long good in (long[])[rule.Min, rule.Max, rule.AlsoAllowed])
            {
                HubMessage message = Full(name, rule, good);
                int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
                Assert.True(length > 0, $"{rule.Name} = {good} refused");
                HubMessage read = MessageCatalog.Create(name);
                Assert.Equal(MessageError.None, read.Decode(_reader, _buffer, 0, length));
                MessageCatalog.AssertEqual(message, read);
            }

            foreach (long bad in (long[])[rule.Min - 1, rule.Max + 1])
            {
                AssertRefused(name, rule, bad);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_go_to_their_limit_in_bytes_and_no_further(string name)
    {
        foreach (FieldRule rule in MessageCatalog.Rules(MessageCatalog.Create(name)))
        {
            if (rule.Type != FieldType.Text)
            {
                continue;
            }

            HubMessage message = Full(name, null, 0);
            int half = (int)rule.Max / 2;
            MessageCatalog.Set(message, rule.Name, new string('å', half));
            Assert.True(message.Encode(_writer, _buffer, 0, _buffer.Length) > 0);
            string tooLong = new string('å', half) + "a";
            foreach (string bad in (string[])[tooLong, "\0", "a\0b", "\uD834", "\uDD1E", "a\uD834b"])
            {
                MessageCatalog.Set(message, rule.Name, bad);
                Assert.NotEqual(MessageError.None, message.Check());
                Assert.Equal(0, message.Encode(_writer, _buffer, 0, _buffer.Length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Byte_strings_go_from_their_fewest_to_their_most_and_no_further(string name)
    {
        foreach (FieldRule rule in MessageCatalog.Rules(MessageCatalog.Create(name)))
        {
            if (rule.Type != FieldType.Bytes)
            {
                continue;
            }

            HubMessage message = Full(name, null, 0);
            foreach (long good in (long[])[rule.Min, rule.Max])
            {
                MessageCatalog.Set(message, rule.Name, new string('5', 2 * (int)good));
                int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
                HubMessage read = MessageCatalog.Create(name);
                Assert.Equal(MessageError.None, read.Decode(_reader, _buffer, 0, length));
                MessageCatalog.AssertEqual(message, read);
            }

            // What a decoder does with them, the hostile vectors show.
            foreach (long bad in (long[])[0, rule.Min - 1, rule.Max + 1])
            {
                MessageCatalog.Set(message, rule.Name, new string('5', 2 * (int)bad));
                Assert.Equal(MessageError.FieldOutOfRange, message.Check());
                Assert.Equal(0, message.Encode(_writer, _buffer, 0, _buffer.Length));
            }
        }
    }

    [Fact]
    public void A_length_below_zero_is_refused_and_not_thrown_over()
    {
        PairRequestMessage message = (PairRequestMessage)Full("pairRequest", null, 0);
        message.SealedLength = -1;
        Assert.Equal(MessageError.FieldOutOfRange, message.Check());
        Assert.Equal(0, message.Encode(_writer, _buffer, 0, _buffer.Length));
    }

    [Fact]
    public void The_wildest_message_of_each_kind_fits_the_largest_body()
    {
        foreach (string name in MessageCatalog.Names)
        {
            HubMessage message = MessageCatalog.Create(name);
            foreach (FieldRule rule in MessageCatalog.Rules(message))
            {
                if (rule.Type == FieldType.Text)
                {
                    MessageCatalog.Set(message, rule.Name, new string('x', (int)rule.Max));
                }
                else if (rule.Type == FieldType.Bytes)
                {
                    MessageCatalog.Set(message, rule.Name, new string('f', 2 * (int)rule.Max));
                }
                else
                {
                    MessageCatalog.SetNumber(message, rule, rule.Type == FieldType.Unsigned64 ? -1 : rule.Max);
                }
            }

            int length = message.Encode(_writer, _buffer, 0, _buffer.Length);
            Assert.InRange(length, 1, ProtocolLimits.MaxMessageBytes);
            Assert.Equal(length, message.Encode(_writer, new byte[length + 2], 1, length));
            Assert.Equal(0, message.Encode(_writer, _buffer, 0, length - 1));
            Assert.Equal(0, message.Encode(_writer, new byte[length - 1], 0, length));
        }
    }

    [Fact]
    public void A_hello_with_its_versions_crossed_is_refused()
    {
        HelloMessage hello = (HelloMessage)Full("hello", null, 0);
        hello.MinProtocolVersion = 2;
        hello.MaxProtocolVersion = 1;
        Assert.Equal(MessageError.FieldOutOfRange, hello.Check());
        Assert.Equal(0, hello.Encode(_writer, _buffer, 0, _buffer.Length));
    }

    [Fact]
    public void A_null_text_is_refused_and_not_thrown_over()
    {
        EventMessage message = (EventMessage)Full("event", null, 0);
        message.Text = null!;
        Assert.Equal(MessageError.InvalidUtf8, message.Check());
        Assert.Equal(0, message.Encode(_writer, _buffer, 0, _buffer.Length));
    }

    [Fact]
    public void Bodies_go_to_the_largest_and_no_further()
    {
        byte[] body = ProtocolFiles.Vectors("messages.json").Single(v => v.Text("name") == "time/longest").Bytes("hex");
        TimeMessage message = new();
        Assert.Equal(512, body.Length);
        Assert.Equal(MessageError.None, message.Decode(_reader, body, 0, body.Length));
        Assert.Equal(MessageError.Oversized, message.Decode(_reader, [.. body, 0], 0, body.Length + 1));
        Assert.Equal(MessageError.BadBuffer, message.Decode(_reader, body, 1, body.Length));
        Assert.Equal(MessageError.BadBuffer, message.Decode(_reader, body, -1, 5));
        Assert.Equal(MessageError.BadBuffer, message.Decode(_reader, body, 0, -5));
        Assert.Equal(MessageError.BadBuffer, message.Decode(_reader, null!, 0, 5));
    }

    private static HubMessage Full(string name, FieldRule? rule, long value)
    {
        HubMessage message = MessageCatalog.FromJson(name, ProtocolFiles.Vectors("messages.json")
            .Single(vector => vector.Text("name") == name + "/full").GetProperty("fields"));
        if (rule != null)
        {
            MessageCatalog.SetNumber(message, rule, value);
        }

        if (message is HelloMessage hello && hello.MinProtocolVersion > hello.MaxProtocolVersion)
        {
            hello.MaxProtocolVersion = rule!.Name == "minProtocolVersion" ? 255 : hello.MaxProtocolVersion;
        }

        return message;
    }

    private void AssertRefused(string name, FieldRule rule, long bad)
    {
        HubMessage message = Full(name, null, 0);
        byte[] body = ForeignCodec.EncodeWith(message, rule.Key, bad);
        MessageError error = MessageCatalog.Create(name).Decode(_reader, body, 0, body.Length);
        MessageError expected = rule.Type == FieldType.Unsigned && bad < 0 ? MessageError.UnexpectedType
            : rule.Key == 0 && bad > 0 ? MessageError.UnsupportedVersion
            : MessageError.FieldOutOfRange;
        Assert.True(expected == error, $"{rule.Name} = {bad}: {error}");

        try
        {
            MessageCatalog.SetNumber(message, rule, bad);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            return; // The property's own type cannot hold it.
        }

        Assert.Equal(MessageError.FieldOutOfRange, message.Check());
        Assert.Equal(0, message.Encode(_writer, _buffer, 0, _buffer.Length));
    }
}
