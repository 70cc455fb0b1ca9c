// The seal of commands: each vector's opens, no forged one does, and no field can be changed unseen.
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

public sealed class CommandSealTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("radio.json");
    private readonly CommandSeal _seal = new(new Ccm(new Aes128()));

    public static TheoryData<string> Good => [.. Named("command-seal")];

    public static TheoryData<string> Forged => [.. Named("forged-command-seal")];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_command_is_opened_and_sealed_as_its_vector_says(string name)
    {
        JsonElement vector = All.Single(vector => vector.Text("name") == name);
        CommandMessage command = Read(vector);
        string sealedText = Convert.ToHexStringLower(command.Sealed);

        Assert.True(_seal.Open(command, Key(vector)));
        Assert.Equal(sealedText, Convert.ToHexStringLower(command.Sealed));

        command.Sealed.AsSpan().Clear();
        Assert.True(_seal.Seal(command, Key(vector)));
        Assert.Equal(sealedText, Convert.ToHexStringLower(command.Sealed));
        Assert.Equal(MessageError.None, command.Check());
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_command_is_not_opened(string name)
    {
        JsonElement vector = All.Single(vector => vector.Text("name") == name);
        Assert.False(_seal.Open(Read(vector), Key(vector)));
    }

    [Fact]
    public void Every_field_but_the_version_and_the_boot_count_is_under_the_seal()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        foreach (FieldRule rule in MessageCatalog.Rules(new CommandMessage()))
        {
            if (rule.Type == FieldType.Bytes || rule.Key < 2)
            {
                continue;
            }

            CommandMessage command = new()
            {
                Sequence = 1UL << 40,
                Command = CommandKind.DialNumber,
                ExpiresUnixMilliseconds = 1L << 40,
                Argument = -5,
            };
            Assert.True(_seal.Seal(command, key));
            long value = Convert.ToInt64(MessageCatalog.Get(command, rule.Name));
            foreach (int bit in Enumerable.Range(0, rule.Type == FieldType.Unsigned64 ? 63 : 44))
            {
                long changed = value ^ (1L << bit);
                if (rule.Allows(changed))
                {
                    MessageCatalog.SetNumber(command, rule, changed);
                    Assert.False(_seal.Open(command, key), $"{rule.Name} = {changed}");
                }
            }

            MessageCatalog.SetNumber(command, rule, value);
            Assert.True(_seal.Open(command, key));
        }
    }

    [Fact]
    public void A_seal_of_a_request_is_none_of_a_command()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        PairRequestMessage request = new() { Sequence = 9 };
        Assert.True(new PairingSeal(new Ccm(new Aes128())).Seal(request, key, null));
        CommandMessage command = new() { Sequence = 9, SealedLength = ProtocolLimits.CommandSealBytes };
        request.Sealed.AsSpan(0, command.SealedLength).CopyTo(command.Sealed);
        Assert.False(_seal.Open(command, key));
    }

    [Fact]
    public void Keys_and_seals_of_another_length_are_refused()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        CommandMessage command = new() { Sequence = 3, Command = CommandKind.Reboot };
        Assert.False(_seal.Seal(command, new byte[15]));
        Assert.False(_seal.Seal(command, null!));
        Assert.Equal(0, command.SealedLength);
        Assert.True(_seal.Seal(command, key));
        Assert.False(_seal.Open(command, new byte[17]));
        Assert.False(_seal.Open(command, []));
        for (int length = -1; length <= ProtocolLimits.CommandSealBytes + 1; length++)
        {
            command.SealedLength = length;
            Assert.Equal(length == ProtocolLimits.CommandSealBytes, _seal.Open(command, key));
        }
    }

    private static IEnumerable<string> Named(string form) =>
        All.Where(vector => vector.Text("form") == form).Select(vector => vector.Text("name"));

    private static byte[] Key(JsonElement vector)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        Assert.True(new RadioKeys().DerivePairing(vector.Bytes("hubKey"), key, 0));
        return key;
    }

    private static CommandMessage Read(JsonElement vector)
    {
        CommandMessage command = new();
        byte[] body = vector.Bytes("message");
        Assert.Equal(MessageError.None, command.Decode(new CborReader(), body, 0, body.Length));
        return command;
    }
}
