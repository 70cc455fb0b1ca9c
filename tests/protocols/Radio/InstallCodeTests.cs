// Install codes: read in every spelling, refused by name, and no single mistake is taken for another code.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Radio;

public sealed class InstallCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly InstallCode _code = new();

    public static TheoryData<string> Good => [.. Named("install-code")];

    public static TheoryData<string> Bad => [.. Named("bad-install-code")];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_code_is_read_in_each_spelling_and_written_in_one(string name)
    {
        JsonElement vector = RadioVectorTests.Vector(name);
        string[] spellings =
            [vector.Text("code"), .. vector.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];
        foreach (string text in spellings)
        {
            Assert.True(_code.Parse(text) == InstallCodeError.None, text);
            Assert.Equal(vector.GetProperty("deviceId").GetUInt32(), _code.DeviceId);
            Assert.Equal(vector.GetProperty("deviceKind").GetInt32(), (int)_code.DeviceKind);
            Assert.Equal(vector.Text("secret"), Convert.ToHexStringLower(_code.Secret));
            Assert.Equal(vector.Text("code"), _code.Format());
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_text_that_is_no_code_is_refused_by_name_and_leaves_nothing(string name)
    {
        JsonElement vector = RadioVectorTests.Vector(name);
        Assert.Equal(InstallCodeError.None, _code.Parse(RadioVectorTests.Vector("install-code").Text("code")));
        Assert.Equal(vector.Text("error"), _code.Parse(vector.Text("text")).ToString());
        Assert.Equal(0u, _code.DeviceId);
        Assert.Equal(DeviceKind.Unknown, _code.DeviceKind);
        Assert.Equal(new byte[RadioLimits.SecretBytes], _code.Secret);
    }

    [Fact]
    public void No_text_is_refused() => Assert.Equal(InstallCodeError.TooShort, _code.Parse(null!));

    [Fact]
    public void Texts_go_to_the_longest_that_is_looked_at()
    {
        string code = RadioVectorTests.Vector("install-code").Text("code");
        string longest = code.PadLeft(InstallCode.MaxTextLength);
        Assert.Equal(InstallCodeError.None, _code.Parse(longest));
        Assert.Equal(InstallCodeError.TooLong, _code.Parse(" " + longest));
    }

    [Fact]
    public void Random_codes_come_back_as_they_were()
    {
        Random random = new(31);
        byte[] secret = new byte[RadioLimits.SecretBytes + 2];
        InstallCode read = new();
        for (int round = 0; round < 5000; round++)
        {
            random.NextBytes(secret);
            _code.Set((uint)random.NextInt64(1L << 32), (DeviceKind)random.Next(256), secret, 2);
            string text = _code.Format();
            Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$", text);
            Assert.Equal(InstallCodeError.None, read.Parse(InstallCode.QrPrefix + text));
            Assert.Equal(_code.DeviceId, read.DeviceId);
            Assert.Equal(_code.DeviceKind, read.DeviceKind);
            Assert.Equal(secret[2..], read.Secret);
        }
    }

    [Fact]
    public void One_wrong_character_or_two_exchanged_neighbours_are_always_told()
    {
        foreach (string name in Named("install-code"))
        {
            string code = RadioVectorTests.Vector(name).Text("code").Replace("-", "");
            for (int at = 0; at < code.Length; at++)
            {
                foreach (char wrong in Alphabet.Where(c => c != code[at]))
                {
                    string text = code[..at] + wrong + code[(at + 1)..];
                    Assert.Equal(InstallCodeError.Mistyped, _code.Parse(text));
                }

                if (at > 0 && code[at] != code[at - 1])
                {
                    string text = code[..(at - 1)] + code[at] + code[at - 1] + code[(at + 1)..];
                    Assert.Equal(InstallCodeError.Mistyped, _code.Parse(text));
                }
            }
        }
    }

    [Theory]
    [InlineData(32)]
    public void Random_texts_and_mutations_throw_nothing_and_are_no_codes(int seed)
    {
        Random random = new(seed);
        string[] codes = [.. Named("install-code").Select(name => RadioVectorTests.Vector(name).Text("code"))];
        int taken = 0;
        for (int round = 0; round < 50_000; round++)
        {
            List<char> text = [.. codes[random.Next(codes.Length)]];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                int at = random.Next(text.Count);
                char wild = random.Next(2) == 0 ? Alphabet[random.Next(32)] : (char)random.Next(0x10000);
                switch (random.Next(3))
                {
                    case 0: text[at] = wild; break;
                    case 1: text.Insert(at, wild); break;
                    default: text.RemoveAt(at); break;
                }
            }

            taken += _code.Parse(new string([.. text])) == InstallCodeError.None ? 1 : 0;
            string again = _code.Format();
            Assert.Equal(InstallCodeError.None, _code.Parse(again));
            Assert.Equal(again, _code.Format());
        }

        // Mutations that only touch hyphens leave the code good; one in 65,536 of the others passes the check.
        Assert.InRange(taken, 1, 2500);
    }

    private static IEnumerable<string> Named(string form) => ProtocolFiles.Vectors("radio.json")
        .Where(vector => vector.Text("form") == form).Select(vector => vector.Text("name"));
}
