// hubctl hub update show, hubctl hub place.
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about one hub's firmware, and what it has in common with its neighbours.</summary>
internal static class HubUpdateCommands
{
    private static readonly Column[] UpdateColumns =
    [
        Column.Member("hub", "hubId"),
        Column.Member("runs", "runningRelease"),
        Column.Member("version", "runningVersion"),
        Column.Member("phase", "phase"),
        Column.Member("release", "release"),
        Column.Member("reason", "reason"),
        Column.Member("bytes", "bytesDone"),
        Column.Member("of", "bytesTotal"),
        Column.Member("back to", "previousRelease"),
        Column.Member("class", "classId"),
        Column.Member("said at", "reportedAt"),
    ];

    private static readonly Column[] PlaceColumns =
    [
        Column.Member("stairwell", "stairwell"),
        Column.Member("round", "round"),
        Column.Member("cell", "cell"),
    ];

    /// <summary>The command <c>hub update</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("update", "What firmware a hub runs, as it has sealed it") { MakeShow(session, shared) };
    }

    /// <summary>The command <c>hub place</c>.</summary>
    public static Command MakePlace(Session session, SharedOptions shared)
    {
        var hub = new Argument<string>("hub") { Description = "The hub's id" };
        var stairwell = new Option<string?>("--stairwell") { Description = "A code of neighbours who hear each other" };
        var round = new Option<string?>("--round") { Description = "A code of the round of its responders" };
        var cell = new Option<string?>("--cell") { Description = "A code of its radio cell" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("place", "Set the codes by which hubs are kept from being updated at once")
        {
            hub, stairwell, round, cell, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.PutAsync(
                $"api/hubs/{parsed.GetValue(hub)}/places",
                new JsonObject
                {
                    ["stairwell"] = parsed.GetValue(stairwell),
                    ["round"] = parsed.GetValue(round),
                    ["cell"] = parsed.GetValue(cell),
                },
                cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), [view["places"]!.DeepClone()], PlaceColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Session session, SharedOptions shared)
    {
        var hub = new Argument<string>("hub") { Description = "The hub's id" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("show", "Show what a hub runs and where it is with a release") { hub, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject view = await client.GetAsync($"api/hubs/{parsed.GetValue(hub)}/update", cancellationToken)
                .ConfigureAwait(false);
            if (!view["isKnown"]!.GetValue<bool>())
            {
                session.Terminal.Say("The hub has never said, sealed, what it runs.");
                return ExitCode.Ok;
            }

            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                session.Terminal.WriteItem(OutputFormat.Json, view);
            }
            else
            {
                session.Terminal.WriteList(parsed.GetValue(output), [view.DeepClone()], UpdateColumns);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
