// hubctl campaign: list, show, hubs, start, pause, resume, stop, revert.
using System;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about the same change for many hubs.</summary>
internal static class CampaignCommands
{
    private static readonly Column[] CampaignColumns =
    [
        Column.Member("campaign", "number"),
        Column.Member("state", "state"),
        Column.Member("level", "level"),
        Column.Member("name", "scopeName"),
        Column.Member("wave", "wave"),
        Column.Member("by", "actorName"),
        Column.Member("why", "comment"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] WaveColumns =
    [
        Column.Member("wave", "wave"),
        Column.Member("hubs", "hubs"),
        Column.Member("waiting", "waiting"),
        Column.Member("asked", "asked"),
        Column.Member("confirmed", "confirmed"),
        Column.Member("unchanged", "unchanged"),
        Column.Member("failed", "failed"),
        Column.Member("reverted", "reverted"),
        Column.Member("not reverted", "notReverted"),
    ];

    private static readonly Column[] HubColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("name", "name"),
        Column.Member("wave", "wave"),
        Column.Member("state", "state"),
        Column.Member("here", "isConnected"),
        Column.Member("document", "document"),
        Column.Member("reason", "reason"),
    ];

    private static readonly Column[] PlanColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("name", "name"),
        Column.Member("wave", "wave"),
        Column.Member("here", "isConnected"),
        Column.Member("changes", "changes"),
        Column.Member("faults", "faults"),
    ];

    /// <summary>The command <c>campaign</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("campaign", "Bring hubs to what their level tells, some first")
        {
            MakeList(session, shared),
            MakeShow(session, shared),
            MakeHubs(session, shared),
            MakeStart(session, shared),
            MakeStep(session, shared, "pause", "Ask no more hubs until it is resumed"),
            MakeStep(session, shared, "resume", "Go on with a campaign that was paused or stopped"),
            MakeStep(session, shared, "stop", "Ask no more hubs"),
            MakeStep(session, shared, "revert", "Stop, and have the hubs that were asked go back"),
        };
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List campaigns, newest first") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/campaigns", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, CampaignColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<long> number = Number();
        var watch = new Option<bool>("--watch") { Description = "Wait until it is done, stopped or reverted" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show how far each wave of a campaign has come") { number, watch, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = PathOf(parsed.GetValue(number));
            JsonObject view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            while (parsed.GetValue(watch) && Column.Text(view["state"]) is "planned" or "running" or "reverting")
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
                view = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            }

            Write(session, parsed.GetValue(output), view);
            return Column.Text(view["state"]) == "stopped" && parsed.GetValue(watch) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeHubs(Session session, SharedOptions shared)
    {
        Argument<long> number = Number();
        var state = new Option<string?>("--state") { Description = "Only hubs in this state, such as failed" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("hubs", "List the hubs of a campaign and why each waits or failed")
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

    private static Command MakeStart(Session session, SharedOptions shared)
    {
        Argument<string> level = SettingCommands.Level();
        Option<string> reason = Reason();
        var waves = new Option<string>("--waves")
        {
            Description = "Hubs asked at the end of each wave: numbers or parts, such as 2,10%,50%,100%",
            DefaultValueFactory = static _ => "2,10%,50%,100%",
        };
        var soak = new Option<int>("--soak-seconds")
        {
            Description = "How long a wave is watched after its last answer",
            DefaultValueFactory = static _ => 300,
        };
        var allowed = new Option<int>("--failures-allowed") { Description = "More failed hubs than these stop it" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("start", "Bring the hubs of a level to its newest revision")
        {
            level, reason, waves, soak, allowed, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            (string kind, string scope) = SettingCommands.SplitLevel(parsed.GetValue(level)!);
            var order = new JsonObject
            {
                ["level"] = kind,
                ["scope"] = scope,
                ["comment"] = parsed.GetValue(reason),
                ["waves"] = new JsonArray(
                    [.. Array.ConvertAll(parsed.GetValue(waves)!.Split(','), static one => (JsonNode)one.Trim())]),
                ["soakSeconds"] = parsed.GetValue(soak),
                ["failuresAllowed"] = parsed.GetValue(allowed),
            };
            if (parsed.GetValue(dryRun))
            {
                JsonObject plan = await client.PostAsync("api/campaigns/plan", order, cancellationToken)
                    .ConfigureAwait(false);
                session.Terminal.Say($"Hubs in each wave: {Column.Text(plan["waveHubs"])}. Nothing was changed.");
                session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)plan["hubs"]!, PlanColumns);
                return ExitCode.Ok;
            }

            Write(session, parsed.GetValue(output), await client.PostAsync("api/campaigns", order, cancellationToken)
                .ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeStep(Session session, SharedOptions shared, string step, string description)
    {
        Argument<long> number = Number();
        Option<string> reason = Reason();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(step, description) { number, reason, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            Write(session, parsed.GetValue(output), await client.PostAsync(
                $"{PathOf(parsed.GetValue(number))}/{step}",
                new JsonObject { ["comment"] = parsed.GetValue(reason) },
                cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(Session session, OutputFormat output, JsonObject campaign)
    {
        string reason = Column.Text(campaign["reason"]);
        session.Terminal.Say($"Campaign {Column.Text(campaign["number"])} is {Column.Text(campaign["state"])}"
            + (reason.Length == 0 ? "." : $": {reason}."));
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, campaign);
        }
        else
        {
            session.Terminal.WriteList(output, (JsonArray)campaign["waves"]!.DeepClone(), WaveColumns);
        }
    }

    private static string PathOf(long number)
    {
        return string.Create(CultureInfo.InvariantCulture, $"api/campaigns/{number}");
    }

    private static Argument<long> Number()
    {
        return new Argument<long>("campaign") { Description = "The campaign's number" };
    }

    private static Option<string> Reason()
    {
        return new Option<string>("--reason") { Description = "Why; kept, and in the log", Required = true };
    }
}
