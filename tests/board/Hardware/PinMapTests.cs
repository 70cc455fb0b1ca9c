// The pins in the source are those in the document, each once, and none that the module keeps for itself.
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Hardware;
using Tests;

namespace Board.Tests.Hardware;

public sealed class PinMapTests
{
    private static readonly string Source = RepositoryRoot.Read("hardware/PinMap.cs");
    private static readonly string Document = RepositoryRoot.Read("hardware/connections.md");

    [Fact]
    public void The_source_and_the_document_have_the_same_pins_and_keep_the_modules_rules()
    {
        IReadOnlyList<string> faults = PinTable.Faults(Source, Document);

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void What_is_read_from_the_source_is_what_the_firmware_is_compiled_with()
    {
        (string, int)[] compiled = [.. typeof(PinMap).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (f.Name, (int)f.GetRawConstantValue()!)).Order()];

        Assert.Equal(compiled, PinTable.Constants(Source).Order());
        Assert.Equal(31, compiled.Length);
    }

    [Fact]
    public void Any_single_pin_changed_in_the_source_alone_is_noticed()
    {
        foreach ((string name, int gpio) in PinTable.Constants(Source))
        {
            string altered = Source.Replace($"int {name} = {gpio};", $"int {name} = {gpio + 1};");

            Assert.NotEqual(Source, altered);
            Assert.Contains(PinTable.Faults(altered, Document), f => f.StartsWith($"{name} = {gpio + 1} is only"));
        }
    }

    [Fact]
    public void Any_single_pin_changed_in_the_document_alone_is_noticed()
    {
        foreach ((string name, int gpio) in PinTable.Constants(Source))
        {
            string altered = Document.Replace($"| {gpio} | `{name}` |", $"| {gpio + 1} | `{name}` |");

            Assert.NotEqual(Document, altered);
            Assert.Contains(PinTable.Faults(Source, altered), f => f.StartsWith($"{name} = {gpio + 1} is only"));
        }
    }

    [Fact]
    public void A_pin_missing_on_one_side_is_noticed()
    {
        string fewer = Source.Replace("public const int ModemRing = 48;", "");
        string shorter = Regex.Replace(Document, @"^\| 48 \|.*$\n", "", RegexOptions.Multiline);

        Assert.Equal(["ModemRing = 48 is only in connections.md"], PinTable.Faults(fewer, Document));
        Assert.Contains("ModemRing = 48 is only in PinMap.cs", PinTable.Faults(Source, shorter));
        Assert.Contains("GPIO 48 has no row", PinTable.Faults(Source, shorter));
    }

    [Theory]
    [InlineData("`ModemRing` | MDM_RI", 48, 35, "GPIO 35 is not free")]
    [InlineData("`ModemRing` | MDM_RI", 48, 27, "GPIO 27 is not free")]
    [InlineData("`ModemRing` | MDM_RI", 48, 20, "GPIO 20 is not free")]
    [InlineData("`ModemRing` | MDM_RI", 48, 1, "GPIO 1 has two constants")]
    [InlineData("`ModemRing` | MDM_RI", 48, 25, "there is no GPIO 25")]
    public void A_pin_that_is_not_free_is_refused_even_when_both_sides_agree(string row, int from, int to, string fault)
    {
        string source = Source.Replace($"ModemRing = {from};", $"ModemRing = {to};");
        string document = Document.Replace($"| {from} | {row} |", $"| {to} | {row} |");

        Assert.Contains(fault, PinTable.Faults(source, document));
    }

    [Fact]
    public void A_strap_without_a_reason_and_a_line_that_floats_are_refused()
    {
        string silent = Document.Replace("| Strap: voltage of the flash", "| Voltage of the flash");
        string floating = Document.Replace("| L selected | R 10 kΩ up | H |", "| L selected | | – |");

        Assert.Equal(["GPIO 45 is a strap without a reason"], PinTable.Faults(Source, silent));
        Assert.Equal(["GPIO 14 floats at reset"], PinTable.Faults(Source, floating));
    }
}
