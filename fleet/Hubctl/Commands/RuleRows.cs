// How a home's rules and their differences are told in words and rows.
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>Words and rows of what the server says of rules.</summary>
internal static class RuleRows
{
    /// <summary>How far the newest rules have come.</summary>
    public static string StateOf(JsonObject view)
    {
        if (view["newest"] is not JsonObject newest)
        {
            return "No rules have been made for this home; the hub runs those it came with.";
        }

        string reason = Column.Text(newest["reason"]);
        string inForce = view["reportedVersion"] is { } reported
            ? $"the hub last named version {Column.Text(reported)} as in force"
            : "the hub has not said what is in force";
        string drift = view["isDrifted"]!.GetValue<bool>() ? ", which was not made here" : "";
        return $"Version {Column.Text(newest["version"])} is {Column.Text(newest["state"])}"
            + (reason.Length == 0 ? "" : $" ({reason})") + $"; {inForce}{drift}.";
    }

    /// <summary>A row for each field that differs, and for each rule that is new or gone.</summary>
    public static JsonArray Of(JsonObject difference)
    {
        var rows = new JsonArray();
        AddRows(rows, "", "changed", (JsonArray)difference["fields"]!);
        foreach (JsonNode? rule in (JsonArray)difference["rules"]!)
        {
            string id = Column.Text(rule!["ruleId"]);
            string kind = Column.Text(rule["kind"]);
            var fields = (JsonArray)rule["fields"]!;
            if (fields.Count == 0)
            {
                rows.Add(Row(id, kind, "", rule["old"], rule["new"]));
            }

            AddRows(rows, id, kind, fields);
        }

        return rows;
    }

    private static void AddRows(JsonArray rows, string id, string kind, JsonArray fields)
    {
        foreach (JsonNode? field in fields)
        {
            rows.Add(Row(id, kind, Column.Text(field!["field"]), field["old"], field["new"]));
        }
    }

    private static JsonNode Row(string id, string kind, string field, JsonNode? old, JsonNode? now)
    {
        return new JsonObject
        {
            ["rule"] = id,
            ["change"] = kind,
            ["field"] = field,
            ["old"] = old?.ToJsonString() ?? "",
            ["new"] = now?.ToJsonString() ?? "",
        };
    }
}
