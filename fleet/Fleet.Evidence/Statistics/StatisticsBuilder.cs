// Counts cases into the figures of a report.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fleet.Evidence.Statistics;

/// <summary>Takes cases and hubs one by one, in any order; holds times, no cases.</summary>
public sealed class StatisticsBuilder
{
    /// <summary>A visit because of an alarm is counted as this long (UPP-010).</summary>
    public const long StandardVisitMilliseconds = 15 * 60_000;

    private const int PersonKind = 0;
    private const int TechnicalKind = 1;
    private const int TestKind = 2;

    private readonly DateOnly _from;
    private readonly DateOnly _to;
    private readonly long _start;
    private readonly long _end;
    private readonly Grouping _by;
    private readonly IReadOnlyList<ResponseLimit> _limits;
    private readonly SortedDictionary<string, Counts> _groups = new(StringComparer.Ordinal);
    private readonly Counts _all = new();
    private int _tests;
    private int _merged;

    /// <summary>Begins a report.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="by">How figures are told apart.</param>
    /// <param name="limits">The response times agreed on.</param>
    public StatisticsBuilder(DateOnly from, DateOnly to, Grouping by, IReadOnlyList<ResponseLimit> limits)
    {
        _from = from;
        _to = to;
        _start = SwedishClock.StartOf(from);
        _end = SwedishClock.StartOf(to);
        _by = by;
        _limits = limits;
    }

    /// <summary>Counts a case, if it came in the period.</summary>
    public void Add(CaseFacts facts, CaseTimes times)
    {
        if (facts.ReceivedAt < _start || facts.ReceivedAt >= _end)
        {
            return;
        }

        if (times.IsMerged)
        {
            _merged++;
        }
        else if (facts.Kind == TestKind || times.IsTest)
        {
            _tests++;
        }
        else
        {
            string name = _by switch
            {
                Grouping.Unit => facts.Unit,
                Grouping.Group => times.Group ?? "",
                Grouping.Month => SwedishClock.Month(facts.ReceivedAt),
                Grouping.Home => facts.HubId,
                Grouping.Cause when times.Cause > 0 => times.Cause.ToString(CultureInfo.InvariantCulture),
                _ => "",
            };
            int minutes = ResponseLimit.For(_limits, facts.Unit, facts.ReceivedAt);
            Count(_all, facts, times, minutes * 60_000L);
            Count(Group(name), facts, times, minutes * 60_000L);
        }
    }

    /// <summary>Counts a hub that was added or ended in the period.</summary>
    public void Add(HubFacts hub)
    {
        if (IsWithin(hub.AddedAt))
        {
            _all.NewHubs++;
            Group(NameOf(hub, hub.AddedAt)).NewHubs++;
        }

        if (hub.EndedAt is { } endedAt && IsWithin(endedAt))
        {
            _all.EndedHubs++;
            Group(NameOf(hub, endedAt)).EndedHubs++;
        }
    }

    /// <summary>The report.</summary>
    public StatisticsReport Build()
    {
        return new StatisticsReport(
            _from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _by,
            _tests,
            _merged,
            _all.Figures(""),
            [.. _groups.Select(static group => group.Value.Figures(group.Key))],
            Formulas.All);
    }

    private bool IsWithin(long at)
    {
        return at >= _start && at < _end;
    }

    private string NameOf(HubFacts hub, long at)
    {
        return _by switch
        {
            Grouping.Unit => hub.Unit,
            Grouping.Month => SwedishClock.Month(at),
            Grouping.Home => hub.HubId,
            _ => "",
        };
    }

    private Counts Group(string name)
    {
        if (!_groups.TryGetValue(name, out Counts? counts))
        {
            counts = new Counts();
            _groups.Add(name, counts);
        }

        return counts;
    }

    private static void Count(Counts counts, CaseFacts facts, CaseTimes times, long limit)
    {
        if (facts.Kind == TechnicalKind)
        {
            counts.Faults++;
            counts.Interruption.AddRange(times.Interruptions);
            Measure(counts.Repair, times.ReceivedAt, times.ClosedAt);
        }

        if (facts.Kind != PersonKind)
        {
            return;
        }

        counts.Alarms++;
        counts.Open += times.ClosedAt is null ? 1 : 0;
        counts.Dispatched += times.DispatchedAt is null ? 0 : 1;
        counts.Closed += times.Outcome is null ? 0 : 1;
        counts.Wrong += times.Outcome == 5 ? 1 : 0;
        counts.Accidental += times.Outcome == 4 ? 1 : 0;
        counts.Visits += times.Visits.Count;
        counts.LongVisits += times.Visits.Count(
            static visit => visit.StoppedAt - visit.StartedAt > StandardVisitMilliseconds);
        Measure(counts.Answer, times.ReceivedAt, times.ClaimedAt);
        Measure(counts.ToDispatch, times.ReceivedAt, times.DispatchedAt);
        Measure(counts.ToAccept, times.DispatchedAt, times.AcceptedAt);
        Measure(counts.Arrival, times.AcceptedAt, times.CheckedInAt);
        Measure(counts.Attended, times.DispatchedAt, times.CheckedInAt);
        Measure(counts.Total, times.RaisedAt, times.CheckedInAt);
        counts.ArrivalWithin.Count(times.AcceptedAt, times, limit);
        counts.AttendedWithin.Count(times.DispatchedAt, times, limit);
    }

    private static void Measure(List<long> series, long? from, long? to)
    {
        if (to - from is >= 0 and { } length)
        {
            series.Add(length);
        }
    }

    private sealed class Counts
    {
        public int Alarms { get; set; }

        public int Faults { get; set; }

        public int Open { get; set; }

        public int Dispatched { get; set; }

        public int Closed { get; set; }

        public int Wrong { get; set; }

        public int Accidental { get; set; }

        public int NewHubs { get; set; }

        public int EndedHubs { get; set; }

        public int Visits { get; set; }

        public int LongVisits { get; set; }

        public List<long> Answer { get; } = [];

        public List<long> ToDispatch { get; } = [];

        public List<long> ToAccept { get; } = [];

        public List<long> Arrival { get; } = [];

        public List<long> Attended { get; } = [];

        public List<long> Total { get; } = [];

        public List<long> Interruption { get; } = [];

        public List<long> Repair { get; } = [];

        public LimitCounts ArrivalWithin { get; } = new();

        public LimitCounts AttendedWithin { get; } = new();

        public GroupFigures Figures(string name)
        {
            return new GroupFigures(
                name, Alarms, Faults, Open, Dispatched, Closed, Wrong, Accidental, NewHubs, EndedHubs, Visits,
                LongVisits, Of(Answer), Of(ToDispatch), Of(ToAccept), Of(Arrival), Of(Attended), Of(Total),
                ArrivalWithin.Figure, AttendedWithin.Figure, Of(Interruption), Of(Repair));
        }

        private static DurationFigure Of(List<long> series)
        {
            if (series.Count == 0)
            {
                return new DurationFigure(0, null, null, null, null);
            }

            series.Sort();
            decimal sum = series.Sum(static length => (decimal)length);
            return new DurationFigure(
                series.Count,
                (long)decimal.Round(sum / series.Count, MidpointRounding.AwayFromZero),
                Rank(series, 5),
                Rank(series, 9),
                series[^1]);
        }

        /// <summary>The smallest that at least <paramref name="tenths"/> of ten are not above.</summary>
        private static long Rank(List<long> sorted, int tenths)
        {
            return sorted[(((sorted.Count * tenths) + 9) / 10) - 1];
        }
    }

    private sealed class LimitCounts
    {
        private int _measured;
        private int _within;
        private int _never;

        public LimitFigure Figure => new(_measured, _within, _never);

        public void Count(long? from, CaseTimes times, long limit)
        {
            if (from is null || (times.CheckedInAt is null && times.ClosedAt is null))
            {
                return;
            }

            _measured++;
            _within += times.CheckedInAt - from <= limit ? 1 : 0;
            _never += times.CheckedInAt is null ? 1 : 0;
        }
    }
}
