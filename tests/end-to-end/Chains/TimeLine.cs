// Compares what a case's log says with the expected way of the case.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Tests.Chains;

/// <summary>
/// A line for each step: who did it after "by", and before it "+N" when at least N seconds lie between it and the line
/// before. What machines report of messages comes when it comes, and is no line.
/// </summary>
internal static class TimeLine
{
    private static readonly string[] OfMachines =
        ["acknowledged", "handedOver", "delivered", "failed", "answered", "noted"];

    /// <summary>The steps of a log as lines, without times.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<JsonElement> log) =>
        [.. Steps(log).Select(step => step.Line)];

    /// <summary>Whether the log has come so far as to have as many steps as are expected.</summary>
    public static bool IsLongEnough(IEnumerable<JsonElement> log, string expected) =>
        Steps(log).Count >= Expected(expected).Count;

    /// <summary>Fails with both time lines when they differ.</summary>
    public static void Check(IReadOnlyList<JsonElement> log, string expected)
    {
        IReadOnlyList<(string Line, DateTimeOffset At)> steps = Steps(log);
        IReadOnlyList<(string Line, int AfterSeconds)> wanted = Expected(expected);
        Assert.True(
            wanted.Select(w => w.Line).SequenceEqual(steps.Select(s => s.Line)),
            $"expected\n{expected}\n\nbut the log says\n{Told(log)}");
        for (int i = 1; i < wanted.Count; i++)
        {
            double seconds = (steps[i].At - steps[i - 1].At).TotalSeconds;
            Assert.True(
                seconds >= wanted[i].AfterSeconds,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{wanted[i].Line} came after {seconds:F3} s, not {wanted[i].AfterSeconds} s\n{Told(log)}"));
        }
    }

    /// <summary>The whole log, for a failing test.</summary>
    public static string Told(IEnumerable<JsonElement> log)
    {
        var text = new StringBuilder();
        foreach (JsonElement entry in log)
        {
            text.Append(CultureInfo.InvariantCulture, $"{At(entry):HH:mm:ss.fff} {Line(entry),-40} ");
            text.AppendLine(entry.GetProperty("detail").GetString());
        }

        return text.ToString();
    }

    private static List<(string Line, DateTimeOffset At)> Steps(IEnumerable<JsonElement> log) =>
        [.. log.Where(entry => !OfMachines.Contains(entry.GetProperty("step").GetString()))
            .Select(entry => (Line(entry), At(entry)))];

    private static string Line(JsonElement entry)
    {
        string step = entry.GetProperty("step").GetString()!;
        return entry.GetProperty("actorName").GetString() is { } actor ? $"{step} by {actor}" : step;
    }

    private static DateTimeOffset At(JsonElement entry) => entry.GetProperty("at").GetDateTimeOffset();

    private static List<(string Line, int AfterSeconds)> Expected(string text)
    {
        var lines = new List<(string, int)>();
        foreach (string written in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string line = written.Trim();
            int after = 0;
            if (line.StartsWith('+'))
            {
                int space = line.IndexOf(' ', StringComparison.Ordinal);
                after = int.Parse(line.AsSpan(1, space - 1), CultureInfo.InvariantCulture);
                line = line[space..].Trim();
            }

            lines.Add((line, after));
        }

        return lines;
    }
}
