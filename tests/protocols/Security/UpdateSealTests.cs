// The seal of orders and states of updates: the vectors' are proved and made again, and no field changes unseen.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;
using Protocols.Tests.Documents;
using Protocols.Tests.Messages;

namespace Protocols.Tests.Security;

public sealed class UpdateSealTests
{
    private static readonly IReadOnlyList<JsonElement> Sealed =
    [
        .. ProtocolFiles.Vectors("messages.json").Where(vector =>
            vector.Text("message") is "updateOrder" or "updateState"
            && (!vector.TryGetProperty("decodeOnly", out JsonElement flag) || !flag.GetBoolean())),
    ];

    private readonly UpdateSeal _seal = new();
    private readonly byte[] _key = new byte[UpdateLimits.KeyBytes];

    public UpdateSealTests()
    {
        // The hub key of all seals in the vectors is the bytes 1 to 32.
        byte[] hubKey = [.. Enumerable.Range(1, ProtocolLimits.HubKeyBytes).Select(number => (byte)number)];
        Assert.True(UpdateSeal.DeriveKey(hubKey, _key, 0));
    }

    public static TheoryData<string> Names => [.. Sealed.Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seal_of_a_vector_is_proved_and_made_again(string name)
    {
        HubMessage message = Read(name);
        string seal = (string)MessageCatalog.Get(message, "seal");
        Assert.True(Proves(message));

        MessageCatalog.Set(message, "seal", new string('0', 2 * UpdateLimits.SealBytes));
        Assert.False(Proves(message));
        Assert.True(Seal(message));
        Assert.Equal(seal, MessageCatalog.Get(message, "seal"));
    }

    [Theory]
    [InlineData("updateOrder/full")]
    [InlineData("updateState/full")]
    public void Every_field_but_the_version_is_under_the_seal(string name)
    {
        int changes = 0;
        foreach (FieldRule rule in MessageCatalog.Rules(Read(name)).Where(rule => rule.Key > 0))
        {
            foreach (int bit in Enumerable.Range(0, Bits(rule, Read(name))))
            {
                HubMessage message = Read(name);
                Flip(message, rule, bit);
                Assert.False(Proves(message), $"{rule.Name}, bit {bit}");
                changes++;
            }
        }

        Assert.True(changes > 600, $"{changes} changes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(UpdateLimits.KeyBytes - 1)]
    [InlineData(UpdateLimits.KeyBytes + 1)]
    public void A_key_of_another_length_neither_seals_nor_proves(int bytes)
    {
        UpdateOrderMessage order = (UpdateOrderMessage)Read("updateOrder/full");
        Assert.False(_seal.Proves(order, new byte[bytes]));
        Assert.False(_seal.Seal(order, new byte[bytes]));
        Assert.Equal(0, order.SealLength);

        UpdateStateMessage state = (UpdateStateMessage)Read("updateState/full");
        Assert.False(_seal.Proves(state, new byte[bytes]));
        Assert.False(_seal.Seal(state, new byte[bytes]));
        Assert.Equal(0, state.SealLength);
        Assert.False(UpdateSeal.DeriveKey(new byte[ProtocolLimits.HubKeyBytes - 1], _key, 0));
    }

    private static HubMessage Read(string name)
    {
        JsonElement vector = Sealed.Single(vector => vector.Text("name") == name);
        return MessageCatalog.FromJson(vector.Text("message"), vector.GetProperty("fields"));
    }

    // The seal's own bits count too.
    private static int Bits(FieldRule rule, HubMessage message) => rule.Type switch
    {
        FieldType.Bytes => ((string)MessageCatalog.Get(message, rule.Name)).Length * 4,
        FieldType.Unsigned64 => 63,
        _ => rule.Max switch { > uint.MaxValue => 44, > 65_535 => 31, > 255 => 11, > 15 => 8, _ => 4 },
    };

    private static void Flip(HubMessage message, FieldRule rule, int bit)
    {
        if (rule.Type == FieldType.Bytes)
        {
            byte[] bytes = Convert.FromHexString((string)MessageCatalog.Get(message, rule.Name));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            MessageCatalog.Set(message, rule.Name, Convert.ToHexStringLower(bytes));
            return;
        }

        object value = MessageCatalog.Get(message, rule.Name);
        MessageCatalog.SetNumber(
            message, rule, (value is ulong big ? (long)big : Convert.ToInt64(value)) ^ (1L << bit));
    }

    private bool Proves(HubMessage message) => message is UpdateOrderMessage order
        ? _seal.Proves(order, _key)
        : _seal.Proves((UpdateStateMessage)message, _key);

    private bool Seal(HubMessage message) => message is UpdateOrderMessage order
        ? _seal.Seal(order, _key)
        : _seal.Seal((UpdateStateMessage)message, _key);
}
