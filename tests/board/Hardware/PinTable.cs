// Reads the two places that say which pin is what, and says where they differ or break a rule of the module.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Board.Tests.Hardware;

/// <summary>The pins of the source and of the document, and what is wrong with them.</summary>
internal static partial class PinTable
{
    /// <summary>Pads that the chip has, whether or not the module leads them out.</summary>
    private static readonly int[] Pads = [.. Enumerable.Range(0, 22), .. Enumerable.Range(26, 23)];

    /// <summary>Flash, octal PSRAM and USB: never for the firmware.</summary>
    private static readonly int[] Taken = [19, 20, .. Enumerable.Range(26, 12)];

    private static readonly int[] Straps = [0, 3, 45, 46];

    /// <summary>Everything that is wrong; empty when source and document agree and keep the module's rules.</summary>
    /// <param name="source">The text of PinMap.cs.</param>
    /// <param name="document">The text of connections.md.</param>
    public static IReadOnlyList<string> Faults(string source, string document)
    {
        var faults = new List<string>();
        (string Name, int Gpio)[] constants = Constants(source);
        Row[] rows = Rows(document);
        (string Name, int Gpio)[] named =
            [.. rows.Where(r => r.Constant is not null).Select(r => (r.Constant!, r.Gpio))];
        faults.AddRange(constants.Except(named).Select(c => $"{c.Name} = {c.Gpio} is only in PinMap.cs"));
        faults.AddRange(named.Except(constants).Select(c => $"{c.Name} = {c.Gpio} is only in connections.md"));
        faults.AddRange(Repeated(constants.Select(c => c.Gpio)).Select(g => $"GPIO {g} has two constants"));
        faults.AddRange(Repeated(rows.Select(r => r.Gpio)).Select(g => $"GPIO {g} has two rows"));
        faults.AddRange(Repeated(rows.Select(r => r.Net).Where(n => n != "–")).Select(n => $"net {n} has two rows"));
        faults.AddRange(Pads.Except(rows.Select(r => r.Gpio)).Select(g => $"GPIO {g} has no row"));
        faults.AddRange(rows.Select(r => r.Gpio).Except(Pads).Select(g => $"there is no GPIO {g}"));
        faults.AddRange(constants.Where(c => Taken.Contains(c.Gpio)).Select(c => $"GPIO {c.Gpio} is not free"));
        faults.AddRange(rows.Where(r => r.Constant is not null).SelectMany(FaultsOf));
        return faults;
    }

    /// <summary>The constants of the source, as the text has them.</summary>
    public static (string Name, int Gpio)[] Constants(string source) =>
        [.. Constant().Matches(source).Select(m => (m.Groups[1].Value, Number(m.Groups[2].Value)))];

    private static IEnumerable<string> FaultsOf(Row row)
    {
        if (row.Direction is not ("in" or "out" or "both"))
        {
            yield return $"GPIO {row.Gpio} has no direction";
        }

        if (row.Pull.Length == 0 || row.AtReset is not ("H" or "L"))
        {
            yield return $"GPIO {row.Gpio} floats at reset";
        }

        if (Straps.Contains(row.Gpio) && !row.Reason.StartsWith("Strap: ", System.StringComparison.Ordinal))
        {
            yield return $"GPIO {row.Gpio} is a strap without a reason";
        }
    }

    private static Row[] Rows(string document) => [.. TableRow().Matches(document).Select(m => Read(m.Value))];

    private static Row Read(string line)
    {
        string[] cells = [.. line.Trim().Trim('|').Split('|').Select(c => c.Trim())];
        Assert.Equal(9, cells.Length);
        string? constant = cells[1].Trim('`') is { Length: > 1 } name ? name : null;
        return new Row(Number(cells[0]), constant, cells[2], cells[3], cells[5], cells[6], cells[8]);
    }

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> values) =>
        values.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"public const int (\w+) = (\d+);")]
    private static partial Regex Constant();

    // A row of the first table: a number, then a constant in backquotes or a dash.
    [GeneratedRegex(@"^\| \d+ \| (`\w+`|–) \|.*\|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    private sealed record Row(
        int Gpio, string? Constant, string Net, string Direction, string Pull, string AtReset, string Reason);
}
