// hubctl ticket: list, add, close.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about tickets.</summary>
internal static class TicketCommands
{
    private static readonly Column[] Columns =
    [
        Column.Member("number", "number"),
        Column.Member("status", "status"),
        Column.Member("component", "component"),
        Column.Member("due", "feedbackDueAt"),
        Column.Member("answered", "answeredAt"),
        Column.Member("hub", "hubId"),
        Column.Member("name", "hubName"),
        Column.Member("manual", "needsManualCare"),
        Column.Member("ticket", "ticketId"),
    ];

    /// <summary>The command <c>ticket</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("ticket", "See, open and close tickets")
        {
            TechnicalCommands.MakeList(
                session, shared, "List tickets, the next due first", "api/tickets", Columns, "done", "done ones too"),
            MakeAdd(session, shared),
            MakeClose(session, shared),
        };
    }

    private static Command MakeAdd(Session session, SharedOptions shared)
    {
        var hub = new Option<string?>("--hub") { Description = "The hub it is about", HelpName = "ID" };
        var about = new Option<Guid?>("--case") { Description = "The case it starts from", HelpName = "ID" };
        var description = new Option<string>("--description") { Description = "What is wrong", Required = true };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("add", "Open a ticket; what is known of hub and home is filled in")
        {
            hub, about, description, dryRun, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(hub) is null && parsed.GetValue(about) is null)
            {
                throw new FailureException(ExitCode.Usage, "Give --hub or --case.");
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say("Would open a ticket.");
                return ExitCode.Ok;
            }

            var body = new JsonObject
            {
                ["hubId"] = parsed.GetValue(hub),
                ["caseId"] = parsed.GetValue(about)?.ToString(),
                ["fields"] = new JsonObject { ["description"] = parsed.GetValue(description) },
            };
            JsonObject now = await client.PostAsync("api/tickets", body, cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Ticket {Column.Text(now["number"])} is open.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeClose(Session session, SharedOptions shared)
    {
        var id = new Argument<Guid>("ticket") { Description = "The ticket's id" };
        var text = new Option<string>("--text") { Description = "What was done", Required = true };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("close", "Say that a ticket is done") { id, text, dryRun, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would close ticket {parsed.GetValue(id)}.");
                return ExitCode.Ok;
            }

            JsonObject now = await client.PostAsync(
                $"api/tickets/{parsed.GetValue(id)}/close",
                new JsonObject { ["text"] = parsed.GetValue(text) },
                cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Ticket {Column.Text(now["number"])} is done.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }
}
