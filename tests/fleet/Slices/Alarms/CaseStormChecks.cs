// What must hold of cases, alarms and logs after everything that happens in a storm.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Slices.Tests.Alarms;

/// <summary>Looks at the store itself, in turn with the writers, at the homes of one run.</summary>
internal sealed class CaseStormChecks
{
    private const string HubsOfRun = "(@hub0, @hub1, @hub2)";
    private readonly CaseWorld _world;
    private readonly EscalationChain _chain;
    private readonly long[] _hubs;
    private readonly HashSet<(long Hub, ulong Sequence)> _sent = [];
    private readonly Dictionary<Guid, (long Length, int Presses)> _logs = [];

    public CaseStormChecks(CaseWorld world, EscalationChain chain, long[] hubs)
    {
        Assert.Equal(3, hubs.Length);
        _world = world;
        _chain = chain;
        _hubs = hubs;
    }

    /// <summary>The cases as the last check saw them: open ones first, then the newest.</summary>
    public IReadOnlyList<AlarmCaseRow> Rows { get; private set; } = [];

    /// <summary>A press has left a hub.</summary>
    public void Pressed(long hub, ulong sequence) => _sent.Add((hub, sequence));

    /// <summary>Checks everything.</summary>
    /// <param name="isWhole">Also the logs of cases that have not changed.</param>
    /// <param name="areDeadlinesPassed">False when no round has been since time passed.</param>
    public async Task RunAsync(bool isWhole = false, bool areDeadlinesPassed = true)
    {
        long now = _world.Fleet.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Rows = await _world.Fleet.Store.WriteAsync(
            session =>
            {
                AlarmCaseRow[] rows = CasesIn(session);
                foreach (AlarmCaseRow row in rows)
                {
                    CheckRow(row, now, areDeadlinesPassed);
                    CheckLog(session, row, isWhole);
                }

                // A home has one open case, so that a second press never opens a second one.
                AlarmCaseRow[] open = [.. rows.Where(row => row.State != CaseState.Closed)];
                Assert.Equal(open.Length, open.DistinctBy(row => row.HubRowId).Count());
                CheckPresses(session, rows);
                return rows;
            },
            default);
    }

    /// <summary>A refused claim has changed nothing.</summary>
    public async Task OwnerIsStillAsync(Guid caseId, Guid owner) =>
        Assert.Equal(owner, (await _world.Fleet.Store.WriteAsync(
            session => CaseStore.Find(session, _world.Operator.TenantId, caseId), default))!.OwnerId);

    /// <summary>The run is over: its open cases ask nothing of the runs that follow in the same world.</summary>
    public Task<int> ClearAsync() => _world.Fleet.Store.WriteAsync(
        session => OfRun(session.Sql(
            """
            UPDATE care.alarm_case SET state = 9, next_deadline_at = NULL, outcome = 1, closed_at = last_event_at
            WHERE state <> 9 AND hub_row_id IN
            """ + " " + HubsOfRun)).Run(),
        default);

    private void CheckRow(AlarmCaseRow row, long now, bool areDeadlinesPassed)
    {
        if (row.State == CaseState.Closed)
        {
            Assert.Null(row.NextDeadlineAt);
            return;
        }

        // The one deadline: ahead, and never further than a step of the chain.
        Assert.NotNull(row.NextDeadlineAt);
        Assert.True(!areDeadlinesPassed || row.NextDeadlineAt > now, "A deadline has passed and nothing was done.");
        Assert.True(row.NextDeadlineAt <= now + _chain.LongestAhead(row.State), "A deadline is too far ahead.");

        // A person where one must be, else a queue whose people hear of it.
        Assert.True(Enum.IsDefined(row.Queue));
        Assert.Equal(row.OwnerId is null, row.OwnerName is null);
        Assert.True(row.State is not (CaseState.Claimed or CaseState.Spoken) || row.OwnerId is not null);
        Assert.True(row.State != CaseState.Raised || row.OwnerId is null);
        Assert.True(row.State is not (CaseState.Accepted or CaseState.OnSite) || row.ResponderName is not null);
        Assert.True(row.OwnerId is not null || row.State > CaseState.Raised || row.IsSounding);
        Assert.True(row.Queue != CaseQueue.Group || row is { IsDirect: true, State: >= CaseState.Dispatched });
    }

    private void CheckLog(StoreSession session, AlarmCaseRow row, bool isWhole)
    {
        if (!isWhole && _logs.TryGetValue(row.CaseId, out (long Length, int Presses) known)
            && known.Length == row.LogCount)
        {
            return;
        }

        CaseLogRow[] log = LogOf(session, row.CaseId);
        Assert.Equal(0, CaseLog.FindFault(row, log));
        _logs[row.CaseId] = (row.LogCount, log.Count(entry => entry.Step is CaseSteps.Raised or CaseSteps.Joined));
    }

    /// <summary>Each press that was sent is held once, and counted once by the cases.</summary>
    private void CheckPresses(StoreSession session, AlarmCaseRow[] rows)
    {
        var held = new List<(long, ulong)>();
        using (DbDataReader reader = OfRun(session.Sql(
            "SELECT hub_row_id, sequence FROM care.alarm WHERE hub_row_id IN " + HubsOfRun)).Read())
        {
            while (reader.Read())
            {
                held.Add((reader.GetInt64(0), (ulong)reader.GetInt64(1)));
            }
        }

        Assert.Equal(_sent.Count, held.Count);
        Assert.Equal(_sent.Count, held.Count(_sent.Contains));
        Assert.Equal(_sent.Count, rows.Sum(row => _logs[row.CaseId].Presses));
    }

    private AlarmCaseRow[] CasesIn(StoreSession session)
    {
        var rows = new List<AlarmCaseRow>();
        using DbDataReader reader = OfRun(session.Sql(
            "SELECT " + CaseStore.Columns + " FROM care.alarm_case WHERE hub_row_id IN " + HubsOfRun)).Read();
        while (reader.Read())
        {
            rows.Add(CaseColumns.Map(reader));
        }

        return [.. rows.OrderBy(row => row.State == CaseState.Closed).ThenByDescending(row => row.CaseNumber)];
    }

    private StoreCommand OfRun(StoreCommand command) =>
        command.With("@hub0", _hubs[0]).With("@hub1", _hubs[1]).With("@hub2", _hubs[2]);

    private static CaseLogRow[] LogOf(StoreSession session, Guid caseId)
    {
        var rows = new List<CaseLogRow>();
        using DbDataReader reader = session.Sql(
            """
            SELECT number, tenant_id, at, step, actor_id, actor_name, detail, hash FROM care.case_log
            WHERE case_id = @case_id ORDER BY number
            """).With("@case_id", caseId).Read();
        while (reader.Read())
        {
            rows.Add(new CaseLogRow
            {
                CaseId = caseId,
                Number = reader.GetInt64(0),
                TenantId = reader.GetGuid(1),
                At = reader.GetInt64(2),
                Step = reader.GetString(3),
                ActorId = reader.IsDBNull(4) ? null : reader.GetGuid(4),
                ActorName = reader.IsDBNull(5) ? null : reader.GetString(5),
                Detail = reader.GetString(6),
                Hash = reader.GetFieldValue<byte[]>(7),
            });
        }

        return [.. rows];
    }
}
