// hubctl rules: show, set, history, diff, restore, templates, check; trial is in a file of its own.
using System;
using System.CommandLine;
using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about a home's rules.</summary>
internal static class RuleCommands
{
    private static readonly Column[] RuleColumns =
    [
        Column.Member("rule", "ruleId"),
        Column.Member("text", "text"),
    ];

    private static readonly Column[] VersionColumns =
    [
        Column.Member("version", "version"),
        Column.Member("state", "state"),
        Column.Member("made", "madeAt"),
        Column.Member("by", "actorName"),
        Column.Member("why", "comment"),
        Column.Member("restored", "restoredFrom"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] DifferenceColumns =
    [
        Column.Member("rule", "rule"),
        Column.Member("change", "change"),
        Column.Member("field", "field"),
        Column.Member("old", "old"),
        Column.Member("new", "new"),
    ];

    private static readonly Column[] TemplateColumns =
    [
        Column.Member("requirement", "requirement"),
        new("rule", static item => Column.Text(item["rule"]!["id"])),
        new("kind", static item => Column.Text(item["rule"]!["kind"])),
        new("delay", static item => Column.Text(item["rule"]!["delaySeconds"])),
    ];

    private static readonly Column[] FaultColumns =
    [
        Column.Member("field", "field"),
        Column.Member("fault", "sentence"),
    ];

    /// <summary>The command <c>rules</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("rules", "See and change what a home does by itself")
        {
            MakeShow(session, shared),
            MakeSet(session, shared),
            MakeHistory(session, shared),
            MakeDiff(session, shared),
            MakeRestore(session, shared),
            MakeTemplates(session, shared),
            MakeCheck(session, shared),
            RuleTrialCommand.Make(session, shared),
        };
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<string> language = Language();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show a home's newest rules and how far they have come; JSON has them whole")
        {
            hub, language, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!);
            JsonObject view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                session.Terminal.WriteItem(OutputFormat.Json, view);
                return ExitCode.Ok;
            }

            JsonObject summary = await client.GetAsync(
                $"{path}/summary?language={parsed.GetValue(language)}", cancellationToken).ConfigureAwait(false);
            session.Terminal.Say(RuleRows.StateOf(view));
            SayWarnings(session, summary);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)summary["rules"]!, RuleColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeSet(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<string> file = File();
        Option<string> reason = Reason();
        Option<long?> number = CaseNumber();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("set", "Put new rules into a home: sent at once, or when the hub is back")
        {
            hub, file, reason, number, ifVersion, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RuleFile read = RuleFile.Read(session, parsed.GetValue(file)!);
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!);
            if (parsed.GetValue(dryRun))
            {
                return await CheckAsync(
                    session, client, path, "en", read, parsed.GetValue(output), cancellationToken)
                    .ConfigureAwait(false);
            }

            long seen = parsed.GetValue(ifVersion) ?? read.SeenVersion ?? throw new FailureException(
                ExitCode.Usage,
                "Give --if-version, the version that you have seen (0 for none), or a file that rules show wrote.");
            JsonObject body = Body(parsed.GetValue(reason)!, parsed.GetValue(number));
            body["document"] = read.Document;
            Write(session, parsed.GetValue(output), await client.ChangeAsync(
                HttpMethod.Put, path, body, seen, cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeHistory(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("history", "List every version of a home's rules, newest first") { hub, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!) + "/versions?limit=100";
            JsonArray all = await client.GetAllAsync(path, cancellationToken).ConfigureAwait(false);

            session.Terminal.WriteList(parsed.GetValue(output), all, VersionColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeDiff(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        var from = new Option<long>("--from") { Description = "The earlier version; 0 for no rules", Required = true };
        var to = new Option<long>("--to") { Description = "The later version", Required = true };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("diff", "Show what differs between two versions, old and new")
        {
            hub, from, to, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject difference = await client.GetAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{PathOf(parsed.GetValue(hub)!)}/diff?from={parsed.GetValue(from)}&to={parsed.GetValue(to)}"),
                cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                session.Terminal.WriteItem(OutputFormat.Json, difference);
            }
            else
            {
                session.Terminal.WriteList(parsed.GetValue(output), RuleRows.Of(difference), DifferenceColumns);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeRestore(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        var version = new Argument<long>("version") { Description = "The version whose rules to take again" };
        Option<string> reason = Reason();
        Option<long?> number = CaseNumber();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("restore", "Make a new version that says what an earlier one said")
        {
            hub, version, reason, number, ifVersion, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!);
            long seen = parsed.GetValue(ifVersion)
                ?? (await client.GetAsync(path, cancellationToken).ConfigureAwait(false))["version"]!.GetValue<long>();
            JsonObject body = Body(parsed.GetValue(reason)!, parsed.GetValue(number));
            body["version"] = parsed.GetValue(version);
            Write(session, parsed.GetValue(output), await client.ChangeAsync(
                HttpMethod.Post, path + "/restore", body, seen, cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeTemplates(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("templates", "List the rules to begin from; JSON has them whole") { hub, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync(PathOf(parsed.GetValue(hub)!) + "/templates", cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, TemplateColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeCheck(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<string> file = File();
        Option<string> language = Language();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("check", "Look through rules in a file without keeping them")
        {
            hub, file, language, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RuleFile read = RuleFile.Read(session, parsed.GetValue(file)!);
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            return await CheckAsync(
                session,
                client,
                PathOf(parsed.GetValue(hub)!),
                parsed.GetValue(language)!,
                read,
                parsed.GetValue(output),
                cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> CheckAsync(
        Session session,
        FleetClient client,
        string path,
        string language,
        RuleFile read,
        OutputFormat output,
        CancellationToken cancellationToken)
    {
        JsonObject check = await client.PostAsync($"{path}/check?language={language}", read.Document, cancellationToken)
            .ConfigureAwait(false);
        bool isValid = check["isValid"]!.GetValue<bool>();
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, check);
        }
        else if (isValid)
        {
            session.Terminal.Say($"A hub takes them: {Column.Text(check["bytes"])} of {Column.Text(check["maxBytes"])} "
                + "bytes. Nothing was changed.");
            SayWarnings(session, check["summary"]!);
            session.Terminal.WriteList(output, (JsonArray)check["summary"]!["rules"]!, RuleColumns);
        }
        else
        {
            session.Terminal.WriteList(output, (JsonArray)check["faults"]!, FaultColumns);
        }

        return isValid ? ExitCode.Ok : ExitCode.Usage;
    }

    private static void Write(Session session, OutputFormat output, JsonObject version)
    {
        session.Terminal.Say($"Version {Column.Text(version["version"])} is {Column.Text(version["state"])}.");
        session.Terminal.WriteList(output, [version.DeepClone()], VersionColumns);
    }

    private static void SayWarnings(Session session, JsonNode summary)
    {
        foreach (JsonNode? warning in (JsonArray)summary["warnings"]!)
        {
            session.Terminal.Say(Column.Text(warning!["text"]));
        }
    }

    private static JsonObject Body(string reason, long? caseNumber)
    {
        return new JsonObject { ["comment"] = reason, ["caseNumber"] = caseNumber };
    }

    internal static string PathOf(string hub)
    {
        return $"api/hubs/{Uri.EscapeDataString(hub)}/rules";
    }

    internal static Argument<string> Hub()
    {
        return new Argument<string>("hub") { Description = "The hub's id" };
    }

    private static Option<string> File()
    {
        return new Option<string>("--file")
        {
            Description = "Rules as JSON, such as rules show --output json writes; - for what is piped in",
            HelpName = "FILE",
            Required = true,
        };
    }

    private static Option<string> Reason()
    {
        return new Option<string>("--reason") { Description = "Why; kept, and in the history", Required = true };
    }

    private static Option<long?> CaseNumber()
    {
        return new Option<long?>("--case") { Description = "The case that the change answers", HelpName = "N" };
    }

    internal static Option<string> Language()
    {
        var language = new Option<string>("--language")
        {
            Description = "The language that rules are told in, sv or en",
            DefaultValueFactory = static _ => "en",
        };
        language.AcceptOnlyFromAmong("sv", "en");
        return language;
    }
}
