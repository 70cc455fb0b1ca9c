// The list of phrases and the numbers in the code are the same list.
using System;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Core.Panel;
using Tests;

namespace Firmware.Tests.Panel;

public sealed partial class PhraseTests
{
    private static (int Number, string Name, string Swedish, string English)[] Listed =>
    [
        .. Row().Matches(RepositoryRoot.Read("docs/phrases.md")).Select(row => (
            int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            row.Groups[2].Value, row.Groups[3].Value.Trim(), row.Groups[4].Value.Trim())),
    ];

    [Fact]
    public void UPP_032_every_phrase_is_listed_once_with_its_words_in_both_languages()
    {
        Assert.Equal(
            Enum.GetValues<Phrase>().Where(p => p != Phrase.None).Select(p => ((int)p, p.ToString())),
            Listed.Select(row => (row.Number, row.Name)));
        Assert.All(Listed, row => Assert.True(row.Swedish.Length > 3 && row.English.Length > 3, row.Name));
        Assert.Equal(Listed.Length, Listed.Select(row => row.Swedish).Distinct().Count());
        Assert.Equal(Listed.Length, Listed.Select(row => row.English).Distinct().Count());
    }

    [Fact]
    public void UPP_032_phrases_are_short_enough_to_be_understood_and_name_nobody()
    {
        Assert.All(Listed, row => Assert.InRange(row.Swedish.Length, 4, 120));
        Assert.All(Listed, row => Assert.EndsWith(".", row.Swedish, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| ([^|]+) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
