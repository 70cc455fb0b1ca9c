// Reset and label codes: every spelling, every single mistake, every exchange.
using System;
using System.Linq;
using Hub.Protocols.Bench;

namespace Protocols.Tests.Bench;

public sealed class HubCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Random _random = new(11);

    [Fact]
    public void No_single_mistake_and_no_exchange_is_taken_for_a_code()
    {
        for (int round = 0; round < 200; round++)
        {
            char[] code = HubCode.DeriveReset(RandomKey()).Replace("-", "").ToCharArray();
            for (int i = 0; i < code.Length; i++)
            {
                foreach (char other in Alphabet.Where(other => other != code[i]))
                {
                    char[] wrong = [.. code];
                    wrong[i] = other;
                    Assert.Equal("", HubCode.Read(new string(wrong)));
                }

                for (int j = 0; j < i; j++)
                {
                    char[] wrong = [.. code];
                    (wrong[i], wrong[j]) = (wrong[j], wrong[i]);
                    Assert.Equal(code[i] == code[j], HubCode.Read(new string(wrong)).Length > 0);
                }
            }
        }
    }

    [Theory]
    [InlineData("YZMP-JRWC-Y")]
    [InlineData("yzmpjrwcy")]
    [InlineData(" yzmp jrwc y ")]
    [InlineData("Y-Z-M-P-J-R-W-C-Y")]
    public void Every_spelling_is_the_code(string typed)
    {
        Assert.Equal("YZMP-JRWC-Y", HubCode.Read(typed));
        Assert.True(HubCode.IsSame("YZMP-JRWC-Y", typed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("YZMP-JRWC")]
    [InlineData("YZMP-JRWC-YY")]
    [InlineData("YZMP-JRWC-U")]
    [InlineData("YZMP_JRWC_Y")]
    [InlineData("YZMP-JRWC-Y                       ")]
    [InlineData("YZMP-JRWC-Y\n")]
    public void Any_other_text_is_none(string typed)
    {
        Assert.Equal("", HubCode.Read(typed));
        Assert.False(HubCode.IsSame("YZMP-JRWC-Y", typed));
        Assert.False(HubCode.IsSame(typed, "YZMP-JRWC-Y"));
        Assert.False(HubCode.IsSame(typed, typed));
    }

    [Fact]
    public void O_is_zero_and_I_and_L_are_one()
    {
        string code = Enumerable.Range(0, 10_000).Select(_ => HubCode.DeriveLabel(RandomKey()))
            .First(text => text.Contains('0') && text.Contains('1'));
        Assert.Equal(code, HubCode.Read(code.Replace('0', 'O').Replace('1', 'I')));
        Assert.Equal(code, HubCode.Read(code.Replace('0', 'o').Replace('1', 'l')));
    }

    [Fact]
    public void The_two_codes_of_a_key_and_those_of_two_keys_differ()
    {
        byte[] key = RandomKey();
        Assert.False(HubCode.IsSame(HubCode.DeriveReset(key), HubCode.DeriveLabel(key)));
        Assert.False(HubCode.IsSame(HubCode.DeriveReset(key), HubCode.DeriveReset(RandomKey())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_has_no_code(int length)
    {
        Assert.Equal("", HubCode.DeriveReset(new byte[length]));
        Assert.Equal("", HubCode.DeriveLabel(new byte[length]));
        Assert.Equal("", HubCode.DeriveReset(null!));
    }

    [Fact]
    public void The_label_s_symbol_has_prefix_id_and_code() =>
        Assert.Equal("VH1:0123456789abcdef:W1TX-Q8FK-Q", HubCode.QrText("0123456789abcdef", "W1TX-Q8FK-Q"));

    private byte[] RandomKey()
    {
        byte[] key = new byte[32];
        _random.NextBytes(key);
        return key;
    }
}
