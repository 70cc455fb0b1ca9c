// Our UTF-8 against .NET's, over every character and over random bytes.
using System;
using System.Linq;
using System.Text;
using Hub.Protocols.Cbor;

namespace Protocols.Tests.Cbor;

public sealed class Utf8Tests
{
    private static readonly UTF8Encoding Strict = new(false, true);

    [Fact]
    public void Every_character_is_measured_written_and_checked_as_dotnet_does()
    {
        byte[] buffer = new byte[8];
        for (int code = 1; code <= 0x10FFFF; code++)
        {
            if (!Rune.IsValid(code))
            {
                Assert.Equal(-1, Utf8.Measure(((char)code).ToString()));
                continue;
            }

            string text = new Rune(code).ToString();
            int length = Utf8.Write(text, buffer, 0);
            Assert.Equal(length, Utf8.Measure(text));
            Assert.True(Strict.GetBytes(text).AsSpan().SequenceEqual(buffer.AsSpan(0, length)), $"U+{code:X}");
            Assert.Equal(CborError.None, Utf8.Check(buffer, 0, length));
        }
    }

    [Fact]
    public void Random_bytes_are_judged_as_dotnet_judges_them()
    {
        Random random = new(7);
        byte[] lead = [0x41, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xA0, 0x9F, 0x8F, 0x90];
        int good = 0;
        for (int round = 0; round < 200_000; round++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => lead[random.Next(lead.Length)])];
            bool isGood = Utf8.Check(bytes, 0, bytes.Length) == CborError.None;
            Assert.True(IsGoodForDotnet(bytes) == isGood, Convert.ToHexString(bytes));
            good += isGood ? 1 : 0;
        }

        Assert.InRange(good, 1000, 199_000);
    }

    private static bool IsGoodForDotnet(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
