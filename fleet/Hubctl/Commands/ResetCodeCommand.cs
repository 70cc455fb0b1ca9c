// hubctl hub reset-code: gets the code with which a hub takes another identity.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The code is secret: it goes to standard output and nowhere else, and the hub's history says who asked.
/// </summary>
internal static class ResetCodeCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var id = new Argument<string>("hub") { Description = "The hub's id, 16 hexadecimal digits" };
        var command = new Command("reset-code", "Get the code with which a hub takes another identity") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject told = await client.GetAsync(
                $"api/hubs/{Uri.EscapeDataString(parsed.GetValue(id)!)}/reset-code", cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Output.WriteLine(Column.Text(told["code"]));
            return ExitCode.Ok;
        });
        return command;
    }
}
