// hubctl group and rota: who is told, by which number, and when.
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about responder groups and rotas.</summary>
internal static class PlanningCommands
{
    private static readonly Column[] GroupColumns =
    [
        Column.Member("name", "name"),
        Column.Member("unit", "unitName"),
        Column.Member("kind", "kind"),
        Column.Member("active", "isActive"),
        new("phones", static item => Count(item["recipients"])),
        new("members", static item => Count(item["members"])),
        Column.Member("version", "version"),
        Column.Member("group", "groupId"),
    ];

    private static readonly Column[] PhoneColumns =
    [
        Column.Member("order", "order"),
        Column.Member("phone", "name"),
        Column.Member("role", "role"),
        Column.Member("channel", "channel"),
        Column.Member("active", "isActive"),
        Column.Member("number", "phoneNumber"),
        Column.Member("id", "recipientId"),
    ];

    private static readonly Column[] RotaColumns =
    [
        Column.Member("name", "name"),
        Column.Member("default", "isDefault"),
        new("windows", static item => Count(item["windows"])),
        Column.Member("homes", "homes"),
        Column.Member("version", "version"),
        Column.Member("rota", "rotaId"),
    ];

    private static readonly Column[] WindowColumns =
    [
        Column.Member("from", "from"),
        Column.Member("until", "until"),
        new("days", static item => string.Join(' ', (item["days"] as JsonArray ?? []).Select(Column.Text))),
        Column.Member("group", "groupName"),
        Column.Member("backup", "backupGroupName"),
        Column.Member("first", "firstDay"),
        Column.Member("last", "lastDay"),
        Column.Member("exception", "isException"),
    ];

    private static readonly Column[] DutyColumns =
    [
        Column.Member("rota", "rotaName"),
        Column.Member("group", "groupName"),
        Column.Member("until", "until"),
        new("phones", static item => string.Join(", ", (item["phones"] as JsonArray ?? [])
            .Select(static phone => $"{Column.Text(phone!["name"])} {Column.Text(phone["phoneNumber"])}"))),
    ];

    /// <summary>The command <c>group</c>.</summary>
    public static Command MakeGroup(Session session, SharedOptions shared)
    {
        return new Command("group", "See responder groups and their phones")
        {
            TechnicalCommands.MakeList(
                session, shared, "List the responder groups", NamedThings.Groups.Path, GroupColumns),
            MakeGroupShow(session, shared),
        };
    }

    /// <summary>The command <c>rota</c>.</summary>
    public static Command MakeRota(Session session, SharedOptions shared)
    {
        return new Command("rota", "See rotas and who is on duty")
        {
            TechnicalCommands.MakeList(session, shared, "List the rotas", NamedThings.Rotas.Path, RotaColumns),
            MakeRotaShow(session, shared),
            MakeDuty(session, shared),
        };
    }

    private static Command MakeGroupShow(Session session, SharedOptions shared)
    {
        var name = new Argument<string>("group") { Description = "The group's name or id" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show a group's phones in the order of calling") { name, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject group = await NamedThings.FindAsync(
                client, NamedThings.Groups, parsed.GetValue(name)!, cancellationToken).ConfigureAwait(false);
            Show(session, parsed.GetValue(output), group, (JsonArray)group["recipients"]!, PhoneColumns);
            string members = string.Join(
                ", ", (group["members"] as JsonArray ?? []).Select(static one => Column.Text(one!["userName"])));
            session.Terminal.Say($"{Column.Text(group["name"])}; signed in for it: {members}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeRotaShow(Session session, SharedOptions shared)
    {
        var name = new Argument<string>("rota") { Description = "The rota's name or id" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show a rota's windows") { name, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject rota = await NamedThings.FindAsync(
                client, NamedThings.Rotas, parsed.GetValue(name)!, cancellationToken).ConfigureAwait(false);
            JsonObject page = await client.GetAsync(NamedThings.Groups.Path, cancellationToken).ConfigureAwait(false);
            Dictionary<string, string> groups = ((JsonArray)page["items"]!).ToDictionary(
                static group => Column.Text(group!["groupId"]), static group => Column.Text(group!["name"]));
            foreach (JsonNode? window in (JsonArray)rota["windows"]!)
            {
                window!["groupName"] = groups.GetValueOrDefault(Column.Text(window["groupId"]), "");
                window["backupGroupName"] = groups.GetValueOrDefault(Column.Text(window["backupGroupId"]), "");
            }

            Show(session, parsed.GetValue(output), rota, (JsonArray)rota["windows"]!, WindowColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeDuty(Session session, SharedOptions shared)
    {
        var at = new Option<string?>("--at")
        {
            Description = "When, such as 2026-12-24T03:00+01:00; now without it",
            HelpName = "TIME",
        };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("duty", "Show who is on duty by each rota, with the numbers in force")
        {
            at, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string query = parsed.GetValue(at) is { } time ? "?at=" + System.Uri.EscapeDataString(time) : "";
            JsonObject page = await client.GetAsync("api/dispatch/duty" + query, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, DutyColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>As JSON the whole thing, else its rows.</summary>
    private static void Show(
        Session session, OutputFormat output, JsonObject whole, JsonArray rows, IReadOnlyList<Column> columns)
    {
        if (output == OutputFormat.Json)
        {
            session.Terminal.WriteItem(output, whole);
        }
        else
        {
            session.Terminal.WriteList(output, rows, columns);
        }
    }

    private static string Count(JsonNode? list)
    {
        return (list as JsonArray ?? []).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
