// hubctl alarm: list, watch, log, claim, close.
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
        return new Command("alarm", "See, claim and close alarm cases")
        {
            MakeList(session, shared),
            AlarmWatchCommand.Make(session, shared),
            MakeLog(session, shared),
            MakeClaim(session, shared),
            MakeClose(session, shared),
        };
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        var state = new Option<string>("--state")
        {
            Description = "open, closed or all (default open)",
            DefaultValueFactory = static _ => "open",
        };
        state.AcceptOnlyFromAmong("open", "closed", "all");
        var hub = new Option<string?>("--hub") { Description = "Only this hub's", HelpName = "ID" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List cases: unclaimed, claimed, closed; by priority and age")
        {
            state, hub, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string ofHub = parsed.GetValue(hub) is { } id ? "&hub=" + Uri.EscapeDataString(id) : "";
            JsonObject page = await client.GetAsync(
                $"api/cases?limit=500&state={parsed.GetValue(state)}{ofHub}", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, CaseColumns);
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

    private static Command MakeClaim(Session session, SharedOptions shared)
    {
        Argument<string> id = CaseArgument();
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("claim", "Become the owner of a case") { id, dryRun, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string caseId = await FindAsync(client, parsed.GetValue(id)!, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would claim case {caseId}.");
                return ExitCode.Ok;
            }

            JsonObject now = await client.PostAsync($"api/cases/{caseId}/claim", null, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Say($"Case {Column.Text(now["caseNumber"])} is yours.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeClose(Session session, SharedOptions shared)
    {
        Argument<string> id = CaseArgument();
        var outcome = new Option<string>("--outcome")
        {
            Description = "visited, call, emergencyServices, accidental, wrongAlarm, test or faultCleared",
            Required = true,
        };
        outcome.AcceptOnlyFromAmong(
            "visited", "call", "emergencyServices", "accidental", "wrongAlarm", "test", "faultCleared");
        var note = new Option<string?>("--note") { Description = "Up to 500 characters, without personal data" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("close", "Close a case that you own") { id, outcome, note, dryRun, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string caseId = await FindAsync(client, parsed.GetValue(id)!, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would close case {caseId} with outcome {parsed.GetValue(outcome)}.");
                return ExitCode.Ok;
            }

            var body = new JsonObject { ["outcome"] = parsed.GetValue(outcome), ["note"] = parsed.GetValue(note) };
            JsonObject now = await client.PostAsync($"api/cases/{caseId}/close", body, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Say($"Case {Column.Text(now["caseNumber"])} is closed.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> CaseArgument()
    {
        return new Argument<string>("case") { Description = "The case's id, or the number of an open case" };
    }

    /// <summary>A case's id from what was typed: people say the number, programs the id.</summary>
    private static async Task<string> FindAsync(FleetClient client, string typed, CancellationToken cancellationToken)
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
