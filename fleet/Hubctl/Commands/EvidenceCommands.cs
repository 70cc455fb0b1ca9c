// hubctl evidence: gets a case's bundle, the log and the keys from the server.
using System;
using System.CommandLine;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>The commands that fetch evidence.</summary>
internal static class EvidenceCommands
{
    private static readonly Column[] KeyColumns =
    [
        Column.Member("key", "keyId"),
        Column.Member("first used", "firstUsedAt"),
        Column.Member("public key", "publicKey"),
    ];

    /// <summary>The command <c>evidence</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        return new Command("evidence", "Get a case's bundle, the municipality's log or its keys")
        {
            MakeBundle(session, shared),
            MakeLog(session, shared),
            MakeKeys(session, shared),
            MakeCheck(session, shared),
        };
    }

    private static Command MakeBundle(Session session, SharedOptions shared)
    {
        var id = new Argument<Guid>("case") { Description = "The case's id" };
        (Option<string?> file, Option<bool> force) = Target();
        var command = new Command("bundle", "Get the evidence of one case; that you did is logged") { id, file, force };
        command.SetAction((parsed, cancellationToken) =>
        {
            Guid caseId = parsed.GetValue(id);
            return FetchAsync(
                session,
                parsed.GetValue(shared.Server),
                $"api/cases/{caseId}/bundle",
                parsed.GetValue(file) ?? $"case-{caseId}.zip",
                parsed.GetValue(force),
                cancellationToken);
        });
        return command;
    }

    private static Command MakeLog(Session session, SharedOptions shared)
    {
        (Option<string> from, Option<string> to) = Days();
        (Option<string?> file, Option<bool> force) = Target();
        var command = new Command("log", "Get the municipality's log of a period; that you did is logged")
        {
            from, to, file, force,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            string first = parsed.GetValue(from)!;
            string last = parsed.GetValue(to)!;
            return FetchAsync(
                session,
                parsed.GetValue(shared.Server),
                $"api/audit/log?from={Uri.EscapeDataString(first)}&to={Uri.EscapeDataString(last)}",
                parsed.GetValue(file) ?? $"log-{first}-{last}.ndjson",
                parsed.GetValue(force),
                cancellationToken);
        });
        return command;
    }

    private static Command MakeKeys(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("keys", "List the public keys that evidence is checked with") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject page = await client.GetAsync("api/audit/keys", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteList(parsed.GetValue(output), (JsonArray)page["items"]!, KeyColumns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeCheck(Session session, SharedOptions shared)
    {
        var command = new Command("check", "Have the server check the municipality's whole log in its store");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            long after = 0;
            while (true)
            {
                JsonObject check = await client.GetAsync($"api/audit/check?after={after}", cancellationToken)
                    .ConfigureAwait(false);
                if (check["isWhole"]?.GetValue<bool>() != true)
                {
                    session.Terminal.Say(
                        $"NOT WHOLE: entry {Column.Text(check["firstFault"])} is not as it was written.");
                    return ExitCode.NotWhole;
                }

                after = check["checkedTo"]!.GetValue<long>();
                if (after >= check["headNumber"]!.GetValue<long>())
                {
                    session.Terminal.Output.WriteLine("whole");
                    session.Terminal.Say($"{after} entries.");
                    return ExitCode.Ok;
                }
            }
        });
        return command;
    }

    /// <summary>The period; fresh ones for each command.</summary>
    public static (Option<string> From, Option<string> To) Days()
    {
        return (
            new Option<string>("--from") { Description = "The first day", HelpName = "YYYY-MM-DD", Required = true },
            new Option<string>("--to")
            {
                Description = "The day after the last",
                HelpName = "YYYY-MM-DD",
                Required = true,
            });
    }

    private static (Option<string?> File, Option<bool> Force) Target()
    {
        return (
            new Option<string?>("--file") { Description = "Where to", HelpName = "FILE" },
            new Option<bool>("--force") { Description = "Overwrite a file that is there" });
    }

    private static async Task<int> FetchAsync(
        Session session, string? server, string path, string target, bool force, CancellationToken cancellationToken)
    {
        using FleetClient client = await session.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await using (FileStream stream = PrivateFile.Create(target, force))
        {
            try
            {
                await client.CopyAsync(path, stream, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is FailureException or OperationCanceledException)
            {
                stream.Close();
                System.IO.File.Delete(target);
                throw;
            }
        }

        session.Terminal.Output.WriteLine(target);
        session.Terminal.Say($"Check it: hubctl verify {target}");
        return ExitCode.Ok;
    }
}
