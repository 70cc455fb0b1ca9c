// What the statistics page does.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Complaints;
using Fleet.Server.Console.Time;
using Fleet.Server.Http;
using Fleet.Server.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Server.Console.Pages;

/// <summary>The figures of a period: this month until another is asked for.</summary>
public sealed partial class StatisticsPage
{
    private const int ChartWidth = 960;
    private const int ChartHeight = 150;
    private const int MostBars = 60;
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Explained =
        ["period", "answer", "toDispatch", "toAccept", "arrival", "attended", "total", "within", "wrong",
            "interruption", "repair", "mean"];

    private static readonly (string Name, Func<GroupFigures, string> Of)[] Counts =
    [
        ("Alarms", static row => Number(row.PersonAlarms)),
        ("Open", static row => Number(row.Open)),
        ("Dispatched", static row => Number(row.Dispatched)),
        ("WrongShare", static row => row.WrongPercent is { } share ? Number(share) + " %" : "–"),
        ("Faults", static row => Number(row.FaultIndications)),
        ("New", static row => Number(row.NewHubs)),
        ("Ended", static row => Number(row.EndedHubs)),
        ("Visits", static row => Number(row.Visits)),
        ("LongVisits", static row => Number(row.LongVisits)),
    ];

    private static readonly (string Name, Func<GroupFigures, DurationFigure> Of)[] Durations =
    [
        ("Answer", static row => row.Answer),
        ("ToDispatch", static row => row.ToDispatch),
        ("ToAccept", static row => row.ToAccept),
        ("Arrival", static row => row.Arrival),
        ("Attended", static row => row.Attended),
        ("Total", static row => row.Total),
        ("Interruption", static row => row.Interruption),
        ("Repair", static row => row.Repair),
    ];

    private static readonly (string Name, Func<GroupFigures, LimitFigure> Of)[] Shares =
    [
        ("ArrivalWithin", static row => row.ArrivalWithin),
        ("AttendedWithin", static row => row.AttendedWithin),
    ];

    private StatisticsView? _view;
    private IReadOnlyList<CaseDeviation> _deviations = [];
    private ComplaintStatistics? _complaints;
    private Grouping _by;
    private string _from = "";
    private string _last = "";
    private string _to = "";
    private bool _isWrong;

    [Inject]
    private IStatistics Statistics { get; set; } = null!;

    [Inject]
    private IComplaints Complaints { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? LastInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? ByInAddress { get; set; }

    private string TableHref => $"api/statistics/table?from={_from}&to={_to}&by={_by.ToString().ToLowerInvariant()}";

    private string LogHref => $"api/audit/log?from={_from}&to={_to}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _view = null;
        DateOnly today = SwedishClock.Day(Clock.GetUtcNow().ToUnixTimeMilliseconds());
        _from = FromInAddress ?? Text(new DateOnly(today.Year, today.Month, 1));
        _last = LastInAddress ?? Text(today);
        bool isDay = DateOnly.TryParseExact(
            _last, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly last)
            && last < DateOnly.MaxValue;
        _to = isDay ? Text(last.AddDays(1)) : _last;
        bool isGrouping = Enum.TryParse(ByInAddress ?? "month", ignoreCase: true, out _by) && Enum.IsDefined(_by);
        _isWrong = !isGrouping || !Period.TryRead(_from, _to, out Period period, out _);
        if (_isWrong || ActorClaims.Read((await Authentication).User) is not { } actor
            || !Period.TryRead(_from, _to, out period, out _))
        {
            return;
        }

        _complaints = await Complaints.CountAsync(actor, period, default);
        _deviations = await Statistics.DeviationsAsync(actor, period, default);
        _view = await Statistics.ReportAsync(actor, period, _by, default);
    }

    private string NameOf(GroupFigures row)
    {
        if (row.Name.Length == 0)
        {
            return S["Without"];
        }

        string name = _view!.Names.GetValueOrDefault(row.Name, row.Name);
        return _by == Grouping.Cause ? T["CaseCause_" + name] : name;
    }

    private List<Bar> Bars(StatisticsView view)
    {
        IReadOnlyList<GroupFigures> groups = view.Report.Groups;
        int most = groups.Count == 0 ? 0 : groups.Max(static row => row.PersonAlarms);
        if (groups.Count is < 2 or > MostBars || most == 0)
        {
            return [];
        }

        int step = ChartWidth / groups.Count;
        return
        [
            .. groups.Select((row, i) =>
            {
                int height = ChartHeight * row.PersonAlarms / most;
                return new Bar(
                    i * step, 160 - height, Math.Max(1, step * 8 / 10), height,
                    NameOf(row) + ": " + Number(row.PersonAlarms));
            }),
        ];
    }

    private string Times(DurationFigure figure)
    {
        return figure is { Mean: { } mean, Median: { } median, NinetiethPercentile: { } ninetieth }
            ? $"{Length(mean)} / {Length(median)} / {Length(ninetieth)}"
            : S["Nothing"];
    }

    private string Share(LimitFigure figure)
    {
        return figure.Percent is { } percent
            ? S["Of", figure.Within, figure.Measured, Number(percent)]
            : S["Nothing"];
    }

    private static string Length(long milliseconds)
    {
        return SwedishTime.Length(TimeSpan.FromMilliseconds(milliseconds));
    }

    private static string Number(decimal number)
    {
        return number.ToString("0.#", CultureInfo.CurrentCulture);
    }

    private static string Text(DateOnly day)
    {
        return day.ToString(Day, CultureInfo.InvariantCulture);
    }

    private sealed record Bar(int X, int Y, int Width, int Height, string Label);
}
