// Splits identifiers into words and finds identifiers in languages other than C#.
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Repository.Tests.Tree;

namespace Repository.Tests.Data;

/// <summary>Identifiers and their words.</summary>
internal static partial class IdentifierWords
{
    /// <summary>Every identifier of a source file with its line: no comments, no string literals.</summary>
    public static IEnumerable<(string Name, int Line)> Of(RepositoryFile file)
    {
        switch (file.Extension)
        {
            case "cs":
                return file.Syntax.DescendantTokens()
                    .Where(t => t.IsKind(SyntaxKind.IdentifierToken))
                    .Select(t => (t.ValueText, t.GetLocation().GetLineSpan().StartLinePosition.Line + 1));
            case "resx":
                return Matches(file.Text, ResourceKey(), 1);
            case "js" or "mjs" or "sql" or "cddl" or "razor":
                return Matches(BlankOut(file), Identifier(), 0);
            default:
                return [];
        }
    }

    /// <summary>The words of an identifier in lower case, with å, ä and ö as a and o.</summary>
    public static string[] Split(string identifier) =>
        Word().Matches(identifier).Select(m => Fold(m.Value)).ToArray();

    /// <summary>Lower case, without the marks above letters.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }

    private static IEnumerable<(string Name, int Line)> Matches(string text, Regex pattern, int group)
    {
        int line = 1;
        int at = 0;
        foreach (Match match in pattern.Matches(text))
        {
            for (; at < match.Index; at++)
            {
                line += text[at] == '\n' ? 1 : 0;
            }

            yield return (match.Groups[group].Value, line);
        }
    }

    /// <summary>
    /// The text with comments and string literals replaced by blanks, so that lines keep their numbers.
    /// </summary>
    private static string BlankOut(RepositoryFile file)
    {
        Regex pattern = file.Extension switch
        {
            "sql" => SqlNoise(),
            "cddl" => CddlNoise(),
            "razor" => RazorNoise(),
            _ => ScriptNoise(),
        };
        return pattern.Replace(file.Text, m => NotNewLine().Replace(m.Value, " "));
    }

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{Nd}_]*")]
    private static partial Regex Identifier();

    [GeneratedRegex("<data\\s+name=\"([^\"]+)\"")]
    private static partial Regex ResourceKey();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'[^']*'", RegexOptions.Singleline)]
    private static partial Regex SqlNoise();

    [GeneratedRegex(";[^\\n]*|\"[^\"\\n]*\"")]
    private static partial Regex CddlNoise();

    [GeneratedRegex("@\\*.*?\\*@|<!--.*?-->|\"[^\"\\n]*\"|>[^<@{}]*<", RegexOptions.Singleline)]
    private static partial Regex RazorNoise();

    [GeneratedRegex("//[^\\n]*|/\\*.*?\\*/|\"[^\"\\n]*\"|'[^'\\n]*'|`[^`]*`", RegexOptions.Singleline)]
    private static partial Regex ScriptNoise();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotNewLine();
}
