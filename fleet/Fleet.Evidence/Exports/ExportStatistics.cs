// Computes statistics from an exported log alone.
using System;
using System.Collections.Generic;
using Fleet.Evidence.Statistics;

namespace Fleet.Evidence.Exports;

/// <summary>
/// Gathers the lines of an export; the same formulas as in the server then give the same figures, as far as the log
/// reaches.
/// </summary>
public sealed class ExportStatistics
{
    private readonly Dictionary<Guid, (CaseFacts Facts, CaseTimes Times)> _cases = [];
    private readonly List<HubFacts> _hubs = [];
    private readonly List<ResponseLimit> _limits = [];

    /// <summary>Takes a line.</summary>
    public void Add(ExportLine line)
    {
        if (line.Case is { } facts)
        {
            _cases.Add(facts.CaseId, (facts, new CaseTimes(facts.RaisedAt, facts.ReceivedAt)));
        }
        else if (line.Step is { Entry: { } entry })
        {
            _cases[entry.CaseId].Times.Add(entry.Step, entry.At, entry.Detail);
        }
        else if (line.Hub is { } hub)
        {
            _hubs.Add(hub);
        }
        else if (line.Limit is { } limit)
        {
            _limits.Add(limit);
        }
    }

    /// <summary>The report of a period.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="by">How figures are told apart.</param>
    public StatisticsReport Report(DateOnly from, DateOnly to, Grouping by)
    {
        var builder = new StatisticsBuilder(from, to, by, _limits);
        foreach ((CaseFacts facts, CaseTimes times) in _cases.Values)
        {
            builder.Add(facts, times);
        }

        foreach (HubFacts hub in _hubs)
        {
            builder.Add(hub);
        }

        return builder.Build();
    }
}
