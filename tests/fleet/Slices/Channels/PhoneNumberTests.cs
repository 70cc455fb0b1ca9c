// Numbers as people and providers write them.
using Fleet.Server.Channels;

namespace Slices.Tests.Channels;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+46701234567", "+46701234567")]
    [InlineData("070-123 45 67", "+46701234567")]
    [InlineData("0046 (70) 1234567", "+46701234567")]
    [InlineData(" +4670123456 ", "+4670123456")]
    [InlineData("+1234567", "+1234567")]
    [InlineData("+123456789012345", "+123456789012345")]
    [InlineData("+1234567890123456", null)]
    [InlineData("+123456", null)]
    [InlineData("+0701234567", null)]
    [InlineData("701234567", null)]
    [InlineData("070+1234567", null)]
    [InlineData("Larm", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_has_one_form(string? text, string? number) => Assert.Equal(number, DialledNumber.Read(text));

    [Theory]
    [InlineData("+46701234567", "+46*****567")]
    [InlineData("112", "112")]
    [InlineData("someone@example.org", "som*****org")]
    public void A_hidden_number_shows_its_ends(string number, string hidden) =>
        Assert.Equal(hidden, DialledNumber.Mask(number));
}
