// Registers, answers and counts complaints.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Complaints;

/// <inheritdoc cref="IComplaints"/>
internal sealed class ComplaintDesk : IComplaints
{
    /// <summary>How the counts are made, as it is printed beside them.</summary>
    public const string Formula =
        "received: complaints whose time of receipt lies in the month (Europe/Stockholm), each once, by category; "
        + "answered: those of them that have an answer now";

    private readonly FleetStore _store;
    private readonly IAlarmCases _cases;
    private readonly IHubNames _hubs;
    private readonly ITenantLog _log;
    private readonly SteadyClock _clock;

    public ComplaintDesk(FleetStore store, IAlarmCases cases, IHubNames hubs, ITenantLog log, SteadyClock clock)
    {
        (_store, _cases, _hubs, _log, _clock) = (store, cases, hubs, log, clock);
    }

    public async Task<IReadOnlyList<ComplaintView>> ListAsync(
        Actor actor, bool onlyOpen, string? hubId, CancellationToken cancellationToken)
    {
        long? hub = hubId is null ? 0 : _hubs.FindRow(actor.TenantId, hubId);
        return hub is not { } row
            ? []
            : await _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    List<ComplaintView> found = ComplaintStore.List(session, actor.TenantId, onlyOpen, row, _hubs);
                    string many = string.Create(CultureInfo.InvariantCulture, $"complaints {found.Count}");
                    Log(session, actor, hubId ?? "all", "seen", many);
                    return found;
                },
                cancellationToken).ConfigureAwait(false);
    }

    public async Task<ComplaintChange> AddAsync(
        Actor actor, ComplaintEntry entry, CancellationToken cancellationToken)
    {
        if (Fault(entry) is { } fault)
        {
            return new ComplaintChange(ComplaintResult.Invalid, null, fault);
        }

        string? hubId = entry.HubId;
        if (entry.CaseId is { } caseId)
        {
            AlarmCaseView? about = await _cases.FindAsync(actor, caseId, cancellationToken).ConfigureAwait(false);
            if (about is null)
            {
                return new ComplaintChange(ComplaintResult.NotFound, null);
            }

            hubId ??= about.HubId.Length == 0 ? null : about.HubId;
        }

        long hub = 0;
        if (hubId is not null)
        {
            if (_hubs.FindRow(actor.TenantId, hubId) is not { } row)
            {
                return new ComplaintChange(ComplaintResult.NotFound, null);
            }

            hub = row;
        }

        return await _store.WriteAsync(
            session => Insert(session, actor, entry, hub), cancellationToken).ConfigureAwait(false);
    }

    public async Task<ComplaintChange> AnswerAsync(
        Actor actor, Guid complaintId, ComplaintAnswer answer, CancellationToken cancellationToken)
    {
        string how = (answer.How ?? "").Trim();
        if (how.Length is 0 or > Limits.Complaints.TextLength)
        {
            return new ComplaintChange(ComplaintResult.Invalid, null, new FieldFault(
                "how", $"must have 1 to {Limits.Complaints.TextLength} characters."));
        }

        if (Late("answeredAt", answer.AnsweredAt) is { } fault)
        {
            return new ComplaintChange(ComplaintResult.Invalid, null, fault);
        }

        return await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                if (ComplaintStore.Find(session, actor.TenantId, complaintId, _hubs) is not { } complaint)
                {
                    return new ComplaintChange(ComplaintResult.NotFound, null);
                }

                if (answer.AnsweredAt < complaint.ReceivedAt)
                {
                    return new ComplaintChange(ComplaintResult.Invalid, null, new FieldFault(
                        "answeredAt", "must not lie before the complaint came."));
                }

                long at = answer.AnsweredAt?.ToUnixTimeMilliseconds() ?? _clock.UnixNow;
                bool isDone = ComplaintStore.Answer(
                    session, actor.TenantId, complaintId, at, actor.DisplayName, how);
                if (isDone)
                {
                    Log(session, actor, complaintId.ToString(), "answered", "");
                }

                return new ComplaintChange(
                    isDone ? ComplaintResult.Done : ComplaintResult.AlreadyDone,
                    ComplaintStore.Find(session, actor.TenantId, complaintId, _hubs));
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ComplaintStatistics> CountAsync(
        Actor actor, Period period, CancellationToken cancellationToken)
    {
        List<(long ReceivedAt, ComplaintCategory Category, bool IsAnswered)> read = await _store.ReadAsync(
            session => ComplaintStore.Read(
                session, actor.TenantId, SwedishClock.StartOf(period.From), SwedishClock.StartOf(period.To)),
            cancellationToken).ConfigureAwait(false);
        List<ComplaintCount> months =
        [
            .. read.GroupBy(one => (Month: SwedishClock.Month(one.ReceivedAt), one.Category))
                .OrderBy(group => group.Key.Month, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Category)
                .Select(group => new ComplaintCount(
                    group.Key.Month, group.Key.Category, group.Count(), group.Count(one => one.IsAnswered))),
        ];
        List<ComplaintCount> all =
        [
            .. Enum.GetValues<ComplaintCategory>().Select(category => new ComplaintCount(
                "",
                category,
                read.Count(one => one.Category == category),
                read.Count(one => one.Category == category && one.IsAnswered))),
        ];
        return new ComplaintStatistics(months, all, Formula, Csv(months, all));
    }

    private static string Csv(List<ComplaintCount> months, List<ComplaintCount> all)
    {
        var csv = new StringBuilder("month,category,received,answered\r\n");
        foreach (ComplaintCount count in months.Concat(all))
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{(count.Month.Length == 0 ? "all" : count.Month)},{Word(count.Category)},")
                .Append(CultureInfo.InvariantCulture, $"{count.Received},{count.Answered}\r\n");
        }

        return csv.ToString();
    }

    /// <summary>A category as interfaces write it.</summary>
    private static string Word(ComplaintCategory category)
    {
        string name = category.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private ComplaintChange Insert(StoreSession session, Actor actor, ComplaintEntry entry, long hub)
    {
        Outbox.Open(session);
        var id = Guid.NewGuid();
        long now = _clock.UnixNow;
        var complaint = new ComplaintView(
            id,
            0,
            entry.ReceivedAt ?? DateTimeOffset.FromUnixTimeMilliseconds(now),
            string.IsNullOrWhiteSpace(entry.ReceivedBy) ? actor.DisplayName : entry.ReceivedBy.Trim(),
            entry.Category!.Value,
            entry.Text!.Trim(),
            entry.CaseId,
            "",
            "",
            null,
            "",
            "");
        ComplaintStore.Insert(session, actor.TenantId, complaint, hub, now, actor.UserId);
        Log(session, actor, id.ToString(), "entered", "category " + Word(complaint.Category));
        return new ComplaintChange(
            ComplaintResult.Done, ComplaintStore.Find(session, actor.TenantId, id, _hubs));
    }

    private FieldFault? Fault(ComplaintEntry entry)
    {
        if (entry.Category is not { } category || !Enum.IsDefined(category))
        {
            return new FieldFault("category", "must be other, arrival, missedAlarm, equipment or conduct.");
        }

        if ((entry.Text ?? "").Trim().Length is 0 or > Limits.Complaints.TextLength)
        {
            return new FieldFault("text", $"must have 1 to {Limits.Complaints.TextLength} characters.");
        }

        return (entry.ReceivedBy ?? "").Trim().Length > Limits.Complaints.NameLength
            ? new FieldFault("receivedBy", $"must have at most {Limits.Complaints.NameLength} characters.")
            : Late("receivedAt", entry.ReceivedAt);
    }

    private FieldFault? Late(string field, DateTimeOffset? at)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.UnixNow);
        return at > now || at < now.AddYears(-Limits.Complaints.Years)
            ? new FieldFault(field, $"must lie within the last {Limits.Complaints.Years} years.")
            : null;
    }

    private void Log(StoreSession session, Actor actor, string subject, string step, string detail)
    {
        _log.Append(
            session, actor.TenantId, "complaint", subject, step, detail, _clock.UnixNow, actor.UserId,
            actor.DisplayName);
    }
}
