// A report as comma-separated values.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Fleet.Evidence.Statistics;

/// <summary>
/// One row for each group, and one named <c>all</c> at the end; times in seconds (RFC 4180, points as decimal marks).
/// </summary>
public static class ReportTable
{
    private static readonly (string Heading, Func<GroupFigures, string> Of)[] Columns =
    [
        ("personAlarms", static row => Number(row.PersonAlarms)),
        ("faultIndications", static row => Number(row.FaultIndications)),
        ("open", static row => Number(row.Open)),
        ("dispatched", static row => Number(row.Dispatched)),
        ("closed", static row => Number(row.Closed)),
        ("wrongAlarms", static row => Number(row.WrongAlarms)),
        ("wrongPercent", static row => Number(row.WrongPercent)),
        ("accidental", static row => Number(row.Accidental)),
        ("newHubs", static row => Number(row.NewHubs)),
        ("endedHubs", static row => Number(row.EndedHubs)),
        ("visits", static row => Number(row.Visits)),
        ("longVisits", static row => Number(row.LongVisits)),
        .. Durations("answer", static row => row.Answer),
        .. Durations("toDispatch", static row => row.ToDispatch),
        .. Durations("toAccept", static row => row.ToAccept),
        .. Durations("arrival", static row => row.Arrival),
        .. Durations("attended", static row => row.Attended),
        .. Durations("total", static row => row.Total),
        .. Limits("arrivalWithin", static row => row.ArrivalWithin),
        .. Limits("attendedWithin", static row => row.AttendedWithin),
        .. Durations("interruption", static row => row.Interruption),
        .. Durations("repair", static row => row.Repair),
    ];

    /// <summary>The table.</summary>
    public static string Write(StatisticsReport report)
    {
        var text = new StringBuilder();
        text.Append("from,to,name,").AppendJoin(',', Columns.Select(column => column.Heading)).Append("\r\n");
        foreach (GroupFigures row in report.Groups)
        {
            WriteRow(text, report, row.Name, row);
        }

        WriteRow(text, report, "all", report.All);
        return text.ToString();
    }

    /// <summary>A value that a spreadsheet takes as text, whatever it begins with.</summary>
    public static string Quote(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"") + "\"";
    }

    private static void WriteRow(StringBuilder text, StatisticsReport report, string name, GroupFigures row)
    {
        text.Append(report.From).Append(',').Append(report.To).Append(',').Append(Quote(name)).Append(',')
            .AppendJoin(',', Columns.Select(column => column.Of(row))).Append("\r\n");
    }

    private static IEnumerable<(string, Func<GroupFigures, string>)> Durations(
        string name, Func<GroupFigures, DurationFigure> figure)
    {
        return
        [
            (name + "Count", row => Number(figure(row).Count)),
            (name + "Mean", row => Seconds(figure(row).Mean)),
            (name + "Median", row => Seconds(figure(row).Median)),
            (name + "P90", row => Seconds(figure(row).NinetiethPercentile)),
            (name + "Longest", row => Seconds(figure(row).Longest)),
        ];
    }

    private static IEnumerable<(string, Func<GroupFigures, string>)> Limits(
        string name, Func<GroupFigures, LimitFigure> figure)
    {
        return
        [
            (name, row => Number(figure(row).Within)),
            (name + "Measured", row => Number(figure(row).Measured)),
            (name + "Never", row => Number(figure(row).Never)),
            (name + "Percent", row => Number(figure(row).Percent)),
        ];
    }

    private static string Seconds(long? milliseconds)
    {
        return Number(milliseconds / 1_000m);
    }

    private static string Number(decimal? number)
    {
        return number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
    }
}
