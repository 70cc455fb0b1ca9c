// Makes the commands that change a case, all alike.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl.Commands;

/// <summary>One decision.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Said">How the sentence goes on that begins with the case, when it is done.</param>
internal sealed record CaseActionPlan(string Name, string Summary, string Said)
{
    /// <summary>Where it is sent, below the case; the command's name unless it is called otherwise there.</summary>
    public string Path { get; init; } = Name;

    /// <summary>How it is sent.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>What is sent; null for nothing.</summary>
    public Func<ParseResult, FleetClient, CancellationToken, Task<JsonObject?>>? Body { get; init; }

    /// <summary>What stands below the path; null for nothing.</summary>
    public Func<ParseResult, FleetClient, CancellationToken, Task<string>>? Below { get; init; }

    /// <summary>A line for the log that goes with it; null for none.</summary>
    public Func<ParseResult, string?>? Remark { get; init; }
}

/// <summary>Makes the commands.</summary>
internal sealed class CaseActionMaker
{
    private readonly Session _session;
    private readonly SharedOptions _shared;

    public CaseActionMaker(Session session, SharedOptions shared)
    {
        (_session, _shared) = (session, shared);
    }

    /// <summary>A command with its options, and those that all of them take.</summary>
    public Command Command(CaseActionPlan plan, params Option[] options)
    {
        Argument<string> id = AlarmCommands.CaseArgument();
        Option<long?> ifVersion = SharedOptions.IfVersion();
        Option<bool> dryRun = SharedOptions.DryRun();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command(plan.Name, plan.Summary) { id };
        foreach (Option option in (IEnumerable<Option>)[.. options, ifVersion, dryRun, output])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await _session.ConnectAsync(parsed.GetValue(_shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string caseId = await AlarmCommands.FindAsync(client, parsed.GetValue(id)!, cancellationToken)
                .ConfigureAwait(false);
            JsonObject? body = plan.Body is { } make
                ? await make(parsed, client, cancellationToken).ConfigureAwait(false)
                : null;
            string below = plan.Below is { } find
                ? "/" + await find(parsed, client, cancellationToken).ConfigureAwait(false)
                : "";
            if (parsed.GetValue(dryRun))
            {
                _session.Terminal.Say($"Would {plan.Name} case {caseId}.");
                return ExitCode.Ok;
            }

            JsonObject now = await client.ChangeAsync(
                plan.Method, $"api/cases/{caseId}/{plan.Path}{below}", body, parsed.GetValue(ifVersion),
                cancellationToken).ConfigureAwait(false);
            if (plan.Remark?.Invoke(parsed) is { } remark)
            {
                now = await RemarkAsync(client, now, remark, cancellationToken).ConfigureAwait(false);
            }

            _session.Terminal.Say($"Case {Column.Text(now["caseNumber"])} {plan.Said}.");
            _session.Terminal.WriteItem(parsed.GetValue(output), now);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The decision stands even when the reason does not get into the log; that is said.</summary>
    private static async Task<JsonObject> RemarkAsync(
        FleetClient client, JsonObject now, string remark, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PostAsync(
                $"api/cases/{Column.Text(now["caseId"])}/remarks", new JsonObject { ["text"] = remark },
                cancellationToken).ConfigureAwait(false);
        }
        catch (FailureException failure)
        {
            throw new FailureException(
                ExitCode.Partly,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Done, but the reason is not in the log; add it with hubctl alarm remark. {failure.Message}"),
                failure.Status);
        }
    }
}
