// hubctl hub add: registers hubs and writes their sign-in into a file.
using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>
/// Registers hubs in portions and writes each portion's <c>hub_id,user_name,password</c> before it asks for the next,
/// because a password is shown only once. With <c>--with-key</c> the hub's own key follows as <c>key</c>.
/// </summary>
internal static class HubAddCommand
{
    private const int Portion = 1_000;
    private const int Most = 1_000_000;

    /// <summary>The command <c>hub add</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var count = new Option<int>("--count") { Description = "How many, 1 to 1000000", Required = true };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Most)
            {
                result.AddError($"--count must be 1 to {Most}.");
            }
        });
        var file = new Option<string>("--output")
        {
            Description = "The CSV file to write (mode 0600), or - for standard output",
            Required = true,
            HelpName = "FILE",
        };
        var prefix = new Option<string?>("--name-prefix")
        {
            Description = "Names become PREFIX-0001 and on (default hub)",
        };
        var withKey = new Option<bool>("--with-key")
        {
            Description = "Add each hub's own key (base64url) as a fourth column, for hubs that are being made",
        };
        var force = new Option<bool>("--force") { Description = "Overwrite the file" };
        Option<bool> dryRun = SharedOptions.DryRun();
        var command = new Command("add", "Register hubs and write their sign-in to a file")
        {
            count, file, prefix, withKey, force, dryRun,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new Request(
                parsed.GetValue(count),
                parsed.GetValue(file)!,
                parsed.GetValue(prefix),
                parsed.GetValue(withKey),
                parsed.GetValue(force));
            if (parsed.GetValue(dryRun))
            {
                session.Terminal.Say($"Would register {request.Count} hub(s) and write {request.File}.");
                return Task.FromResult(ExitCode.Ok);
            }

            return RunAsync(session, parsed.GetValue(shared.Server), request, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, string? serverFlag, Request request, CancellationToken cancellationToken)
    {
        using FleetClient client = await session.ConnectAsync(serverFlag, cancellationToken).ConfigureAwait(false);
        bool toFile = request.File != "-";
        TextWriter writer = toFile
            ? new StreamWriter(PrivateFile.Create(request.File, request.Force), new UTF8Encoding(false))
            : session.Terminal.Output;
        int done = 0;
        try
        {
            writer.NewLine = "\n";
            string header = "hub_id,user_name,password" + (request.WithKey ? ",key" : "");
            await writer.WriteLineAsync(header).ConfigureAwait(false);
            while (done < request.Count)
            {
                done += await AddPortionAsync(
                    client, request, Math.Min(Portion, request.Count - done), writer, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is FailureException or IOException or OperationCanceledException)
        {
            return await EndEarlyAsync(session, request, writer, toFile, done, exception).ConfigureAwait(false);
        }

        if (toFile)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }

        session.Terminal.Say($"{done} hub(s) registered" + (toFile ? $", sign-in in {request.File}." : "."));
        return ExitCode.Ok;
    }

    private static async Task<int> AddPortionAsync(
        FleetClient client, Request request, int count, TextWriter writer, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["count"] = count, ["namePrefix"] = request.Prefix };
        if (request.WithKey)
        {
            body["withKeys"] = true;
        }

        JsonObject page = await client.PostAsync("api/hubs", body, cancellationToken).ConfigureAwait(false);
        int written = 0;
        foreach (JsonNode? hub in (JsonArray)page["items"]!)
        {
            string line = $"{Column.Text(hub!["hubId"])},{Column.Text(hub["userName"])},{Column.Text(hub["password"])}";
            await writer.WriteLineAsync(request.WithKey ? $"{line},{Column.Text(hub["key"])}" : line)
                .ConfigureAwait(false);
            written++;
        }

        await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return written > 0 ? written : throw new FailureException(ExitCode.Failed, "The server registered nothing.");
    }

    private static async Task<int> EndEarlyAsync(
        Session session, Request request, TextWriter writer, bool toFile, int done, Exception exception)
    {
        if (toFile)
        {
            try
            {
                await writer.DisposeAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                // What could not be written is the failure that is told below.
            }
        }

        bool isInterrupted = exception is OperationCanceledException;
        if (!isInterrupted)
        {
            session.Terminal.Say(exception.Message);
        }

        if (done > 0)
        {
            session.Terminal.Say($"{done} of {request.Count} hubs are registered; their sign-in is in {request.File}.");
            return isInterrupted ? ExitCode.Interrupted : ExitCode.Partly;
        }

        if (toFile)
        {
            File.Delete(request.File);
        }

        return isInterrupted ? ExitCode.Interrupted : (exception as FailureException)?.ExitCode ?? ExitCode.Failed;
    }

    private sealed record Request(int Count, string File, string? Prefix, bool WithKey, bool Force);
}
