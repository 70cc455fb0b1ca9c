// hubctl chain: show, versions, templates, set.
using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about escalation chains.</summary>
internal static class ChainCommands
{
    private static readonly string[] Phases = ["raised", "claimed", "silent", "dispatched", "accepted", "onSite"];

    private static readonly Column[] StepColumns =
    [
        Column.Member("phase", "phase"),
        Column.Member("step", "step"),
        Column.Member("after", "afterSeconds"),
        Column.Member("action", "action"),
    ];

    private static readonly Column[] VersionColumns =
    [
        Column.Member("version", "version"),
        Column.Member("changed", "changedAt"),
        Column.Member("by", "changedBy"),
        Column.Member("reason", "reason"),
        new("name", static item => Column.Text(item["chain"]!["name"])),
    ];

    private static readonly Column[] TemplateColumns =
    [
        Column.Member("name", "name"),
        Column.Member("kind", "kind"),
        new("direct", static item => Column.Text(item["chain"]!["isDirect"])),
    ];

    /// <summary>The command <c>chain</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("chain", "See and set who is told next when nobody has answered")
        {
            MakeShow(session, shared),
            MakeVersions(session, shared),
            MakeTemplates(session, shared),
            MakeSet(session, shared),
        };
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> kind = Kind();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show the chain in force for a kind of case; times in seconds")
        {
            kind, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.GetAsync($"api/chains/{parsed.GetValue(kind)}", cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), view);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeVersions(Session session, SharedOptions shared)
    {
        Argument<string> kind = Kind();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("versions", "List every version of a chain, newest first") { kind, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync($"api/chains/{parsed.GetValue(kind)}/versions", cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, VersionColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeTemplates(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("templates", "List the chains to begin from") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/chains/templates", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, TemplateColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeSet(Session session, SharedOptions shared)
    {
        Argument<string> kind = Kind();
        var template = new Option<string?>("--template") { Description = "Begin from this one", HelpName = "NAME" };
        var file = new Option<string?>("--file")
        {
            Description = "A chain as JSON, such as chain show --output json writes; - for what is piped in",
            HelpName = "FILE",
        };
        var reason = new Option<string>("--reason") { Description = "Why; kept, and in the log", Required = true };
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("set", "Put a chain in force from the next step of every case on")
        {
            kind, template, file, reason, ifVersion, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(template) is null == parsed.GetValue(file) is null)
            {
                throw new FailureException(ExitCode.Usage, "Give --template or --file, one of them.");
            }

            JsonNode? read = parsed.GetValue(file) is { } path ? Read(session, path) : null;
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonNode chain = read ?? await TemplateAsync(
                client, parsed.GetValue(template)!, parsed.GetValue(kind)!, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would put this chain in force for {parsed.GetValue(kind)} cases.");
                Write(session, parsed.GetValue(output), new JsonObject { ["chain"] = chain });
                return ExitCode.Ok;
            }

            var body = new JsonObject { ["chain"] = chain, ["reason"] = parsed.GetValue(reason) };
            JsonObject now = await client.ChangeAsync(
                HttpMethod.Put, $"api/chains/{parsed.GetValue(kind)}", body, parsed.GetValue(ifVersion),
                cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Version {Column.Text(now["version"])} is in force.");
            Write(session, parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonNode> TemplateAsync(
        FleetClient client, string name, string kind, CancellationToken cancellationToken)
    {
        JsonObject page = await client.GetAsync("api/chains/templates", cancellationToken).ConfigureAwait(false);
        JsonNode? found = ((JsonArray)page["items"]!).FirstOrDefault(item =>
            Column.Text(item!["name"]) == name && Column.Text(item["kind"]) == kind);
        return found?["chain"]?.DeepClone() ?? throw new FailureException(
            ExitCode.NotFound, $"No template for {kind} cases is called {name}; see hubctl chain templates.");
    }

    /// <summary>A chain alone, or in what <c>show</c> writes around it.</summary>
    private static JsonNode Read(Session session, string path)
    {
        try
        {
            string text = path == "-" ? session.Terminal.Input.ReadToEnd() : File.ReadAllText(path);
            JsonNode? node = JsonNode.Parse(text);
            node = node?["item"] ?? node;
            node = node?["chain"] ?? node;
            return node is JsonObject chain
                ? chain.DeepClone()
                : throw new FailureException(ExitCode.Usage, $"{path} holds no chain.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotFound, $"{path} cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FailureException(ExitCode.Usage, $"{path} is not JSON of a chain: {exception.Message}");
        }
    }

    /// <summary>As JSON what the server says, else a row for each step.</summary>
    private static void Write(Session session, OutputFormat output, JsonObject view)
    {
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, view);
            return;
        }

        var rows = new JsonArray();
        foreach (string phase in Phases)
        {
            int number = 0;
            foreach (JsonNode? step in view["chain"]?[phase] as JsonArray ?? [])
            {
                rows.Add(new JsonObject
                {
                    ["phase"] = phase,
                    ["step"] = (++number).ToString(CultureInfo.InvariantCulture),
                    ["afterSeconds"] = step?["afterSeconds"]?.DeepClone(),
                    ["action"] = step?["action"]?.DeepClone(),
                });
            }
        }

        session.Terminal.WriteList(output, rows, StepColumns);
    }

    private static Argument<string> Kind()
    {
        var kind = new Argument<string>("kind") { Description = "person, technical or test" };
        kind.AcceptOnlyFromAmong("person", "technical", "test");
        return kind;
    }
}
