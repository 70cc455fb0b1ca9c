// hubctl alarm: list, show, watch, log; what is decided about cases is in CaseActionCommands.
using System;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about alarm cases.</summary>
internal static class AlarmCommands
{
    internal static readonly Column[] CaseColumns =
    [
        Column.Member("number", "caseNumber"),
        Column.Member("priority", "priority"),
        Column.Member("kind", "kind"),
        Column.Member("state", "state"),
        Column.Member("raised", "raisedAt"),
        Column.Member("hub", "hubId"),
        Column.Member("name", "hubName"),
        Column.Member("trigger", "triggerId"),
        Column.Member("device", "deviceType"),
        Column.Member("cause", "statusCode"),
        Column.Member("presses", "pressCount"),
        Column.Member("active", "isConditionActive"),
        Column.Member("owner", "ownerName"),
        Column.Member("deadline", "nextDeadlineAt"),
        Column.Member("case", "caseId"),
        Column.Member("queue", "queue"),
        Column.Member("group", "groupName"),
        Column.Member("responder", "responderName"),
        Column.Member("version", "version"),
    ];

    private static readonly Column[] LogColumns =
    [
        Column.Member("number", "number"),
        Column.Member("at", "at"),
        Column.Member("step", "step"),
        Column.Member("actor", "actorName"),
        Column.Member("detail", "detail"),
    ];

    /// <summary>The command <c>alarm</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var command = new Command("alarm", "See alarm cases and decide about them")
        {
            MakeList(session, shared),
            MakeShow(session, shared),
            AlarmWatchCommand.Make(session, shared),
            MakeLog(session, shared),
        };
        foreach (Command action in CaseActionCommands.Make(session, shared))
        {
            command.Add(action);
        }

        return command;
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        var state = new Option<string>("--state")
        {
            Description = "open, closed, all or a state such as dispatched (default open)",
            DefaultValueFactory = static _ => "open",
        };
        state.AcceptOnlyFromAmong(
            "open", "closed", "all", "raised", "claimed", "spoken", "dispatched", "accepted", "onSite");
        var kind = new Option<string?>("--kind") { Description = "Only person, technical or test" };
        kind.AcceptOnlyFromAmong("person", "technical", "test");
        var queue = new Option<string?>("--queue") { Description = "Only what waits for operators, supervisor, ..." };
        queue.AcceptOnlyFromAmong("operators", "supervisor", "reserve", "group");
        var hub = new Option<string?>("--hub") { Description = "Only this hub's", HelpName = "ID" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List cases: unclaimed, claimed, closed; by priority and age")
        {
            state, kind, queue, hub, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string only = parsed.GetValue(hub) is { } id ? "&hub=" + Uri.EscapeDataString(id) : "";
            only += parsed.GetValue(kind) is { } ofKind ? "&kind=" + ofKind : "";
            only += parsed.GetValue(queue) is { } ofQueue ? "&queue=" + ofQueue : "";
            JsonObject page = await client.GetAsync(
                $"api/cases?limit=500&state={parsed.GetValue(state)}{only}", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, CaseColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> id = CaseArgument();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show a case as it is, with its version") { id, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string caseId = await FindAsync(client, parsed.GetValue(id)!, cancellationToken).ConfigureAwait(false);
            JsonObject found = await client.GetAsync($"api/cases/{caseId}", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteItem(parsed.GetValue(output), found);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeLog(Session session, SharedOptions shared)
    {
        Argument<string> id = CaseArgument();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("log", "Show a case's log and check its hash chain") { id, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string caseId = await FindAsync(client, parsed.GetValue(id)!, cancellationToken).ConfigureAwait(false);
            JsonObject log = await client.GetAsync($"api/cases/{caseId}/log", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)log["items"]!, LogColumns);
            JsonObject check = await client.GetAsync($"api/cases/{caseId}/log/check", cancellationToken)
                .ConfigureAwait(false);
            if (check["isWhole"]?.GetValue<bool>() != true)
            {
                throw new FailureException(
                    ExitCode.Failed,
                    $"The log has been changed: entry {Column.Text(check["firstFault"])} does not fit.");
            }

            session.Terminal.Say("The log is whole.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The case that a command is about; a fresh one for each command.</summary>
    internal static Argument<string> CaseArgument()
    {
        return new Argument<string>("case") { Description = "The case's number or id" };
    }

    /// <summary>A case's id from what was typed: people say the number, programs the id.</summary>
    internal static async Task<string> FindAsync(FleetClient client, string typed, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(typed, out Guid id))
        {
            return id.ToString();
        }

        if (!long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            throw new FailureException(ExitCode.Usage, $"\"{typed}\" is neither a case's id nor a number.");
        }

        JsonObject page = await client.GetAsync("api/cases?limit=500&state=all", cancellationToken)
            .ConfigureAwait(false);
        foreach (JsonNode? item in (JsonArray)page["items"]!)
        {
            if (item!["caseNumber"]?.GetValue<long>() == number)
            {
                return Column.Text(item["caseId"]);
            }
        }

        throw new FailureException(
            ExitCode.NotFound,
            $"No case among the 500 first has the number {number}; older ones are found by their id.");
    }
}
