// The page's own files, which lie in the program, and its words in two languages.
using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Simulator.App.Page;

/// <summary>
/// Scripts and styles are served as they are. A page is a template: {{name}} stands for a text of the language, or for
/// one of the values that are handed in.
/// </summary>
internal sealed partial class PageFiles
{
    private const string Prefix = "page/";

    private const string PhraseList = "phrases.md";

    private readonly Dictionary<string, byte[]> _files;
    private readonly FrozenDictionary<string, Dictionary<string, string>> _texts;

    internal PageFiles()
    {
        _files = typeof(PageFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], Read);
        _texts = Languages.ToFrozenDictionary(language => language, ReadTexts);
        foreach ((string language, Dictionary<string, string> texts) in _texts)
        {
            _files[FileOf(language)] = JsonSerializer.SerializeToUtf8Bytes(texts);
        }
    }

    /// <summary>The languages, the first being the one that is shown unless another is asked for.</summary>
    internal static IReadOnlyList<string> Languages { get; } = ["sv", "en"];

    /// <summary>The texts of a language by their names.</summary>
    internal IReadOnlyDictionary<string, string> Texts(string language) => _texts[language];

    /// <summary>A file that browsers fetch as it is, with its type; null when there is none.</summary>
    internal (byte[] Bytes, string ContentType)? Find(string name) => Path.GetExtension(name) switch
    {
        ".js" when _files.TryGetValue(name, out byte[]? bytes) => (bytes, "text/javascript; charset=utf-8"),
        ".css" when _files.TryGetValue(name, out byte[]? bytes) => (bytes, "text/css; charset=utf-8"),
        ".json" when _files.TryGetValue(name, out byte[]? bytes) => (bytes, "application/json; charset=utf-8"),
        ".svg" when _files.TryGetValue(name, out byte[]? bytes) => (bytes, "image/svg+xml"),
        _ => null,
    };

    /// <summary>Fills in a page.</summary>
    /// <param name="name">The template's file.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="number">The hub the page is about, or the first of a list.</param>
    internal string Fill(string name, string language, int number)
    {
        Dictionary<string, string> texts = _texts[language];
        return Placeholder().Replace(Encoding.UTF8.GetString(_files[name]), match => match.Groups[1].Value switch
        {
            "language" => language,
            "otherLanguage" => Languages[(Languages.Index().First(one => one.Item == language).Index + 1) % 2],
            "number" => number.ToString(CultureInfo.InvariantCulture),
            string key => WebUtility.HtmlEncode(texts[key].Replace(
                "{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        });
    }

    private static string FileOf(string language) => $"texts-{language}.json";

    // What the hub says has its words in one list for all.
    private Dictionary<string, string> ReadTexts(string language)
    {
        Dictionary<string, string> texts =
            JsonSerializer.Deserialize<Dictionary<string, string>>(_files[FileOf(language)])!;
        foreach (Match row in PhraseRow().Matches(Encoding.UTF8.GetString(_files[PhraseList])))
        {
            texts["phrase." + PageJson.Word(row.Groups[1].Value)] =
                row.Groups[language == Languages[0] ? 2 : 3].Value.Trim();
        }

        return texts;
    }

    private static byte[] Read(string resource)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"^\| \d+ \| `(\w+)` \| ([^|]+) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex PhraseRow();

    [GeneratedRegex(@"\{\{([A-Za-z0-9.]+)\}\}")]
    private static partial Regex Placeholder();
}
