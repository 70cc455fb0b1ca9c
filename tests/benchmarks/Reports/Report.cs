// The tables of a run, as markdown.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Benchmarks.Reports;

/// <summary>Collects what the scenarios measured.</summary>
internal sealed class Report
{
    private readonly List<Aim> _aims = [];
    private readonly StringBuilder _sections = new();

    /// <summary>Begins a scenario's section.</summary>
    public void Section(string title, string explanation)
    {
        Line("");
        Line("## " + title);
        Line("");
        Line(explanation);
        Line("");
    }

    public void Head(params string[] cells)
    {
        Row(cells);
        Line("|" + string.Concat(Enumerable.Repeat("---|", cells.Length)));
    }

    public void Row(params string[] cells) => Line("| " + string.Join(" | ", cells) + " |");

    public void Note(FormattableString text)
    {
        Line("");
        Line(text.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What one of many costs as they become more: linear growth is a ratio of 1.</summary>
    public void Growth(string cost, string few, double ofFew, string many, double ofMany) => Note(
        $"Growth of {cost}: {ofFew:F1} µs with {few}, {ofMany:F1} µs with {many}: ratio {ofMany / ofFew:F2}.");

    /// <summary>An aim's figure; in a quick run it is shown, though it proves nothing.</summary>
    public void Add(string what, string wanted, FormattableString reached, bool isMet) =>
        _aims.Add(new Aim(what, wanted, reached.ToString(CultureInfo.InvariantCulture), isMet));

    /// <summary>The whole report, a part of the file of results.</summary>
    /// <param name="command">all, cases, or a scenario.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="isQuick">Whether it proves nothing.</param>
    public string ToMarkdown(string command, TimeSpan duration, bool isQuick)
    {
        var text = new StringBuilder();
        text.AppendLine(command switch
        {
            "all" => "# Benchmarks",
            "cases" => "# Benchmarks of cases",
            _ => "# Benchmark of " + command,
        }).AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"Measured {DateTime.UtcNow:yyyy-MM-dd} in ");
        text.Append(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:F0} minutes by `dotnet run -c Release ");
        text.Append(CultureInfo.InvariantCulture, $"--project tests/benchmarks -- {command} ");
        text.AppendLine("--output tests/benchmarks/results.md`.");
        text.AppendLine("Servers have processor 0 to themselves, the load generator the other; all on loop-back,");
        text.AppendLine("QoS 1, 100-byte payload, MQTT 3.1.1. Compare only figures of one run.").AppendLine();
        if (isQuick)
        {
            text.AppendLine("**A quick run: it shows that everything works and proves no figure.**").AppendLine();
        }

        foreach (string line in Machine.Describe())
        {
            text.AppendLine("- " + line);
        }

        text.AppendLine().AppendLine("## Aims").AppendLine();
        text.AppendLine("| aim | wanted | reached | |").AppendLine("|---|---|---|---|");
        foreach (Aim aim in _aims)
        {
            text.AppendLine($"| {aim.What} | {aim.Wanted} | {aim.Reached} | {(aim.IsMet ? "met" : "**not met**")} |");
        }

        return text.Append(_sections).ToString();
    }

    private void Line(string text)
    {
        _sections.AppendLine(text);
        Console.Out.WriteLine(text);
    }
}
