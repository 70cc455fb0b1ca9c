// hubctl complaint: list, add, answer.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands about complaints.</summary>
internal static class ComplaintCommands
{
    private static readonly string[] Categories = ["other", "arrival", "missedAlarm", "equipment", "conduct"];

    private static readonly Column[] Columns =
    [
        Column.Member("number", "number"),
        Column.Member("received", "receivedAt"),
        Column.Member("by", "receivedBy"),
        Column.Member("category", "category"),
        Column.Member("answered", "answeredAt"),
        Column.Member("hub", "hubId"),
        Column.Member("complaint", "complaintId"),
    ];

    /// <summary>The command <c>complaint</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("complaint", "See, enter and answer complaints")
        {
            TechnicalCommands.MakeList(
                session, shared, "List complaints, newest first; the look is logged", "api/complaints", Columns,
                "open", "only those without an answer"),
            MakeAdd(session, shared),
            MakeAnswer(session, shared),
        };
    }

    private static Command MakeAdd(Session session, SharedOptions shared)
    {
        var category = new Option<string>("--category")
        {
            Description = string.Join(", ", Categories),
            Required = true,
        };
        category.AcceptOnlyFromAmong(Categories);
        var text = new Option<string>("--text") { Description = "What was said", Required = true };
        var by = new Option<string?>("--received-by") { Description = "Who took it; without it, you" };
        var about = new Option<Guid?>("--case") { Description = "The case it is about", HelpName = "ID" };
        var hub = new Option<string?>("--hub") { Description = "The home it is about, by its hub", HelpName = "ID" };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("add", "Enter a complaint") { category, text, by, about, hub, dryRun, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say("Would enter a complaint.");
                return ExitCode.Ok;
            }

            var body = new JsonObject
            {
                ["category"] = parsed.GetValue(category),
                ["text"] = parsed.GetValue(text),
                ["receivedBy"] = parsed.GetValue(by),
                ["caseId"] = parsed.GetValue(about)?.ToString(),
                ["hubId"] = parsed.GetValue(hub),
            };
            JsonObject now = await client.PostAsync("api/complaints", body, cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Complaint {Column.Text(now["number"])} is entered.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeAnswer(Session session, SharedOptions shared)
    {
        var id = new Argument<Guid>("complaint") { Description = "The complaint's id" };
        var how = new Option<string>("--how") { Description = "What was answered, and how", Required = true };
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("answer", "Say what was answered") { id, how, dryRun, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would answer complaint {parsed.GetValue(id)}.");
                return ExitCode.Ok;
            }

            JsonObject now = await client.PostAsync(
                $"api/complaints/{parsed.GetValue(id)}/answer",
                new JsonObject { ["how"] = parsed.GetValue(how) },
                cancellationToken).ConfigureAwait(false);
            session.Terminal.Say($"Complaint {Column.Text(now["number"])} is answered.");
            session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }
}
