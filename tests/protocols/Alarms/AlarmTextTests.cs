// The short message of an alarm: written, read back, and refused when anything in it is not right.
using System;
using System.Linq;
using System.Text;
using Hub.Protocols.Alarms;

namespace Protocols.Tests.Alarms;

public sealed class AlarmTextTests
{
    private const string HubId = "0123456789abcdef";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private static byte[] Written(byte[]? key = null)
    {
        AlarmText text = new()
        {
            Sequence = 0x1C02,
            Kind = AlarmKind.Person,
            DeviceType = DeviceTypes.PersonalTrigger,
            StatusCode = StatusCodes.ManualAlarm,
        };
        byte[] buffer = new byte[AlarmText.Length];
        text.Write(HubId, key ?? Key, buffer);
        return buffer;
    }

    [Fact]
    public void HBG_042_the_text_is_this_one_and_fits_one_short_message()
    {
        string text = Encoding.ASCII.GetString(Written());
        Assert.StartsWith("VH1 0123456789abcdef 0000000000001c02 000 0003 0010 ", text);
        Assert.Equal(Check(text[..52]), text[52..]);
        Assert.True(AlarmText.Length <= 160);
    }

    [Fact]
    public void A_text_is_read_back()
    {
        AlarmText read = new();
        byte[] text = Written();
        Assert.True(read.Read(Key, text, text.Length));
        Assert.Equal(HubId, read.HubId);
        Assert.Equal(0x1C02UL, read.Sequence);
        Assert.Equal(AlarmKind.Person, read.Kind);
        Assert.Equal(DeviceTypes.PersonalTrigger, read.DeviceType);
        Assert.Equal(StatusCodes.ManualAlarm, read.StatusCode);
    }

    [Fact]
    public void The_extremes_are_read_back()
    {
        AlarmText text = new()
        {
            Sequence = ulong.MaxValue,
            Kind = (AlarmKind)255,
            DeviceType = 9999,
            StatusCode = 9999,
        };
        byte[] buffer = new byte[AlarmText.Length];
        text.Write(HubId, [], buffer);
        AlarmText read = new();
        Assert.True(read.Read([], buffer, buffer.Length));
        Assert.Equal((ulong.MaxValue, 255, 9999, 9999),
            (read.Sequence, (int)read.Kind, read.DeviceType, read.StatusCode));
    }

    [Fact]
    public void Every_single_changed_byte_another_key_and_another_length_are_refused()
    {
        AlarmText read = new();
        for (int at = 0; at < AlarmText.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] text = Written();
                text[at] ^= (byte)(1 << bit);
                Assert.False(read.Read(Key, text, text.Length));
            }
        }

        byte[] whole = Written();
        Assert.False(read.Read([.. Key.Reverse()], whole, whole.Length));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(read.Read(Key, whole[..length], length));
        }

        Assert.False(read.Read(Key, [.. whole, 32], whole.Length + 1));
    }

    [Fact]
    public void Noise_never_reads_as_an_alarm_and_never_throws()
    {
        Random random = new(1);
        AlarmText read = new();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Written();
            for (int j = random.Next(1, 20); j > 0; j--)
            {
                text[random.Next(text.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(48, 103));
            }

            Assert.False(!text.AsSpan().SequenceEqual(Written()) && read.Read(Key, text, text.Length));
        }
    }

    private static string Check(string text) => Convert.ToHexStringLower(
        System.Security.Cryptography.HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(text)))[..8];
}
