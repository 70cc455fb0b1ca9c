// hubctl hub: add, list, show, history, command, and what concerns devices.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about hubs.</summary>
internal static class HubCommands
{
    private static readonly Column[] HubColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("name", "name"),
        Column.Member("status", "status"),
        Column.Member("since", "statusSince"),
        Column.Member("last proven", "lastProvenAt"),
        Column.Member("connected", "isConnected"),
        Column.Member("last test", "lastTestAlarmAt"),
        Column.Member("firmware", "firmwareVersion"),
        Column.Member("mains", "isOnMains"),
        Column.Member("battery", "batteryPercent"),
        Column.Member("signal", "signalDbm"),
    ];

    private static readonly Column[] HistoryColumns =
    [
        Column.Member("at", "at"),
        Column.Member("kind", "kind"),
        Column.Member("detail", "detail"),
        Column.Member("case", "caseId"),
    ];

    /// <summary>The command <c>hub</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("hub", "Register hubs, see how they are, send them commands, pair their devices")
        {
            HubAddCommand.Make(session, shared),
            MakeList(session, shared),
            MakeShow(session, shared),
            MakeHistory(session, shared),
            HubCommandCommands.Make(session, shared),
            HubUpdateCommands.Make(session, shared),
            HubUpdateCommands.MakePlace(session, shared),
            DeviceCommands.MakeList(session, shared),
            DeviceCommands.Make(session, shared),
            PairCommand.Make(session, shared),
            WalkTestCommand.Make(session, shared),
            FlashCommand.Make(session),
            ProvisionCommand.Make(session, shared),
            ResetCodeCommand.Make(session, shared),
        };
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List the hubs, worst status first") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonArray all = await ListAllAsync(client, cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), all, HubColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonArray> ListAllAsync(FleetClient client, CancellationToken cancellationToken)
    {
        // A hub whose status changes between two pages may come twice; it is listed once.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = new JsonArray();
        string? after = "";
        while (after is not null)
        {
            string query = after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after);
            JsonObject page = await client.GetAsync("api/hubs?limit=1000" + query, cancellationToken)
                .ConfigureAwait(false);
            foreach (JsonNode? hub in (JsonArray)page["items"]!)
            {
                if (seen.Add(Column.Text(hub!["hubId"])))
                {
                    all.Add(hub.DeepClone());
                }
            }

            after = page["next"]?.GetValue<string>();
        }

        return all;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        Argument<string> id = IdArgument();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show one hub") { id, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject hub = await client.GetAsync("api/hubs/" + Escaped(parsed.GetValue(id)), cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteItem(parsed.GetValue(output), hub);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeHistory(Session session, SharedOptions shared)
    {
        Argument<string> id = IdArgument();
        Option<OutputFormat> output = SharedOptions.Output();
        var limit = new Option<int>("--limit")
        {
            Description = "The most lines, 1 to 1000 (default 200)",
            DefaultValueFactory = static _ => 200,
        };
        var command = new Command("history", "Show what happened to a hub, newest first") { id, limit, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string path = string.Create(CultureInfo.InvariantCulture,
                $"api/hubs/{Escaped(parsed.GetValue(id))}/history?limit={parsed.GetValue(limit)}");
            JsonObject page = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, HistoryColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> IdArgument()
    {
        return new Argument<string>("hub") { Description = "The hub's id, 16 hexadecimal digits" };
    }

    private static string Escaped(string? id)
    {
        return Uri.EscapeDataString(id ?? "");
    }
}
