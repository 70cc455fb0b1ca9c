// Every message vector is decoded and encoded; every hostile one is refused with the fault it names.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Messages;

public sealed class MessageVectorTests
{
    private static readonly IReadOnlyList<JsonElement> Golden = ProtocolFiles.Vectors("messages.json");
    private static readonly IReadOnlyList<JsonElement> Hostile = ProtocolFiles.Vectors("hostile-messages.json");
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxMessageBytes];

    public static TheoryData<string> GoldenNames => [.. Golden.Select(vector => vector.Text("name"))];

    public static TheoryData<string> HostileNames => [.. Hostile.Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void A_golden_body_is_decoded_to_its_fields(string name)
    {
        JsonElement vector = Golden.Single(vector => vector.Text("name") == name);
        HubMessage expected = MessageCatalog.FromJson(vector.Text("message"), vector.GetProperty("fields"));
        HubMessage actual = MessageCatalog.Create(vector.Text("message"));
        byte[] body = vector.Bytes("hex");

        Assert.Equal(MessageError.None, actual.Decode(new CborReader(), body, 0, body.Length));
        MessageCatalog.AssertEqual(expected, actual);
    }

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void A_golden_body_is_encoded_byte_for_byte(string name)
    {
        JsonElement vector = Golden.Single(vector => vector.Text("name") == name);
        HubMessage message = MessageCatalog.FromJson(vector.Text("message"), vector.GetProperty("fields"));
        int length = message.Encode(new CborWriter(), _buffer, 0, _buffer.Length);

        string encoded = Convert.ToHexStringLower(_buffer, 0, length);
        bool isDecodeOnly = vector.TryGetProperty("decodeOnly", out JsonElement flag) && flag.GetBoolean();
        Assert.Equal(!isDecodeOnly, encoded == vector.Text("hex"));
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void A_hostile_body_is_refused_by_name(string name)
    {
        JsonElement vector = Hostile.Single(vector => vector.Text("name") == name);
        HubMessage message = MessageCatalog.FromJson(
            vector.Text("message"),
            Golden.First(golden => golden.Text("message") == vector.Text("message")).GetProperty("fields"));
        HubMessage cleared = MessageCatalog.Create(vector.Text("message"));
        cleared.Clear();
        byte[] body = vector.Bytes("hex");

        Assert.Equal(vector.Text("error"), message.Decode(new CborReader(), body, 0, body.Length).ToString());
        MessageCatalog.AssertEqual(cleared, message);
    }

    [Fact]
    public void Every_message_has_a_minimal_a_full_and_an_extreme_vector()
    {
        HashSet<string> names = [.. Golden.Select(vector => vector.Text("name"))];
        foreach (string message in MessageCatalog.Names)
        {
            foreach (string vector in (string[])["minimal", "full", "extreme", "from-the-future"])
            {
                Assert.Contains($"{message}/{vector}", names);
            }
        }

        Assert.Equal(names.Count, Golden.Count);
        Assert.Equal(Hostile.Count, Hostile.Select(vector => vector.Text("name")).Distinct().Count());
    }

    [Fact]
    public void Full_vectors_leave_no_field_at_its_default()
    {
        foreach (string name in MessageCatalog.Names)
        {
            JsonElement full = Golden.Single(vector => vector.Text("name") == name + "/full");
            HubMessage message = MessageCatalog.Create(name);
            HashSet<string> told = [.. full.GetProperty("fields").EnumerateObject().Select(field => field.Name)];
            Assert.Equal(MessageCatalog.Rules(message).Select(rule => rule.Name).ToHashSet(), told);
        }
    }

    [Fact]
    public void Every_named_fault_has_a_hostile_vector()
    {
        HashSet<string> shown = [.. Hostile.Select(vector => vector.Text("error"))];
        IEnumerable<string> faults = Enum.GetNames<MessageError>()
            .Except([nameof(MessageError.None), nameof(MessageError.BadBuffer)]);
        Assert.Equal(faults.Order(), shown.Order());
    }

    [Fact]
    public void Every_required_field_has_a_vector_without_it_and_every_limit_one_beyond()
    {
        HashSet<string> names = [.. Hostile.Select(vector => vector.Text("name"))];
        foreach (string name in MessageCatalog.Names)
        {
            foreach (FieldRule rule in MessageCatalog.Rules(MessageCatalog.Create(name)).Where(rule => rule.Key > 2))
            {
                Assert.Equal(rule.IsRequired, names.Contains($"{name}-without-{rule.Name}"));
                if (rule.Type == FieldType.Text)
                {
                    Assert.Contains($"{name}-{rule.Name}-of-{rule.Max + 1}-bytes", names);
                }
                else if (rule.Type == FieldType.Bytes)
                {
                    Assert.Contains($"{name}-{rule.Name}-of-{rule.Min - 1}-bytes", names);
                    Assert.Contains($"{name}-{rule.Name}-of-{rule.Max + 1}-bytes", names);
                }
                else if (rule.Type != FieldType.Unsigned64)
                {
                    Assert.Contains($"{name}-{rule.Name}-{rule.Max + 1}", names);
                }
            }
        }
    }

    [Fact]
    public void Codec_faults_have_the_same_numbers_as_the_codec_gives_them()
    {
        foreach (CborError error in Enum.GetValues<CborError>().Where(error => error != CborError.OutOfRange))
        {
            Assert.Equal(error.ToString(), ((MessageError)(int)error).ToString());
        }
    }
}
