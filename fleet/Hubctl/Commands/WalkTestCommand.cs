// hubctl hub walk-test: presses room by room, each with its margin.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>Begins a walk test (sv: räckviddsprov), moves it to another room, ends it, shows its table.</summary>
internal static class WalkTestCommand
{
    private static readonly Column[] RoomColumns =
    [
        Column.Member("room", "location"),
        Column.Member("number", "ordinal"),
        Column.Member("presses", "presses"),
        Column.Member("least margin", "minMarginDb"),
        Column.Member("average margin", "averageMarginDb"),
        Column.Member("verdict", "verdict"),
    ];

    /// <summary>The command <c>hub walk-test</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        Argument<string> hub = DeviceOptions.Hub();
        Option<int> room = DeviceOptions.Room();
        var number = new Option<int>("--room-number") { Description = "Which of several such rooms, 1 to 255" };
        var seconds = new Option<int>("--seconds")
        {
            Description = "After how long it ends by itself, 10 to 3600 (default 900)",
            DefaultValueFactory = static _ => 900,
        };
        var continued = new Option<string?>("--continue")
        {
            Description = "Go on with this test in another room instead of beginning one",
            HelpName = "TEST",
        };
        var end = new Option<string?>("--end") { Description = "End this test and show its table", HelpName = "TEST" };
        var watch = new Option<bool>("--watch") { Description = "Show every press until the test is over" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("walk-test", "Try the radio room by room; presses are tests meanwhile")
        {
            hub, room, number, seconds, continued, end, watch, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = "api/hubs/" + Uri.EscapeDataString(parsed.GetValue(hub)!) + "/walk-tests";
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would walk-test at hub {parsed.GetValue(hub)}.");
                return ExitCode.Ok;
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            var body = new JsonObject
            {
                ["location"] = parsed.GetValue(room),
                ["ordinal"] = parsed.GetValue(number),
            };
            string id;
            if (parsed.GetValue(end) is { } ended)
            {
                id = Uri.EscapeDataString(ended);
                await client.DeleteAsync($"{path}/{id}", cancellationToken).ConfigureAwait(false);
            }
            else if (parsed.GetValue(continued) is { } other)
            {
                id = Uri.EscapeDataString(other);
                await client.PutAsync($"{path}/{id}/room", body, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                body["seconds"] = parsed.GetValue(seconds);
                JsonObject begun = await client.PostAsync(path, body, cancellationToken).ConfigureAwait(false);
                id = Column.Text(begun["walkTestId"]);
                session.Terminal.Say($"Walk test {id}: press the device a few times in this room.");
            }

            JsonObject test = await client.GetAsync($"{path}/{id}", cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(watch))
            {
                test = await FollowAsync(session, client, $"{path}/{id}/stream", test, cancellationToken)
                    .ConfigureAwait(false);
            }

            Write(session, parsed.GetValue(output), test);
            return Outcome(session, test);
        });
        return command;
    }

    private static async Task<JsonObject> FollowAsync(
        Session session, FleetClient client, string path, JsonObject test, CancellationToken cancellationToken)
    {
        int told = 0;
        await foreach (JsonObject view in client.WatchAsync(path, cancellationToken).ConfigureAwait(false))
        {
            int presses = 0;
            foreach (JsonNode? room in (JsonArray)view["rooms"]!)
            {
                presses += room!["presses"]!.GetValue<int>();
            }

            var newest = (JsonArray)view["presses"]!;
            for (int i = Math.Min(presses - told, newest.Count) - 1; i >= 0; i--)
            {
                session.Terminal.Say(
                    $"room {Column.Text(newest[i]!["location"])}: {Column.Text(newest[i]!["marginDb"])} dB, "
                    + Column.Text(newest[i]!["verdict"]));
            }

            told = presses;
            test = view;
        }

        return test;
    }

    private static void Write(Session session, OutputFormat format, JsonObject test)
    {
        if (format == OutputFormat.Json)
        {
            session.Terminal.WriteItem(format, test);
        }
        else
        {
            session.Terminal.WriteList(format, (JsonArray)test["rooms"]!, RoomColumns);
        }
    }

    private static int Outcome(Session session, JsonObject test)
    {
        switch (Column.Text(test["state"]))
        {
            case "unanswered":
                session.Terminal.Say("The hub did not answer; no walk test has begun.");
                return ExitCode.Refused;
            case "ended" when Column.Text(test["verdict"]) == "fails":
                session.Terminal.Say("In at least one room the radio does not reach.");
                return ExitCode.Partly;
            default:
                return ExitCode.Ok;
        }
    }
}
