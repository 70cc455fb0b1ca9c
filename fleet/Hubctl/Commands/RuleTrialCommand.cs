// hubctl rules trial: what would other rules have done with what has happened?
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The command <c>rules trial</c> (HUL-045).</summary>
internal static class RuleTrialCommand
{
    private static readonly Column[] AlarmColumns =
    [
        Column.Member("what", "what"),
        Column.Member("rule", "ruleId"),
        Column.Member("at", "at"),
        Column.Member("new", "newAt"),
        new("case", static item => Column.Text(item["case"]?["caseNumber"])),
        new("outcome", static item => Column.Text(item["case"]?["outcome"])),
        new("visited", static item => Column.Text(item["case"]?["isVisited"])),
        new("wrong", static item => Column.Text(item["case"]?["isWrong"])),
    ];

    /// <summary>The command.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        Argument<string> hub = RuleCommands.Hub();
        var file = new Argument<string?>("file")
        {
            Description = "Rules as JSON, such as rules show --output json writes; - for what is piped in",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var version = new Option<long?>("--version")
        {
            Description = "A version that is kept, instead of a file; 0 for no rules",
            HelpName = "N",
        };
        var days = new Option<int?>("--days") { Description = "How many days back, 30 if left out", HelpName = "N" };
        Option<string> language = RuleCommands.Language();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("trial", "Replay what has happened in a home against other rules; nothing is changed")
        {
            hub, file, version, days, language, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is null == parsed.GetValue(version) is null)
            {
                throw new FailureException(ExitCode.Usage, "Give a file with rules, or --version, and not both.");
            }

            var body = new JsonObject
            {
                ["document"] = parsed.GetValue(file) is { } path ? RuleFile.Read(session, path).Document : null,
                ["version"] = parsed.GetValue(version),
                ["days"] = parsed.GetValue(days),
            };
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject trial = await client.PostAsync(
                $"{RuleCommands.PathOf(parsed.GetValue(hub)!)}/trial?language={parsed.GetValue(language)}",
                body,
                cancellationToken).ConfigureAwait(false);
            Write(session, parsed.GetValue(output), trial);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(Session session, OutputFormat output, JsonObject trial)
    {
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, trial);
            return;
        }

        JsonNode counts = trial["counts"]!;
        JsonNode trust = trial["trust"]!;
        session.Terminal.Say(trial["coveredFrom"] is null
            ? "No events of this home are known in that time: nothing can be said."
            : $"Events are known from {Column.Text(trial["coveredFrom"])} to {Column.Text(trial["coveredTo"])}, "
                + $"{Column.Text(trial["eventCount"])} of devices.");
        foreach (JsonNode? gap in (JsonArray)trial["gaps"]!)
        {
            session.Terminal.Say(
                $"Gap ({Column.Text(gap!["kind"])}): {Column.Text(gap["from"])} to {Column.Text(gap["to"])}.");
        }

        session.Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"The replay explains {Column.Text(trust["explained"])} of the {Column.Text(trust["happened"])} alarms of "
            + $"rules that came; {((JsonArray)trust["notSeen"]!).Count} that it gives did not come."));
        session.Terminal.Say(
            $"{Column.Text(counts["vanish"])} would vanish ({Column.Text(counts["vanishVisited"])} had led to a visit, "
            + $"{Column.Text(counts["vanishWrong"])} were called wrong), {Column.Text(counts["appear"])} would appear, "
            + $"{Column.Text(counts["stay"])} stay. Nothing was changed.");
        var rows = new JsonArray();
        foreach (string what in new[] { "vanish", "appear", "stay" })
        {
            foreach (JsonNode? alarm in (JsonArray)trial[what]!)
            {
                var row = (JsonObject)alarm!.DeepClone();
                row["what"] = what;
                rows.Add(row);
            }
        }

        session.Terminal.WriteList(output, rows, AlarmColumns);
    }
}
