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

    private readonly FrozenDictionary<string, byte[]> _files;
    private readonly FrozenDictionary<string, Dictionary<string, string>> _texts;

    internal PageFiles()
    {
        _files = typeof(PageFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], Read);
        _texts = Languages.ToFrozenDictionary(
            language => language,
            language => JsonSerializer.Deserialize<Dictionary<string, string>>(_files[$"texts-{language}.json"])!);
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

    private static byte[] Read(string resource)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"\{\{([A-Za-z0-9.]+)\}\}")]
    private static partial Regex Placeholder();
}
