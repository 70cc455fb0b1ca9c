// hubctl settings: show, set, history, diff, restore, levels, level-set.
using System;
using System.CommandLine;
using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about settings of hubs, of one or of many.</summary>
internal static class SettingCommands
{
    private static readonly Column[] SettingColumns =
    [
        Column.Member("setting", "name"),
        Column.Member("value", "value"),
        Column.Member("unit", "unit"),
        Column.Member("from", "level"),
        Column.Member("named", "levelName"),
        new("by", static item => Column.Text(item["told"]?["actorName"])),
        new("why", static item => Column.Text(item["told"]?["comment"])),
        Column.Member("in force", "inForce"),
    ];

    private static readonly Column[] VersionColumns =
    [
        Column.Member("version", "version"),
        Column.Member("state", "state"),
        Column.Member("made", "madeAt"),
        Column.Member("by", "actorName"),
        Column.Member("why", "comment"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] DifferenceColumns =
    [
        Column.Member("setting", "field"),
        Column.Member("old", "old"),
        Column.Member("new", "new"),
    ];

    private static readonly Column[] LevelColumns =
    [
        Column.Member("level", "level"),
        Column.Member("scope", "scope"),
        Column.Member("name", "name"),
        Column.Member("revision", "revision"),
        Column.Member("released", "releasedRevision"),
        Column.Member("hubs", "hubs"),
        Column.Member("behind", "hubsBehind"),
    ];

    /// <summary>The command <c>settings</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("settings", "See and change settings of a hub, or of many at once")
        {
            MakeShow(session, shared),
            MakeSet(session, shared),
            MakeHistory(session, shared),
            MakeDiff(session, shared),
            MakeRestore(session, shared),
            MakeLevels(session, shared),
            MakeLevelSet(session, shared),
        };
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show every setting of a hub and where it comes from") { hub, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.GetAsync(PathOf(parsed.GetValue(hub)!), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                session.Terminal.WriteItem(OutputFormat.Json, view);
                return ExitCode.Ok;
            }

            session.Terminal.Say(SettingRows.StateOf(view));
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)view["settings"]!, SettingColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeSet(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Argument<string[]> values = Values();
        Option<string> reason = Reason();
        Option<bool> consent = Consent();
        Option<long?> number = CaseNumber();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        var watch = new Option<bool>("--watch")
        {
            Description = "Wait until the hub has kept it (exit 0), or has refused it or gone back (exit 1)",
        };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("set", "Change settings of a home; the hub tries them before they count")
        {
            hub, values, reason, consent, number, ifVersion, watch, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!);
            JsonObject view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            JsonObject body = Body(parsed.GetValue(reason)!, parsed.GetValue(number), parsed.GetValue(consent));
            body["values"] = SettingRows.Read(parsed.GetValue(values)!, (JsonArray)view["settings"]!);
            long seen = parsed.GetValue(ifVersion) ?? view["version"]!.GetValue<long>();
            JsonObject made = await client.ChangeAsync(HttpMethod.Patch, path, body, seen, cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), made);
            return parsed.GetValue(watch)
                ? await WatchAsync(session, client, path, made["version"]!.GetValue<long>(), cancellationToken)
                    .ConfigureAwait(false)
                : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> WatchAsync(
        Session session, FleetClient client, string path, long version, CancellationToken cancellationToken)
    {
        string last = "";
        while (true)
        {
            JsonObject now = await client.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{path}/versions/{version}"), cancellationToken)
                .ConfigureAwait(false);
            string state = Column.Text(now["state"]);
            if (state != last)
            {
                session.Terminal.Say(SettingRows.Sentence(now));
                last = state;
            }

            if (state is "inForce" or "refused" or "reverted" or "superseded")
            {
                return state == "inForce" ? ExitCode.Ok : ExitCode.Failed;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }
    }

    private static Command MakeHistory(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("history", "List every version of a hub's settings, newest first") { hub, output };
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
        var from = new Option<long>("--from") { Description = "The earlier version; 0: nothing told", Required = true };
        var to = new Option<long>("--to") { Description = "The later version", Required = true };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("diff", "Show what differs between two versions") { hub, from, to, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject difference = await client.GetAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{PathOf(parsed.GetValue(hub)!)}/diff?from={parsed.GetValue(from)}&to={parsed.GetValue(to)}"),
                cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(
                parsed.GetValue(output), (JsonArray)difference["settings"]!, DifferenceColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeRestore(Session session, SharedOptions shared)
    {
        Argument<string> hub = Hub();
        var version = new Argument<long>("version") { Description = "The version whose settings to take again" };
        Option<string> reason = Reason();
        Option<bool> consent = Consent();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("restore", "Make a new version that says what an earlier one said")
        {
            hub, version, reason, consent, ifVersion, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(hub)!);
            long seen = parsed.GetValue(ifVersion)
                ?? (await client.GetAsync(path, cancellationToken).ConfigureAwait(false))["version"]!.GetValue<long>();
            JsonObject body = Body(parsed.GetValue(reason)!, null, parsed.GetValue(consent));
            body["version"] = parsed.GetValue(version);
            Write(session, parsed.GetValue(output), await client.ChangeAsync(
                HttpMethod.Post, path + "/restore", body, seen, cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeLevels(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(
            "levels", "List the municipality, models and groups, with what each tells in JSON") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/settings/levels", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, LevelColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeLevelSet(Session session, SharedOptions shared)
    {
        Argument<string> level = Level();
        Argument<string[]> values = Values();
        Option<string> reason = Reason();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("level-set", "Change what a level tells; campaign start brings it to its hubs")
        {
            level, values, reason, ifVersion, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = LevelPathOf(parsed.GetValue(level)!);
            JsonObject view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            JsonObject body = Body(parsed.GetValue(reason)!, null, false);
            body["values"] = SettingRows.Read(parsed.GetValue(values)!, null);
            long seen = parsed.GetValue(ifVersion) ?? view["revision"]!.GetValue<long>();
            JsonObject made = await client.ChangeAsync(HttpMethod.Patch, path, body, seen, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Say($"Revision {Column.Text(made["revision"])}; {Column.Text(made["hubsBehind"])} hubs "
                + "do not follow it yet. Start a campaign to bring it to them.");
            session.Terminal.WriteList(parsed.GetValue(output), [made.DeepClone()], LevelColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(Session session, OutputFormat output, JsonObject version)
    {
        session.Terminal.Say(SettingRows.Sentence(version));
        session.Terminal.WriteList(output, [version.DeepClone()], VersionColumns);
    }

    private static JsonObject Body(string reason, long? caseNumber, bool hasConsent)
    {
        return new JsonObject { ["comment"] = reason, ["caseNumber"] = caseNumber, ["hasConsent"] = hasConsent };
    }

    private static string PathOf(string hub)
    {
        return $"api/hubs/{Uri.EscapeDataString(hub)}/settings";
    }

    /// <summary>The address of a level, from <c>municipality</c>, <c>model/NAME</c> or <c>group/ID</c>.</summary>
    internal static string LevelPathOf(string level)
    {
        (string kind, string scope) = SplitLevel(level);
        return $"api/settings/levels/{Uri.EscapeDataString(kind)}/{Uri.EscapeDataString(scope)}";
    }

    /// <summary>Level and scope of what was given.</summary>
    internal static (string Level, string Scope) SplitLevel(string level)
    {
        int slash = level.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (level, "all") : (level[..slash], level[(slash + 1)..]);
    }

    /// <summary>The argument that names a level.</summary>
    internal static Argument<string> Level()
    {
        return new Argument<string>("level") { Description = "municipality, model/NAME or group/ID" };
    }

    /// <summary>The argument that names a hub.</summary>
    internal static Argument<string> Hub()
    {
        return new Argument<string>("hub") { Description = "The hub's id" };
    }

    private static Argument<string[]> Values()
    {
        return new Argument<string[]>("settings")
        {
            Description = "name=value, such as heartbeatIntervalSeconds=300 or voiceNumbers=0701740630,0701740631; "
                + "name= takes back what is told here",
            Arity = ArgumentArity.OneOrMore,
        };
    }

    /// <summary>Why.</summary>
    internal static Option<string> Reason()
    {
        return new Option<string>("--reason") { Description = "Why; kept, and in the history", Required = true };
    }

    private static Option<bool> Consent()
    {
        return new Option<bool>("--consent") { Description = "Who lives there has agreed, where that is needed" };
    }

    private static Option<long?> CaseNumber()
    {
        return new Option<long?>("--case") { Description = "The case that the change answers", HelpName = "N" };
    }
}
