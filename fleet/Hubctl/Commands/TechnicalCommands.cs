// hubctl fault, outage and wrong-alarm: what is wrong, where, and what staff called wrong.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about technical cases, outages and wrong alarms.</summary>
internal static class TechnicalCommands
{
    private static readonly Column[] FaultColumns =
    [
        Column.Member("number", "caseNumber"),
        Column.Member("kind", "kind"),
        Column.Member("component", "component"),
        Column.Member("urgent", "isUrgent"),
        Column.Member("due", "dueAt"),
        Column.Member("breached", "breachedAt"),
        Column.Member("hub", "hubId"),
        Column.Member("name", "hubName"),
        Column.Member("trigger", "triggerId"),
        Column.Member("state", "state"),
        Column.Member("active", "isConditionActive"),
        Column.Member("owner", "ownerName"),
        Column.Member("outage", "outageId"),
        Column.Member("case", "caseId"),
    ];

    private static readonly Column[] OutageColumns =
    [
        Column.Member("number", "number"),
        Column.Member("cause", "cause"),
        Column.Member("area", "area"),
        Column.Member("started", "startedAt"),
        Column.Member("ended", "endedAt"),
        Column.Member("away", "away"),
        Column.Member("peak", "peak"),
        Column.Member("unasked", "unasked"),
        Column.Member("manual", "needsManualCare"),
        Column.Member("outage", "outageId"),
    ];

    private static readonly Column[] WrongColumns =
    [
        Column.Member("case", "caseNumber"),
        Column.Member("status", "status"),
        Column.Member("reason", "reason"),
        Column.Member("raised", "raisedAt"),
        Column.Member("hub", "hubId"),
        Column.Member("trigger", "triggerId"),
        Column.Member("cause", "statusCode"),
        Column.Member("comment", "comment"),
        Column.Member("marked", "markedBy"),
        Column.Member("decision", "decision"),
        Column.Member("id", "wrongAlarmId"),
    ];

    /// <summary>The command <c>fault</c>.</summary>
    public static Command MakeFault(Session session, SharedOptions shared)
    {
        return new Command("fault", "See open technical cases and what they are due by")
        {
            MakeList(session, shared, "List open technical cases, the next due first", "api/faults", FaultColumns),
        };
    }

    /// <summary>The command <c>outage</c>.</summary>
    public static Command MakeOutage(Session session, SharedOptions shared)
    {
        return new Command("outage", "See outages")
        {
            MakeList(
                session, shared, "List outages, open ones first", "api/outages", OutageColumns, "ended", "ended ones"),
        };
    }

    /// <summary>The command <c>wrong-alarm</c>.</summary>
    public static Command MakeWrongAlarm(Session session, SharedOptions shared)
    {
        return new Command("wrong-alarm", "See and decide wrong alarms")
        {
            MakeList(
                session,
                shared,
                "List wrong alarms that wait for a decision",
                "api/wrong-alarms",
                WrongColumns,
                "archive",
                "decided ones instead"),
            MakeDecide(session, shared),
        };
    }

    /// <summary>A command that lists.</summary>
    internal static Command MakeList(
        Session session,
        SharedOptions shared,
        string summary,
        string path,
        Column[] columns,
        string? more = null,
        string? moreSummary = null)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", summary) { output };
        Option<bool>? also = null;
        if (more is not null)
        {
            also = new Option<bool>("--" + more) { Description = "Show " + moreSummary };
            command.Add(also);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string query = also is not null && parsed.GetValue(also) ? $"?{more}=true" : "";
            JsonObject page = await client.GetAsync(path + query, cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeDecide(Session session, SharedOptions shared)
    {
        var id = new Argument<Guid>("id") { Description = "The wrong alarm's id" };
        var decision = new Option<string>("--decision") { Description = "What was decided", Required = true };
        var setting = new Option<string?>("--setting") { Description = "Which setting was changed" };
        var old = new Option<string?>("--old") { Description = "How it was" };
        var fresh = new Option<string?>("--new") { Description = "How it is" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("decide", "Decide a wrong alarm, with the change that answers it")
        {
            id, decision, setting, old, fresh, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            var body = new JsonObject { ["decision"] = parsed.GetValue(decision) };
            if (parsed.GetValue(setting) is { } changed)
            {
                body["change"] = new JsonObject
                {
                    ["setting"] = changed,
                    ["oldValue"] = parsed.GetValue(old) ?? "",
                    ["newValue"] = parsed.GetValue(fresh) ?? "",
                };
            }

            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would decide {parsed.GetValue(id)}.");
                return ExitCode.Ok;
            }

            JsonObject now = await client.PostAsync(
                $"api/wrong-alarms/{parsed.GetValue(id)}/decide", body, cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"The wrong alarm of case {Column.Text(now["caseNumber"])} is decided.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }
}
