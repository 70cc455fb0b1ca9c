// Where hubctl reads and writes: data on stdout, talk on stderr.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Fleet.Hubctl;

/// <summary>How lists are written.</summary>
public enum OutputFormat
{
    /// <summary>A table on a terminal, tab-separated otherwise.</summary>
    Table = 0,

    /// <summary>JSON: an object with <c>version</c> and <c>items</c> or <c>item</c>.</summary>
    Json = 1,

    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    Csv = 2,
}

/// <summary>The terminal, or what stands in for it in a test.</summary>
public sealed class Terminal
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Creates a terminal.</summary>
    /// <param name="output">Data.</param>
    /// <param name="error">Talk.</param>
    /// <param name="input">What is typed or piped in.</param>
    /// <param name="isTerminal">True when a person looks at <paramref name="output"/>.</param>
    public Terminal(TextWriter output, TextWriter error, TextReader input, bool isTerminal)
    {
        Output = output;
        Error = error;
        Input = input;
        IsTerminal = isTerminal;
    }

    /// <summary>Data.</summary>
    public TextWriter Output { get; }

    /// <summary>Talk.</summary>
    public TextWriter Error { get; }

    /// <summary>What is typed or piped in.</summary>
    public TextReader Input { get; }

    /// <summary>True when a person looks at the output.</summary>
    public bool IsTerminal { get; }

    /// <summary>The process's own terminal.</summary>
    public static Terminal OfProcess()
    {
        return new Terminal(Console.Out, Console.Error, Console.In, !Console.IsOutputRedirected);
    }

    /// <summary>Says something to the person.</summary>
    public void Say(string sentence)
    {
        Error.WriteLine(sentence);
    }

    /// <summary>Writes a list.</summary>
    /// <param name="format">How.</param>
    /// <param name="items">The entries as the server sent them.</param>
    /// <param name="columns">Heading and value of each column.</param>
    public void WriteList(OutputFormat format, JsonArray items, IReadOnlyList<Column> columns)
    {
        switch (format)
        {
            case OutputFormat.Json:
                var page = new JsonObject { ["version"] = 1, ["items"] = items.DeepClone() };
                Output.WriteLine(page.ToJsonString(Indented));
                break;
            case OutputFormat.Csv:
                WriteRows(items, columns, static column => column.Heading, ",", Quote);
                break;
            default:
                if (IsTerminal)
                {
                    WriteTable(items, columns);
                }
                else
                {
                    WriteRows(items, columns, static column => column.Heading, "\t", Untab);
                }

                break;
        }
    }

    /// <summary>Writes one thing.</summary>
    public void WriteItem(OutputFormat format, JsonObject item)
    {
        if (format == OutputFormat.Json)
        {
            var one = new JsonObject { ["version"] = 1, ["item"] = item.DeepClone() };
            Output.WriteLine(one.ToJsonString(Indented));
            return;
        }

        foreach (KeyValuePair<string, JsonNode?> member in item)
        {
            string separator = format == OutputFormat.Csv ? "," : "\t";
            Output.WriteLine(member.Key + separator + (format == OutputFormat.Csv
                ? Quote(Column.Text(member.Value))
                : Untab(Column.Text(member.Value))));
        }
    }

    private void WriteTable(JsonArray items, IReadOnlyList<Column> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (Column column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Heading)));
        }

        foreach (JsonNode? item in items)
        {
            var cells = new List<Text>(columns.Count);
            foreach (Column column in columns)
            {
                cells.Add(new Text(column.Of(item!)));
            }

            table.AddRow(cells);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        console.Write(table);
    }

    private void WriteRows(
        JsonArray items,
        IReadOnlyList<Column> columns,
        Func<Column, string> heading,
        string separator,
        Func<string, string> escape)
    {
        WriteRow(columns, heading, separator, escape);
        foreach (JsonNode? item in items)
        {
            WriteRow(columns, column => column.Of(item!), separator, escape);
        }
    }

    private void WriteRow(
        IReadOnlyList<Column> columns, Func<Column, string> value, string separator, Func<string, string> escape)
    {
        var line = new StringBuilder();
        for (int i = 0; i < columns.Count; i++)
        {
            line.Append(i == 0 ? "" : separator).Append(escape(value(columns[i])));
        }

        Output.WriteLine(line);
    }

    private static string Quote(string text)
    {
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
    }

    private static string Untab(string text)
    {
        return text.Replace('\t', ' ').ReplaceLineEndings(" ");
    }
}

/// <summary>A column of a list.</summary>
/// <param name="Heading">Its name.</param>
/// <param name="Of">Its value in an entry.</param>
public sealed record Column(string Heading, Func<JsonNode, string> Of)
{
    /// <summary>A column that shows a member as it is.</summary>
    public static Column Member(string heading, string member)
    {
        return new Column(heading, item => Text(item[member]));
    }

    /// <summary>A value as text; nothing for null.</summary>
    public static string Text(JsonNode? value)
    {
        return value switch
        {
            null => "",
            JsonValue plain when plain.TryGetValue(out string? text) => text,
            _ => value.ToJsonString(),
        };
    }
}
