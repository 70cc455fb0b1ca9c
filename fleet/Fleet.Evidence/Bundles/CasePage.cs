// The page of a bundle that people read: one file, no script, nothing loaded from anywhere, fit to print.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fleet.Evidence.Statistics;

namespace Fleet.Evidence.Bundles;

/// <summary>Writes <c>case.html</c>, in Swedish.</summary>
internal static class CasePage
{
    private static readonly ResourceManager Texts = new("Fleet.Evidence.Bundles.CasePage", typeof(CasePage).Assembly);

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style =
        """
        :root { color-scheme: light; }
        body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto;
          max-width: 62rem; padding: 1rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
          border-bottom: 1px solid #767676; overflow-wrap: anywhere; }
        td.n { white-space: nowrap; font-variant-numeric: tabular-nums; }
        code { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
        .wide { overflow-x: auto; }
        @media print { body { max-width: none; padding: 0; font-size: 10pt; } tr { break-inside: avoid; }
          thead { display: table-header-group; } }
        """;

    /// <summary>The page.</summary>
    public static string Write(BundleContent content)
    {
        var page = new StringBuilder();
        string title = Say("Title", content.Case.CaseNumber, content.TenantName);
        page.Append("<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Encode(title)).Append("</title>\n<style>\n")
            .Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n<main>\n<h1>")
            .Append(Encode(title)).Append("</h1>\n<p>").Append(Encode(Say("Lead"))).Append("</p>\n");
        WriteFacts(page, content);
        WriteTimes(page, content);
        WriteLog(page, content);
        WritePresences(page, content);
        WriteProof(page, content);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteFacts(StringBuilder page, BundleContent content)
    {
        BundleCase facts = content.Case;
        WriteHeading(page, "Facts");
        var rows = new List<(string, string)>
        {
            (Say("CaseId"), facts.CaseId.ToString()),
            (Say("Home"), $"{facts.HubName} ({facts.HubId})"),
            (Say("Kind"), Say("Kind." + facts.Kind)),
            (Say("Code"), Number(facts.DeviceType) + " / " + Number(facts.StatusCode)),
            (Say("Raised"), SwedishClock.Text(facts.RaisedAt)),
            (Say("Received"), SwedishClock.Text(facts.ReceivedAt)),
        };
        foreach (BundleAlarm alarm in content.Alarms)
        {
            rows.Add((
                Say("Press"),
                Say("PressOf", SwedishClock.Text(alarm.RaisedAt), alarm.TriggerId, alarm.PressCount)));
        }

        WritePairs(page, rows);
    }

    private static void WriteTimes(StringBuilder page, BundleContent content)
    {
        BundleCase facts = content.Case;
        var times = new CaseTimes(facts.RaisedAt, facts.ReceivedAt);
        foreach (CaseEntry entry in content.CaseLog)
        {
            times.Add(entry.Step, entry.At, entry.Detail);
        }

        WriteHeading(page, "Times");
        var rows = new List<(string, string)>();
        void Row(string name, long? at)
        {
            string text = at is { } time
                ? Say("After", SwedishClock.Text(time), Duration(time - facts.RaisedAt))
                : Say("NotYet");
            rows.Add((Say(name), text));
        }

        Row("Claimed", times.ClaimedAt);
        Row("Spoken", times.SpokenAt);
        Row("Dispatched", times.DispatchedAt);
        Row("Accepted", times.AcceptedAt);
        Row("OnSite", times.CheckedInAt);
        Row("Left", times.CheckedOutAt);
        Row("Closed", times.ClosedAt);
        WritePairs(page, rows);
    }

    private static void WriteLog(StringBuilder page, BundleContent content)
    {
        WriteHeading(page, "Log");
        WriteTableStart(page, "Number", "Time", "Step", "Who", "Detail");
        foreach (CaseEntry entry in content.CaseLog)
        {
            page.Append("<tr><td class=\"n\">").Append(Number(entry.Number)).Append("</td><td class=\"n\">")
                .Append(Encode(SwedishClock.Text(entry.At))).Append("</td><td>")
                .Append(Encode(Texts.GetString("Step." + entry.Step, CultureInfo.InvariantCulture) ?? entry.Step))
                .Append("</td><td>").Append(Encode(entry.ActorName ?? Say("System"))).Append("</td><td>")
                .Append(Encode(entry.Detail)).Append("</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void WritePresences(StringBuilder page, BundleContent content)
    {
        WriteHeading(page, "Presences");
        if (content.Presences.Count == 0)
        {
            page.Append("<p>").Append(Encode(Say("None"))).Append("</p>\n");
            return;
        }

        WriteTableStart(page, "Time", "Step", "Number", "Received");
        foreach (BundlePresence presence in content.Presences)
        {
            page.Append("<tr><td class=\"n\">").Append(Encode(SwedishClock.Text(presence.RaisedAt)))
                .Append("</td><td>")
                .Append(Encode(Say(presence.StatusCode == 111 ? "Left" : "OnSite"))).Append("</td><td class=\"n\">")
                .Append(Number(presence.Sequence)).Append("</td><td class=\"n\">")
                .Append(Encode(SwedishClock.Text(presence.ReceivedAt))).Append("</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void WriteProof(StringBuilder page, BundleContent content)
    {
        TenantEntry export = content.TenantLog[^1];
        WriteHeading(page, "Proof");
        page.Append("<p>").Append(Encode(Say("ProofLead"))).Append("</p>\n");
        WritePairs(
            page,
            [
                (Say("Exported"), SwedishClock.Text(export.At)),
                (Say("ExportedBy"), export.ActorName ?? Say("System")),
                (Say("Entries"), Number(content.CaseLog.Count)),
                (Say("LastHash"), Convert.ToHexStringLower(export.ContentHash)),
                (Say("Head"), Number(export.Number) + " " + Convert.ToHexStringLower(export.Hash)),
                (Say("Key"), Convert.ToHexStringLower(export.KeyId)),
            ]);
    }

    private static void WriteHeading(StringBuilder page, string name)
    {
        page.Append("<h2>").Append(Encode(Say(name))).Append("</h2>\n");
    }

    private static void WriteTableStart(StringBuilder page, params string[] columns)
    {
        page.Append("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        foreach (string column in columns)
        {
            page.Append("<th scope=\"col\">").Append(Encode(Say(column))).Append("</th>");
        }

        page.Append("</tr></thead><tbody>\n");
    }

    private static void WritePairs(StringBuilder page, IReadOnlyList<(string Name, string Value)> rows)
    {
        page.Append("<table><tbody>\n");
        foreach ((string name, string value) in rows)
        {
            page.Append("<tr><th scope=\"row\">").Append(Encode(name)).Append("</th><td>").Append(Encode(value))
                .Append("</td></tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Duration(long milliseconds)
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(
            CultureInfo.InvariantCulture, $"{(long)duration.TotalMinutes} min {duration.Seconds:00} s");
    }

    private static string Number(long number)
    {
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Say(string name, params object[] values)
    {
        string text = Texts.GetString(name, CultureInfo.InvariantCulture) ?? name;
        return values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }

    private static string Encode(string text)
    {
        return Encoder.Encode(text);
    }
}
