// hubctl hub command: asks a hub for something, lists what was asked, takes back what waits.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>Commands to hubs, with why, until when, and what came of them (HBG-017).</summary>
internal static class HubCommandCommands
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // An answer may come a while after the deadline.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["send-heartbeat"] = "sendHeartbeat",
        ["test-alarm"] = "testAlarm",
        ["silent-test"] = "silentTest",
        ["reboot"] = "reboot",
        ["play-phrase"] = "playPhrase",
        ["dial-number"] = "dialNumber",
        ["diagnostics"] = "collectDiagnostics",
        ["open-pairing"] = "openPairing",
        ["walk-test"] = "walkTest",
    };

    private static readonly Column[] Columns =
    [
        Column.Member("number", "number"),
        Column.Member("at", "askedAt"),
        Column.Member("command", "command"),
        Column.Member("state", "state"),
        Column.Member("reason", "reason"),
        Column.Member("asked by", "askedBy"),
        Column.Member("why", "comment"),
        Column.Member("expires", "expiresAt"),
        Column.Member("waits", "waits"),
    ];

    /// <summary>The command <c>hub command</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        Command command = MakeSend(session, shared);
        command.Add(MakeList(session, shared));
        command.Add(MakeShow(session, shared));
        command.Add(MakeWithdraw(session, shared));
        return command;
    }

    private static Command MakeSend(Session session, SharedOptions shared)
    {
        Argument<string> id = Hub();
        var name = new Argument<string>("command") { Description = string.Join(", ", Names.Keys) };
        name.AcceptOnlyFromAmong([.. Names.Keys]);
        var why = new Option<string>("--why")
        {
            Description = "Why, 1 to 500 characters, without personal data",
            Required = true,
            HelpName = "TEXT",
        };
        var wait = new Option<bool>("--wait") { Description = "Keep it for a hub that is away" };
        var deadline = new Option<int>("--deadline", "--expires")
        {
            Description = "Seconds in which the hub may still carry it out, 1 to 604800 (default 300)",
            DefaultValueFactory = static _ => 300,
            HelpName = "SECONDS",
        };
        var argument = new Option<int?>("--argument")
        {
            Description = "A phrase's number (256 more: at night too), a place in the hub's list of numbers, seconds",
            HelpName = "N",
        };
        var watch = new Option<bool>("--watch") { Description = "Wait for what comes of it, and exit by that" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("command", "Ask a hub for something, see what was asked, take back what waits")
        {
            id, name, why, wait, deadline, argument, watch, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string hub = parsed.GetValue(id)!;
            string verb = parsed.GetValue(name)!;
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would send {verb} to hub {hub}.");
                return ExitCode.Ok;
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            var body = new JsonObject
            {
                ["command"] = Names[verb],
                ["comment"] = parsed.GetValue(why),
                ["expirySeconds"] = parsed.GetValue(deadline),
                ["waits"] = parsed.GetValue(wait),
            };
            if (parsed.GetValue(argument) is { } number)
            {
                body["argument"] = number;
            }

            JsonObject view = await client.PostAsync(PathOf(hub), body, cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"{verb} {Column.Text(view["number"])} for hub {hub}: {StateOf(view)}.");
            if (parsed.GetValue(watch))
            {
                TimeSpan patience = TimeSpan.FromSeconds(parsed.GetValue(deadline)) + Grace;
                view = await FollowAsync(session, client, hub, view, patience, cancellationToken)
                    .ConfigureAwait(false);
            }

            session.Terminal.WriteItem(parsed.GetValue(output), view);
            return parsed.GetValue(watch) ? Outcome(view) : ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        Argument<string> id = Hub();
        var limit = new Option<int>("--limit")
        {
            Description = "The most commands, 1 to 100 (default 100)",
            DefaultValueFactory = static _ => 100,
        };
        var before = new Option<long?>("--before") { Description = "Only those before this one", HelpName = "NUMBER" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List what was asked of a hub, newest first") { id, limit, before, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string query = string.Create(CultureInfo.InvariantCulture, $"?limit={parsed.GetValue(limit)}");
            if (parsed.GetValue(before) is { } number)
            {
                query += string.Create(CultureInfo.InvariantCulture, $"&before={number}");
            }

            JsonObject page = await client.GetAsync(PathOf(parsed.GetValue(id)!) + query, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> id = Hub();
        Argument<long> number = Number();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show one command and what the hub told") { id, number, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.GetAsync(
                PathOf(parsed.GetValue(id)!, parsed.GetValue(number)), cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteItem(parsed.GetValue(output), view);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeWithdraw(Session session, SharedOptions shared)
    {
        Argument<string> id = Hub();
        Argument<long> number = Number();
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("withdraw", "Take a command back that waits for its hub")
        {
            id, number, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would take command {parsed.GetValue(number)} back.");
                return ExitCode.Ok;
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.DeleteAsync(
                PathOf(parsed.GetValue(id)!, parsed.GetValue(number)), cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteItem(parsed.GetValue(output), view);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonObject> FollowAsync(
        Session session,
        FleetClient client,
        string hub,
        JsonObject view,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        long number = view["number"]!.GetValue<long>();
        DateTimeOffset until = session.Time.GetUtcNow() + patience;
        string told = StateOf(view);
        while (!IsSettled(view) && session.Time.GetUtcNow() < until)
        {
            await Task.Delay(LookEvery, session.Time, cancellationToken).ConfigureAwait(false);
            view = await client.GetAsync(PathOf(hub, number), cancellationToken).ConfigureAwait(false);
            if (StateOf(view) != told)
            {
                told = StateOf(view);
                session.Terminal.Say($"{number}: {told}.");
            }
        }

        return view;
    }

    private static bool IsSettled(JsonObject view)
    {
        // The figures come beside the answer, and may come after it.
        bool isToldOf = Column.Text(view["command"]) != "collectDiagnostics" || view["figures"] is JsonObject;
        return Column.Text(view["state"]) switch
        {
            "waiting" or "sent" => false,
            "done" => isToldOf,
            _ => true,
        };
    }

    private static int Outcome(JsonObject view)
    {
        return Column.Text(view["state"]) switch
        {
            "done" => IsSettled(view) ? ExitCode.Ok : ExitCode.Partly,
            "failed" => ExitCode.Failed,
            "waiting" or "sent" => ExitCode.Partly,
            _ => ExitCode.Refused,
        };
    }

    private static string StateOf(JsonObject view)
    {
        string reason = Column.Text(view["reason"]);
        return Column.Text(view["state"]) + (reason.Length == 0 ? "" : $" ({reason})");
    }

    private static string PathOf(string hub, long? number = null)
    {
        string path = $"api/hubs/{Uri.EscapeDataString(hub)}/commands";
        return number is { } one ? string.Create(CultureInfo.InvariantCulture, $"{path}/{one}") : path;
    }

    private static Argument<string> Hub()
    {
        return new Argument<string>("hub") { Description = "The hub's id, 16 hexadecimal digits" };
    }

    private static Argument<long> Number()
    {
        return new Argument<long>("number") { Description = "The command's number, as listed" };
    }
}
