// The seal of pair requests: each vector's opens, no forged one does, and no field can be changed unseen.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;
using Protocols.Tests.Messages;

namespace Protocols.Tests.Security;

public sealed class PairingSealTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("radio.json");
    private readonly PairingSeal _seal = new(new Ccm(new Aes128()));
    private readonly byte[] _secret = new byte[RadioLimits.SecretBytes];

    public static TheoryData<string> Good => [.. Named("pairing-seal")];

    public static TheoryData<string> Forged => [.. Named("forged-pairing-seal")];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_request_is_opened_and_sealed_as_its_vector_says(string name)
    {
        JsonElement vector = All.Single(vector => vector.Text("name") == name);
        byte[] secret = vector.Bytes("secret");
        PairRequestMessage request = Read(vector);
        string sealedText = Convert.ToHexStringLower(request.Sealed, 0, request.SealedLength);

        Assert.True(_seal.Open(request, Key(vector), _secret, out int count));
        Assert.Equal(secret, _secret[..count]);
        Assert.Equal(sealedText, Convert.ToHexStringLower(request.Sealed, 0, request.SealedLength));

        request.Sealed.AsSpan().Clear();
        Assert.True(_seal.Seal(request, Key(vector), count == 0 ? null : secret));
        Assert.Equal(sealedText, Convert.ToHexStringLower(request.Sealed, 0, request.SealedLength));
        Assert.Equal(MessageError.None, request.Check());
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_request_is_not_opened(string name)
    {
        JsonElement vector = All.Single(vector => vector.Text("name") == name);
        Assert.False(_seal.Open(Read(vector), Key(vector), _secret, out int count));
        Assert.Equal(0, count);
        Assert.Equal(new byte[RadioLimits.SecretBytes], _secret);
    }

    [Fact]
    public void Every_field_but_the_version_and_the_boot_count_is_under_the_seal()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        foreach (FieldRule rule in MessageCatalog.Rules(new PairRequestMessage()))
        {
            PairRequestMessage request = Request();
            Assert.True(_seal.Seal(request, key, new byte[RadioLimits.SecretBytes]));
            if (rule.Type == FieldType.Bytes || rule.Key < 2)
            {
                continue;
            }

            long value = Convert.ToInt64(MessageCatalog.Get(request, rule.Name));
            foreach (int bit in Enumerable.Range(0, rule.Type == FieldType.Unsigned64 ? 63 : 31))
            {
                long changed = value ^ (1L << bit);
                if (rule.Allows(changed))
                {
                    MessageCatalog.SetNumber(request, rule, changed);
                    Assert.False(_seal.Open(request, key, _secret, out _), $"{rule.Name} = {changed}");
                }
            }

            MessageCatalog.SetNumber(request, rule, value);
            Assert.True(_seal.Open(request, key, _secret, out _));
        }
    }

    [Fact]
    public void Keys_and_secrets_of_another_length_are_refused()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        PairRequestMessage request = Request();
        Assert.False(_seal.Seal(request, new byte[15], null));
        Assert.False(_seal.Seal(request, null!, null));
        Assert.False(_seal.Seal(request, key, new byte[12]));
        Assert.False(_seal.Seal(request, key, new byte[14]));
        Assert.False(_seal.Seal(request, key, []));
        Assert.Equal(0, request.SealedLength);

        Assert.True(_seal.Seal(request, key, null));
        Assert.Equal(Ccm.TagBytes, request.SealedLength);
        Assert.False(_seal.Open(request, new byte[17], _secret, out _));
        Assert.False(_seal.Open(request, key, new byte[12], out _));
        Assert.False(_seal.Open(request, key, null!, out _));
        for (int length = -1; length <= ProtocolLimits.MaxSealedBytes + 1; length++)
        {
            request.SealedLength = length;
            Assert.Equal(length == Ccm.TagBytes, _seal.Open(request, key, _secret, out _));
        }
    }

    private static PairRequestMessage Request() => new()
    {
        Sequence = 1UL << 40,
        PairingId = 77,
        Action = PairAction.Assign,
        Seconds = 60,
        Occupant = 2,
        Location = 12,
        ReplacesDeviceId = 9,
        Argument = -5,
    };

    private static IEnumerable<string> Named(string form) =>
        All.Where(vector => vector.Text("form") == form).Select(vector => vector.Text("name"));

    private static byte[] Key(JsonElement vector)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        Assert.True(new RadioKeys().DerivePairing(vector.Bytes("hubKey"), key, 0));
        return key;
    }

    private static PairRequestMessage Read(JsonElement vector)
    {
        PairRequestMessage request = new();
        byte[] body = vector.Bytes("message");
        Assert.Equal(MessageError.None, request.Decode(new CborReader(), body, 0, body.Length));
        return request;
    }
}
