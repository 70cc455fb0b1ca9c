// Figures from cases whose every time is known, by hand and from the exported log.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Evidence.Exports;
using Fleet.Evidence.Statistics;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Reports;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Reports;

public sealed class StatisticsTests
{
    private const string North = "0e8f2a44-5a4e-4d0f-9f51-0a8d8a3b1c01";
    private const string South = "0e8f2a44-5a4e-4d0f-9f51-0a8d8a3b1c02";

    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task HBG_098_HBG_072_UPP_022_HBG_073_the_figures_of_known_cases(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        Period period = await FillAsync(fleet);
        StatisticsView view = await fleet.Get<IStatistics>()
            .ReportAsync(fleet.Operator, period, Grouping.Group, default);
        GroupFigures all = view.Report.All;
        Assert.Equal((4, 1, 1), (all.PersonAlarms, all.FaultIndications, view.Report.ExcludedTests));
        Assert.Equal((1, 3, 3, 1, 0), (all.Open, all.Dispatched, all.Closed, all.WrongAlarms, all.Accidental));
        Assert.Equal(33.3m, all.WrongPercent);
        Assert.Equal(6, all.NewHubs);

        // Claimed after 10, 20, 30 and 40 s.
        Assert.Equal(new DurationFigure(4, 25_000, 20_000, 40_000, 40_000), all.Answer);

        // Confirmed after 60 s each; there 20, 30 and 40 minutes after that.
        Assert.Equal(new DurationFigure(3, 1_800_000, 1_800_000, 2_400_000, 2_400_000), all.Arrival);
        Assert.Equal(new DurationFigure(3, 1_860_000, 1_860_000, 2_460_000, 2_460_000), all.Attended);
        Assert.Equal(new LimitFigure(3, 2, 0), all.ArrivalWithin);
        Assert.Equal(66.7m, all.ArrivalWithin.Percent);
        Assert.Equal(new LimitFigure(3, 1, 0), all.AttendedWithin);
        Assert.Equal((3, 1), (all.Visits, all.LongVisits));
        Assert.Equal(["", North, South], view.Report.Groups.Select(group => group.Name));
        Assert.Equal([1, 2, 1], view.Report.Groups.Select(group => group.PersonAlarms));
        Assert.Contains(view.Report.Formulas, formula => formula.Figure == "arrivalWithin");
        Assert.Equal(5, view.Csv.TrimEnd().Split("\r\n").Length);
    }

    [Theory]
    [MemberData(nameof(TestFleet.Providers), MemberType = typeof(TestFleet))]
    public async Task HUL_154_MFD_005_the_exported_log_alone_gives_the_same_figures(StoreProvider provider)
    {
        await using TestFleet fleet = await TestFleet.StartAsync(provider);
        Period period = await FillAsync(fleet);
        await fleet.Get<IStatistics>().SetLimitAsync(
            fleet.Operator, new ResponseLimitView("", new DateOnly(2020, 1, 1), "Avtal 7", 35), default);
        using MemoryStream export = await ExportAsync(fleet, period);
        var statistics = new ExportStatistics();
        Verdict verdict = await ExportVerifier.CheckAsync(export, [], statistics.Add, default);
        Assert.Null(verdict.Fault);
        foreach (Grouping by in Enum.GetValues<Grouping>())
        {
            StatisticsView view = await fleet.Get<IStatistics>().ReportAsync(fleet.Operator, period, by, default);
            Assert.Equal(view.Csv, ReportTable.Write(statistics.Report(period.From, period.To, by)));
        }
    }

    [Fact]
    public async Task HBG_002_each_case_is_measured_by_the_time_agreed_on_when_it_came()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Period period = await FillAsync(fleet);
        IStatistics statistics = fleet.Get<IStatistics>();
        await statistics.SetLimitAsync(
            fleet.Operator, new ResponseLimitView("", new DateOnly(2020, 1, 1), "Avtal 7", 45), default);
        Assert.Equal(3, (await ReportAsync()).ArrivalWithin.Within);
        await statistics.SetLimitAsync(
            fleet.Operator, new ResponseLimitView("", period.From, "Avtal 8", 25), default);
        Assert.Equal(1, (await ReportAsync()).ArrivalWithin.Within);
        await statistics.SetLimitAsync(
            fleet.Operator, new ResponseLimitView("", period.To, "Avtal 9", 1), default);
        await statistics.SetLimitAsync(
            fleet.Operator, new ResponseLimitView("Another unit", period.From, "Avtal 9", 1), default);
        Assert.Equal(1, (await ReportAsync()).ArrivalWithin.Within);
        Assert.Equal(4, (await statistics.LimitsAsync(fleet.Operator, default)).Count);
        IReadOnlyList<TenantLogView> changes = await fleet.Get<IEvidenceExports>()
            .EntriesAsync(fleet.Operator, "limit", 10, default);
        Assert.Equal(4, changes.Count);

        async Task<GroupFigures> ReportAsync() =>
            (await statistics.ReportAsync(fleet.Operator, period, Grouping.Municipality, default)).Report.All;
    }

    [Fact]
    public async Task UPP_010_visits_have_start_stop_and_say_when_they_were_longer_than_the_standard()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Period period = await FillAsync(fleet);
        IReadOnlyList<VisitView> visits = await fleet.Get<IStatistics>()
            .VisitsAsync(fleet.Operator, period, default);
        Assert.Equal([10m, 10m, 20m], visits.Select(visit => visit.Minutes));
        Assert.Equal([false, false, true], visits.Select(visit => visit.NeedsReason));
        Assert.All(visits, visit => Assert.Equal((15, "hub"), (visit.StandardMinutes, visit.Method)));
    }

    [Fact]
    public async Task UPP_030_UPP_037_deviations_are_listed_with_how_much()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Period period = await FillAsync(fleet);
        IReadOnlyList<CaseDeviation> deviations = await fleet.Get<IStatistics>()
            .DeviationsAsync(fleet.Operator, period, default);
        Assert.Equal(
            [
                ("late-attendance", 60_000), ("late-arrival", 600_000), ("late-attendance", 660_000),
                ("long-visit", 1_200_000),
            ],
            deviations.Select(deviation => (deviation.Kind, deviation.Milliseconds)));
    }

    [Fact]
    public async Task HUL_089_one_changed_line_of_an_exported_log_is_found()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        Period period = await FillAsync(fleet);
        using MemoryStream export = await ExportAsync(fleet, period);
        byte[] bytes = export.ToArray();
        int flips = 0;
        for (int i = 0; i < bytes.Length; i += 101)
        {
            bytes[i] ^= 1;
            Assert.False((await CheckAsync(bytes)).IsWhole, $"byte {i}");
            bytes[i] ^= 1;
            flips++;
        }

        Assert.True(flips > 100);
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (int i = 0; i < lines.Length - 1; i++)
        {
            string[] without = [.. lines[..i], .. lines[(i + 1)..]];
            Assert.False((await CheckAsync(Encoding.UTF8.GetBytes(string.Join('\n', without)))).IsWhole, lines[i]);
        }

        Assert.False((await CheckAsync(bytes[..^1])).IsWhole);
        Assert.False((await CheckAsync([])).IsWhole);
        Assert.False((await CheckAsync(new byte[200_000])).IsWhole);
        Assert.False((await CheckAsync("null\n"u8.ToArray())).IsWhole);
        Assert.True((await CheckAsync(bytes)).IsWhole);
    }

    [Fact]
    public async Task The_store_is_checked_entry_by_entry_against_the_cases_own_logs()
    {
        await using TestFleet fleet = await TestFleet.StartAsync();
        await FillAsync(fleet);
        IEvidenceExports exports = fleet.Get<IEvidenceExports>();
        LogCheckView check = await exports.CheckAsync(fleet.Operator, 0, default);
        Assert.True(check.IsWhole);
        Assert.Equal(check.HeadNumber, check.CheckedTo);
        LogCheckView rest = await exports.CheckAsync(fleet.Operator, 5, default);
        Assert.Equal((true, 5, check.HeadNumber), (rest.IsWhole, rest.After, rest.CheckedTo));
        await fleet.NumberAsync("DROP TRIGGER care_case_log_no_update");
        await fleet.NumberAsync("UPDATE care.case_log SET detail = 'nothing' WHERE step = 'claimed'");
        LogCheckView changed = await exports.CheckAsync(fleet.Operator, 0, default);
        Assert.False(changed.IsWhole);
        Assert.Equal(changed.FirstFault - 1, changed.CheckedTo);
    }

    [Fact]
    public void Swedish_months_begin_and_end_at_Swedish_midnight_in_summer_and_winter()
    {
        long winter = SwedishClock.StartOf(new DateOnly(2026, 1, 1));
        long summer = SwedishClock.StartOf(new DateOnly(2026, 7, 1));
        Assert.Equal(DateTimeOffset.Parse("2025-12-31T23:00:00Z").ToUnixTimeMilliseconds(), winter);
        Assert.Equal(DateTimeOffset.Parse("2026-06-30T22:00:00Z").ToUnixTimeMilliseconds(), summer);
        Assert.Equal(("2025-12", "2026-01"), (SwedishClock.Month(winter - 1), SwedishClock.Month(winter)));
        Assert.Equal(("2026-06", "2026-07"), (SwedishClock.Month(summer - 1), SwedishClock.Month(summer)));
        DateOnly changing = new(2026, 3, 29);
        Assert.Equal(23 * 3_600_000, SwedishClock.StartOf(changing.AddDays(1)) - SwedishClock.StartOf(changing));
    }

    [Fact]
    public void What_a_person_wrote_never_counts()
    {
        const string Note = "outcome 1: he said; outcome 5, cause 3";
        Assert.Equal(1, StepDetail.FindNumber(Note, "outcome"));
        Assert.Null(StepDetail.Find(Note, "cause"));
        Assert.Null(StepDetail.FindNumber("outcome many", "outcome"));
        Assert.Null(StepDetail.Find("", "outcome"));
        Assert.Equal("x y", StepDetail.Find("group x y, told 3", "group"));
    }

    /// <summary>
    /// Four cases of persons, one open; one fault and one test. Their steps are written as the cases write them.
    /// </summary>
    private static async Task<Period> FillAsync(TestFleet fleet)
    {
        LiveHub[] hubs = await fleet.AddHubsAsync(6);
        DateOnly day = SwedishClock.Day(fleet.Time.GetUtcNow().ToUnixTimeMilliseconds());
        for (int i = 0; i < 4; i++)
        {
            await fleet.SendAsync(hubs[i], Messages.Press(1));
        }

        await fleet.SendAsync(hubs[4], Messages.Alarm(AlarmKind.Technical, 1, priority: 7));
        await fleet.SendAsync(hubs[5], Messages.Alarm(AlarmKind.Test, 1, priority: 9));
        foreach (AlarmCaseView one in (await fleet.OpenCasesAsync()).Where(one => one.Kind == CaseKind.Person))
        {
            int i = (int)one.CaseNumber;
            long start = one.ReceivedAt.ToUnixTimeMilliseconds();
            await LogAsync(fleet, one.CaseId, "claimed", start + (i * 10_000), "");
            if (i == 4)
            {
                continue;
            }

            long told = start + 120_000;
            long there = told + 60_000 + ((i + 1) * 600_000);
            await LogAsync(fleet, one.CaseId, "dispatched", told, $"told 2; group {(i == 3 ? South : North)}");
            await LogAsync(fleet, one.CaseId, "accepted", told + 60_000, "how reply; responder " + Guid.NewGuid());
            await LogAsync(fleet, one.CaseId, "checkedIn", there + 90_000, $"method hub; at {there}");
            await LogAsync(fleet, one.CaseId, "checkedOut", there + (i == 3 ? 1_200_000 : 600_000), "method hub");
            await LogAsync(
                fleet, one.CaseId, "closed", there + 1_300_000, i == 2 ? "outcome 5; cause 2" : "outcome 1: helped");
        }

        return new Period(day, day.AddDays(1));
    }

    private static Task<bool> LogAsync(TestFleet fleet, Guid caseId, string step, long at, string detail) =>
        fleet.Store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                var edit = new CaseEdit(
                    CaseStore.Find(session, fleet.Operator.TenantId, caseId)!, isNew: false, now: at);
                edit.Log(step, detail);
                return CaseStore.Save(session, fleet.Get<ITenantLog>(), edit);
            },
            default);

    private static async Task<MemoryStream> ExportAsync(TestFleet fleet, Period period)
    {
        var stream = new MemoryStream();
        await fleet.Get<IEvidenceExports>().ExportAsync(fleet.Operator, period.From, period.To, stream, default);
        stream.Position = 0;
        return stream;
    }

    private static Task<Verdict> CheckAsync(byte[] bytes) =>
        ExportVerifier.CheckAsync(new MemoryStream(bytes), [], new ExportStatistics().Add, default);
}
