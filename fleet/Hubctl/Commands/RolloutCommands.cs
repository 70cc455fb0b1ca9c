// hubctl rollout: list, plan, create, show, hubs, watch, approve, override, start, pause, resume, stop, revert.
using System;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about a release for many hubs.</summary>
internal static class RolloutCommands
{
    private static readonly Column[] RolloutColumns =
    [
        Column.Member("rollout", "number"),
        Column.Member("state", "state"),
        Column.Member("version", "version"),
        Column.Member("wave", "wave"),
        Column.Member("by", "actorName"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] WaveColumns =
    [
        Column.Member("wave", "wave"),
        Column.Member("hubs", "hubs"),
        Column.Member("waiting", "waiting"),
        Column.Member("under way", "underWay"),
        Column.Member("confirmed", "confirmed"),
        Column.Member("failed", "failed"),
        Column.Member("taken back", "takenBack"),
        Column.Member("not taken back", "notTakenBack"),
    ];

    private static readonly Column[] HubColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("name", "name"),
        Column.Member("wave", "wave"),
        Column.Member("state", "state"),
        Column.Member("waits for", "wait"),
        Column.Member("here", "isConnected"),
        Column.Member("runs", "runningRelease"),
        Column.Member("bytes", "bytesDone"),
        Column.Member("of", "bytesTotal"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] PlanColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("name", "name"),
        Column.Member("wave", "wave"),
        Column.Member("not part", "exclusion"),
        Column.Member("would wait for", "wait"),
        Column.Member("runs", "runningRelease"),
        Column.Member("needs first", "requiredRelease"),
    ];

    /// <summary>The command <c>rollout</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("rollout", "Bring hubs to a release, some first")
        {
            MakeList(session, shared),
            MakePlan(session, shared),
            MakeCreate(session, shared),
            MakeShow(session, shared, "show", "Show how far each wave of a rollout has come", isWatch: false),
            MakeShow(session, shared, "watch", "Wait until a rollout is done, stopped or reverted", isWatch: true),
            MakeHubs(session, shared),
            MakeStep(session, shared, "approve", "Agree to a rollout that somebody else has made"),
            MakeStep(session, shared, "override", "Agree to a start without a passed rehearsal; two must"),
            MakeStep(session, shared, "start", "Begin to order hubs"),
            MakeStep(session, shared, "pause", "Order no more hubs until it is resumed"),
            MakeStep(session, shared, "resume", "Go on with a rollout that was paused or stopped"),
            MakeStep(session, shared, "stop", "Order no more hubs, and call off what has not begun"),
            MakeStep(session, shared, "revert", "Stop, and have the hubs that run the release go back"),
        };
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List rollouts, newest first") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/rollouts", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, RolloutColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakePlan(Session session, SharedOptions shared)
    {
        var options = new RolloutOptions();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("plan", "Say hub by hub what a rollout would do, and do nothing") { output };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            JsonObject order = options.Read(parsed);
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject plan = await client.PostAsync("api/rollouts/plan", order, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Say($"Hubs in each wave: {Column.Text(plan["waveHubs"])}; not part: "
                + $"{Column.Text(plan["excluded"])}. Nothing was changed.");
            foreach (JsonNode? fault in (JsonArray)plan["faults"]!)
            {
                session.Terminal.Say($"{Column.Text(fault!["field"])} {Column.Text(fault["sentence"])}");
            }

            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)plan["hubs"]!, PlanColumns);
            return Column.Text(plan["result"]) == "done" ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }

    private static Command MakeCreate(Session session, SharedOptions shared)
    {
        var options = new RolloutOptions();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("create", "Make a rollout; another person approves it") { output };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            JsonObject order = options.Read(parsed);
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), await client.PostAsync("api/rollouts", order, cancellationToken)
                .ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(
        Session session, SharedOptions shared, string word, string description, bool isWatch)
    {
        Argument<long> number = Number();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(word, description) { number, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await WaitAsync(client, PathOf(parsed.GetValue(number)), isWatch, cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), view);
            return isWatch && Column.Text(view["state"]) == "stopped" ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonObject> WaitAsync(
        FleetClient client, string path, bool isWatch, CancellationToken cancellationToken)
    {
        JsonObject view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
        while (isWatch && Column.Text(view["state"]) is "running" or "reverting")
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return view;
    }

    private static Command MakeHubs(Session session, SharedOptions shared)
    {
        Argument<long> number = Number();
        var state = new Option<string?>("--state") { Description = "Only hubs in this state, such as refused" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("hubs", "List the hubs of a rollout and why each waits or failed")
        {
            number, state, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(number)) + "/hubs?limit=500"
                + (parsed.GetValue(state) is { } only ? "&state=" + Uri.EscapeDataString(only) : "");
            JsonArray all = await client.GetAllAsync(path, cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), all, HubColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeStep(Session session, SharedOptions shared, string step, string description)
    {
        Argument<long> number = Number();
        var reason = new Option<string>("--reason") { Description = "Why; kept, and in the log", Required = true };
        var confirm = new Option<long?>("--confirm")
        {
            Description = "The rollout's number once more: hubs will restart",
            Required = step == "revert",
            Hidden = step != "revert",
        };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(step, description) { number, reason, confirm, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), await client.PostAsync(
                $"{PathOf(parsed.GetValue(number))}/{step}",
                new JsonObject { ["comment"] = parsed.GetValue(reason), ["confirm"] = parsed.GetValue(confirm) },
                cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(Session session, OutputFormat output, JsonObject rollout)
    {
        string reason = Column.Text(rollout["reason"]);
        session.Terminal.Say($"Rollout {Column.Text(rollout["number"])} is {Column.Text(rollout["state"])}"
            + (reason.Length == 0 ? "." : $": {reason}."));
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, rollout);
            return;
        }

        foreach (JsonNode? wait in (JsonArray)rollout["waits"]!)
        {
            session.Terminal.Say($"{Column.Text(wait!["hubs"])} wait: {Column.Text(wait["wait"])}.");
        }

        session.Terminal.WriteList(output, (JsonArray)rollout["waves"]!.DeepClone(), WaveColumns);
    }

    private static string PathOf(long number)
    {
        return string.Create(CultureInfo.InvariantCulture, $"api/rollouts/{number}");
    }

    private static Argument<long> Number()
    {
        return new Argument<long>("rollout") { Description = "The rollout's number" };
    }
}
