// Renders the vectors of the protocol as C# that needs no file system and no JSON.
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Nano.Tests;

/// <summary>One source of at most <see cref="RowsPerFile"/> rows a file, a row to a vector.</summary>
internal static class VectorSource
{
    private const string Change = "golden row, bytes kept of its front, bytes, bytes kept of its end";
    private const int RowsPerFile = 120;
    private const int MaxLiteral = 100;

    internal static Dictionary<string, string> Render(string folder)
    {
        VectorRows rows = new(folder);
        Dictionary<string, string> sources = [];
        Add(sources, "Cbor", "cbor.json", "error, read only, bytes", rows.Cbor());
        Add(sources, "Message", "messages.json", "message, decode only, bytes", rows.Messages());
        Add(sources, "Hostile", "hostile-messages.json",
            "message, error, " + Change, rows.Hostile());
        Add(sources, "Topic", "topics.json", "kind, topic or, behind a star, its UTF-8", rows.Topics());
        Add(sources, "Rule", "rules.json", "fault, reason, bytes or " + Change, rows.Rules());
        Add(sources, "Setting", "settings.json", "fault, reason, bytes", rows.Settings());
        Add(sources, "Security", "security.json", "algorithm and its inputs and outputs", rows.Security());
        Add(sources, "Radio", "radio.json", "form and its inputs and outputs", rows.Radio());
        return sources;
    }

    private static void Add(
        Dictionary<string, string> sources, string name, string file, string fields, List<string> rows)
    {
        for (int at = 0; at < rows.Count; at += RowsPerFile)
        {
            string type = name + "Rows" + (at / RowsPerFile + 1);
            string text = $$"""
                // The vectors of protocols/vectors/{{file}}, a row each; VectorSourceTests writes them.
                // Fields: {{fields}}.
                namespace NFUnitTest.Vectors;

                internal static class {{type}}
                {
                    internal static readonly string[] All =
                    [

                """ + string.Concat(rows.Skip(at).Take(RowsPerFile).Select(Literal)) + "    ];\n}\n";
            sources.Add(type + ".cs", text);
        }
    }

    private static string Literal(string row)
    {
        StringBuilder text = new();
        for (int at = 0; at < row.Length || at == 0; at += MaxLiteral)
        {
            string piece = row.Substring(at, System.Math.Min(MaxLiteral, row.Length - at));
            text.Append(at == 0 ? "        \"" : "\n        + \"").Append(piece).Append('"');
        }

        return text.Append(",\n").ToString();
    }
}
