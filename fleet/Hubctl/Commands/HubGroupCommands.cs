// hubctl hub-group: list, add, put.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about groups of hubs.</summary>
internal static class HubGroupCommands
{
    private static readonly Column[] GroupColumns =
    [
        Column.Member("group", "groupId"),
        Column.Member("name", "name"),
        Column.Member("hubs", "hubs"),
    ];

    /// <summary>The command <c>hub-group</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("hub-group", "Groups of hubs that have settings in common")
        {
            MakeList(session, shared),
            MakeAdd(session, shared),
            MakePut(session, shared),
        };
    }

    private static Command MakeList(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("list", "List the groups of hubs") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/hub-groups", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, GroupColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeAdd(Session session, SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "What the group is called" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("add", "Make a group of hubs") { name, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject made = await client.PostAsync(
                "api/hub-groups", new JsonObject { ["name"] = parsed.GetValue(name) }, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), [made.DeepClone()], GroupColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakePut(Session session, SharedOptions shared)
    {
        Argument<string> hub = SettingCommands.Hub();
        var group = new Argument<string>("group") { Description = "The group's id, or none" };
        Option<string> reason = SettingCommands.Reason();
        var command = new Command("put", "Put a hub into a group, or out of all") { hub, group, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string given = parsed.GetValue(group)!;
            await client.PutAsync(
                $"api/hubs/{Uri.EscapeDataString(parsed.GetValue(hub)!)}/group",
                new JsonObject
                {
                    ["groupId"] = given == "none" ? null : given,
                    ["comment"] = parsed.GetValue(reason),
                },
                cancellationToken).ConfigureAwait(false);
            session.Terminal.Say(given == "none" ? "The hub is in no group." : "The hub is in the group.");
            return ExitCode.Ok;
        });
        return command;
    }
}
