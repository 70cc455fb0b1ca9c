// Swedish first, English second.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed partial class LanguageTests(ChromiumBrowser browser)
{
    private static readonly string Folder = Path.Combine(
        Path.GetDirectoryName(ChromiumBrowser.ResultsFolder)!, "fleet", "Fleet.Server", "Console");

    [Fact]
    public async Task The_console_is_Swedish_until_English_is_chosen_and_stays_so()
    {
        await using var host = await ConsoleHost.StartedAsync();
        Town.AddCases(host.Cases);
        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, path: "/alarms?state=all", options: new() { Locale = "en-GB" });
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "sv");
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Larm");
        await page.Page.Locator("details.panel summary").Last.ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.IsLiveAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Alarms");
        Assert.EndsWith("/alarms?state=all", page.Page.Url, StringComparison.Ordinal);
        await Expect(page.Row(1)).ToContainTextAsync("Personal trigger · pressed");
        // What the live connection draws later is in the same language.
        host.Cases.Raise(hubName: "Ekbacken 12");
        await Expect(page.NewRows.First).ToContainTextAsync("Waiting");
        await Expect(page.Page.Locator("#alert")).ToHaveTextAsync("New person alarm: alarm 7, Ekbacken 12.");
        await page.Page.GotoAsync(host.Url + "/sign-in");
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await page.KeepPictureAsync("sign-in-english");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_languages_have_the_same_texts_with_the_same_places_for_values(string name)
    {
        var (swedish, english) = (Texts(name + ".resx"), Texts(name + ".en.resx"));
        Assert.Equal(swedish.Keys.Order(), english.Keys.Order());
        Assert.DoesNotContain(swedish, text => !Places(text.Value).SequenceEqual(Places(english[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_text_that_a_page_names_is_there(string name)
    {
        var texts = Texts(name + ".resx");
        var named = Sources()
            .SelectMany(source => LocalizersOf(source, name)
                .SelectMany(localizer => Regex.Matches(source, $"""\b{localizer}\["([A-Za-z_]+)"[\],]""")))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(texts.Keys));
    }

    /// <summary>The pairs of resource files, by the name of their class.</summary>
    public static TheoryData<string> Pairs() =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "Resources"), "*.en.resx")
            .Select(file => Path.GetFileName(file)[..^".en.resx".Length])];

    /// <summary>The pages' sources, a page's files joined: what one injects, the others use.</summary>
    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs")
            .GroupBy(file => file[..file.IndexOf('.', Path.GetDirectoryName(file)!.Length)], File.ReadAllText)
            .Select(parts => string.Concat(parts) + Imports(Path.GetDirectoryName(parts.Key)!));

    /// <summary>What all pages of a folder have injected.</summary>
    private static string Imports(string folder)
    {
        string file = Path.Combine(folder, "_Imports.razor");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    /// <summary>What the source calls its localizer of these texts; every page has that of the first pair.</summary>
    private static IEnumerable<string> LocalizersOf(string source, string name) =>
        Regex.Matches(source, $@"IStringLocalizer<{name}>\s+(\w+)").Select(match => match.Groups[1].Value)
            .Concat(name == "Texts" ? ["T"] : [])
            .Distinct();

    [Fact]
    public void The_texts_of_technical_cases_are_there_in_both_languages()
    {
        var (swedish, english) = (Texts("TechnicalTexts.resx"), Texts("TechnicalTexts.en.resx"));
        Assert.Equal(swedish.Keys.Order(), english.Keys.Order());
        Assert.DoesNotContain(swedish, text => !Places(text.Value).SequenceEqual(Places(english[text.Key])));
        var named = Directory.EnumerateFiles(Folder, "*.razor", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Where(text => text.Contains("IStringLocalizer<TechnicalTexts> L", StringComparison.Ordinal))
            .SelectMany(text => NamedTechnical().Matches(text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(swedish.Keys));
    }

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Folder, "Resources", file)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex("""\bL\["([A-Za-z_]+[a-z])"[\],]""")]
    private static partial Regex NamedTechnical();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
