// hubctl hub devices, and hubctl hub device assign, remove and order.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about a hub's devices.</summary>
internal static class DeviceCommands
{
    /// <summary>How long a hub's answer is waited for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private static readonly Column[] DeviceColumns =
    [
        Column.Member("device", "deviceId"),
        Column.Member("label", "shortId"),
        Column.Member("kind", "kind"),
        Column.Member("variant", "variant"),
        Column.Member("room", "location"),
        Column.Member("occupant", "occupant"),
        Column.Member("tested", "isTested"),
        Column.Member("battery", "batteryPercent"),
        Column.Member("margin", "marginDb"),
        Column.Member("verdict", "verdict"),
        Column.Member("last heard", "lastHeardAt"),
        Column.Member("lost", "isLost"),
        Column.Member("low battery", "isBatteryLow"),
        Column.Member("tamper", "isTampered"),
        Column.Member("removed", "removedAt"),
    ];

    /// <summary>The command <c>hub devices</c>.</summary>
    public static Command MakeList(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        var removed = new Option<bool>("--removed") { Description = "Show devices that were removed, too" };
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("devices", "List a hub's devices, as it last told") { hub, removed, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string query = parsed.GetValue(removed) ? "?removed=true" : "";
            JsonObject list = await client.GetAsync(
                $"{Path(parsed.GetValue(hub))}/devices{query}", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)list["items"]!, DeviceColumns);
            SayUntested(session, (JsonArray)list["items"]!);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The command <c>hub device</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("device", "Place, remove or order one device of a hub")
        {
            MakeAssign(session, shared),
            MakeRemove(session, shared),
            MakeOrder(session, shared),
        };
    }

    private static Command MakeAssign(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        Argument<string> device = DeviceOptions.Device();
        var room = new Option<int?>("--room") { Description = "The room as a SCAIP location code", HelpName = "CODE" };
        var occupant = new Option<int?>("--occupant", "--resident")
        {
            Description = "For which of those who live in the home it is, 1 to 9; 0 when not told apart",
            HelpName = "N",
        };
        Option<bool> dryRun = SharedOptions.DryRun();
        var command = new Command("assign", "Note in which room a device is and whose it is")
        {
            hub, device, room, occupant, dryRun,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var change = new Change(
                parsed.GetValue(hub)!, DeviceOptions.ReadId(parsed.GetValue(device)), "note the room of");
            var body = new JsonObject();
            Put(body, "location", parsed.GetValue(room));
            Put(body, "occupant", parsed.GetValue(occupant));
            return RunAsync(
                session,
                parsed.GetValue(shared.Server),
                change,
                parsed.GetValue(dryRun),
                (client, path, token) => client.PatchAsync(path, body, token),
                cancellationToken);
        });
        return command;
    }

    private static Command MakeRemove(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        Argument<string> device = DeviceOptions.Device();
        Option<bool> dryRun = SharedOptions.DryRun();
        var command = new Command("remove", "Remove a device: it raises nothing any more") { hub, device, dryRun };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            session,
            parsed.GetValue(shared.Server),
            new Change(parsed.GetValue(hub)!, DeviceOptions.ReadId(parsed.GetValue(device)), "remove"),
            parsed.GetValue(dryRun),
            static (client, path, token) => client.DeleteAsync(path, token),
            cancellationToken));
        return command;
    }

    private static Command MakeOrder(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        Argument<string> device = DeviceOptions.Device();
        var order = new Argument<string>("order") { Description = "on, off or identify" };
        order.AcceptOnlyFromAmong("on", "off", "identify");
        Option<bool> dryRun = SharedOptions.DryRun();
        var command = new Command("order", "Switch a smart plug") { hub, device, order, dryRun };
        command.SetAction((parsed, cancellationToken) =>
        {
            string verb = parsed.GetValue(order)!;
            return RunAsync(
                session,
                parsed.GetValue(shared.Server),
                new Change(parsed.GetValue(hub)!, DeviceOptions.ReadId(parsed.GetValue(device)), $"order {verb} of"),
                parsed.GetValue(dryRun),
                (client, path, token) =>
                    client.PostAsync(path + "/orders", new JsonObject { ["order"] = verb }, token),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session,
        string? serverFlag,
        Change change,
        bool isDry,
        Func<FleetClient, string, CancellationToken, Task<JsonObject>> send,
        CancellationToken cancellationToken)
    {
        if (isDry)
        {
            session.Terminal.Say($"Would ask hub {change.Hub} to {change.Verb} device {change.Device}.");
            return ExitCode.Ok;
        }

        using FleetClient client = await session.ConnectAsync(serverFlag, cancellationToken).ConfigureAwait(false);
        JsonObject sent = await send(client, $"{Path(change.Hub)}/devices/{change.Device}", cancellationToken)
            .ConfigureAwait(false);
        string answer = await WaitAsync(session, client, change.Hub, Column.Text(sent["sequence"]), cancellationToken)
            .ConfigureAwait(false);
        if (answer == "done")
        {
            session.Terminal.Say("Done.");
            return ExitCode.Ok;
        }

        session.Terminal.Say(answer.Length == 0
            ? "The hub has not answered; whether it was done shows in hubctl hub devices."
            : $"The hub answered: {answer}.");
        return answer.Length == 0 ? ExitCode.Failed : ExitCode.Refused;
    }

    /// <summary>What the hub answered; empty when it did not in time.</summary>
    private static async Task<string> WaitAsync(
        Session session, FleetClient client, string hub, string sequence, CancellationToken cancellationToken)
    {
        DateTimeOffset end = session.Time.GetUtcNow() + LongestWait;
        while (session.Time.GetUtcNow() < end)
        {
            JsonObject page = await client.GetAsync($"{Path(hub)}/device-requests", cancellationToken)
                .ConfigureAwait(false);
            foreach (JsonNode? request in (JsonArray)page["items"]!)
            {
                string answer = Column.Text(request!["answer"]);
                if (Column.Text(request["sequence"]) == sequence && answer.Length > 0)
                {
                    return answer;
                }
            }

            await Task.Delay(LookEvery, session.Time, cancellationToken).ConfigureAwait(false);
        }

        return "";
    }

    private static void SayUntested(Session session, JsonArray devices)
    {
        int untested = 0;
        foreach (JsonNode? device in devices)
        {
            untested += device!["isTested"]?.GetValue<bool>() == false && device["removedAt"] is null ? 1 : 0;
        }

        if (untested > 0)
        {
            session.Terminal.Say($"{untested} device(s) UNTESTED: no press of them has ever reached the centre.");
        }
    }

    private static void Put(JsonObject body, string name, int? value)
    {
        if (value is { } number)
        {
            body[name] = number;
        }
    }

    private static string Path(string? hub)
    {
        return "api/hubs/" + Uri.EscapeDataString(hub ?? "");
    }

    private sealed record Change(string Hub, long Device, string Verb);
}
