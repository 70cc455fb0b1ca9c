// hubctl statistics: the figures of a period, from the server or from an exported log alone.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Evidence.Exports;
using Fleet.Evidence.Statistics;

namespace Fleet.Hubctl.Commands;

/// <summary>The command <c>statistics</c>.</summary>
internal static class StatisticsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        (Option<string> from, Option<string> to) = EvidenceCommands.Days();
        var by = new Option<Grouping>("--by")
        {
            Description = "municipality, unit, group, month, home or cause",
            HelpName = "GROUPING",
        };
        var log = new Option<string?>("--log")
        {
            Description = "Compute from this exported log instead of asking the server; it is checked first",
            HelpName = "FILE",
        };
        Option<string[]> keys = VerifyCommand.Keys();
        var command = new Command("statistics", "Figures of a period as CSV, with the formulas on stderr")
        {
            from, to, by, log, keys,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DateOnly first = Day("--from", parsed.GetValue(from)!);
            DateOnly last = Day("--to", parsed.GetValue(to)!);
            if (last <= first)
            {
                throw new FailureException(ExitCode.Usage, "--to must be after --from: it is the day after the last.");
            }

            if (parsed.GetValue(log) is { } path)
            {
                string[] trusted = VerifyCommand.ReadKeys(parsed.GetValue(keys));
                return await ComputeAsync(
                    session, path, trusted, (first, last, parsed.GetValue(by)), cancellationToken)
                    .ConfigureAwait(false);
            }

            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            string query = string.Create(
                CultureInfo.InvariantCulture, $"from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}")
                + "&by=" + parsed.GetValue(by).ToString().ToLowerInvariant();
            JsonObject report = await client.GetAsync("api/statistics?" + query, cancellationToken)
                .ConfigureAwait(false);
            session.Terminal.Output.Write(report["csv"]!.GetValue<string>());
            Say(session);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> ComputeAsync(
        Session session,
        string path,
        IReadOnlyCollection<string> trusted,
        (DateOnly From, DateOnly To, Grouping By) wanted,
        CancellationToken cancellationToken)
    {
        var statistics = new ExportStatistics();
        Verdict verdict = await VerifyCommand.CheckAsync(path, trusted, statistics.Add, cancellationToken)
            .ConfigureAwait(false);
        if (!verdict.IsWhole)
        {
            return VerifyCommand.Say(session, verdict, trusted);
        }

        session.Terminal.Output.Write(ReportTable.Write(statistics.Report(wanted.From, wanted.To, wanted.By)));
        Say(session);
        return ExitCode.Ok;
    }

    private static void Say(Session session)
    {
        foreach (FigureFormula formula in Formulas.All)
        {
            session.Terminal.Say($"{formula.Figure}: {formula.Formula}");
        }
    }

    private static DateOnly Day(string option, string text)
    {
        return DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new FailureException(ExitCode.Usage, $"{option} must be a day such as 2026-01-31, is \"{text}\".");
    }
}
