// hubctl hub pair: pairs a device by its label and follows the steps.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>Opens a pairing window at a hub. With <c>--watch</c> it ends well only when a press was proven.</summary>
internal static class PairCommand
{
    private static readonly HashSet<string> Going = ["asked", "open", "interview"];

    /// <summary>The command <c>hub pair</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        var label = new Option<string?>("--label")
        {
            Description = "The install code of the device's label, or - to read it from standard input",
            HelpName = "CODE",
        };
        Option<int> room = DeviceOptions.Room();
        Option<int> occupant = DeviceOptions.Occupant();
        var replaces = new Option<string?>("--replaces") { Description = "The device it replaces", HelpName = "ID" };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long the hub listens, 10 to 600 (default 120)",
            DefaultValueFactory = static _ => 120,
        };
        var vendor = new Option<string?>("--vendor-device")
        {
            Description = "Another vendor's device by its number, instead of a label",
            HelpName = "ID",
        };
        var description = new Option<int>("--vendor-description")
        {
            Description = "Which of the hub's descriptions fits that device",
        };
        var watch = new Option<bool>("--watch")
        {
            Description = "Show the steps; end with 0 only when the device's press has reached the centre",
        };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("pair", "Pair a device by its label")
        {
            hub, label, room, occupant, replaces, seconds, vendor, description, watch, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string hubId = parsed.GetValue(hub)!;
            var body = new JsonObject
            {
                ["installCode"] = ReadLabel(session, parsed.GetValue(label)),
                ["location"] = parsed.GetValue(room),
                ["occupant"] = parsed.GetValue(occupant),
                ["replacesDeviceId"] = DeviceOptions.ReadId(parsed.GetValue(replaces)),
                ["seconds"] = parsed.GetValue(seconds),
                ["vendorDeviceId"] = DeviceOptions.ReadId(parsed.GetValue(vendor)),
                ["description"] = parsed.GetValue(description),
            };
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would ask hub {hubId} to listen for {parsed.GetValue(seconds)} s.");
                return ExitCode.Ok;
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject pairing = await client.PostAsync(
                $"api/hubs/{Uri.EscapeDataString(hubId)}/pairings", body, cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Hub {hubId} has been asked; pairing {Column.Text(pairing["pairingId"])}.");
            if (parsed.GetValue(watch))
            {
                pairing = await FollowAsync(session, client, hubId, pairing, cancellationToken).ConfigureAwait(false);
            }

            session.Terminal.WriteItem(parsed.GetValue(output), pairing);
            return Outcome(session, pairing);
        });
        return command;
    }

    private static string? ReadLabel(Session session, string? label)
    {
        // A code on the command line shows in the list of processes; from standard input it does not.
        return label == "-" ? session.Terminal.Input.ReadLine() : label;
    }

    private static async Task<JsonObject> FollowAsync(
        Session session,
        FleetClient client,
        string hubId,
        JsonObject pairing,
        CancellationToken cancellationToken)
    {
        int told = 0;
        string path = $"api/hubs/{Uri.EscapeDataString(hubId)}/pairings/{Column.Text(pairing["pairingId"])}/stream";
        await foreach (JsonObject view in client.WatchAsync(path, cancellationToken).ConfigureAwait(false))
        {
            var steps = (JsonArray)view["steps"]!;
            for (; told < steps.Count; told++)
            {
                JsonNode step = steps[told]!;
                string reason = Column.Text(step["reason"]);
                session.Terminal.Say(Column.Text(step["step"]) + (reason is "" or "none" ? "" : ": " + reason));
            }

            pairing = view;
        }

        return pairing;
    }

    private static int Outcome(Session session, JsonObject pairing)
    {
        string state = Column.Text(pairing["state"]);
        if (state == "finished" || Going.Contains(state))
        {
            return ExitCode.Ok;
        }

        session.Terminal.Say(state switch
        {
            "untested" => "The device is paired, and NO PRESS OF IT HAS REACHED THE CENTRE. Press it and look again.",
            "unanswered" => "The hub did not answer; nothing was paired.",
            _ => $"Nothing was paired ({state}, {Column.Text(pairing["reason"])}).",
        });
        return state == "untested" ? ExitCode.Partly : ExitCode.Refused;
    }
}
