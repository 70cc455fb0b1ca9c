// Random operators, responders, crashes and clocks against cases, with what must hold after each of them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Alarms;
using Slices.Tests.World;

namespace Slices.Tests.Alarms;

/// <summary>One run: a few homes, thirty things that happen, all decided by the seed.</summary>
internal sealed class CaseStorm
{
    private const int Happenings = 30;
    private readonly CaseWorld _world;
    private readonly Random _random;
    private readonly LiveHub[] _hubs;
    private readonly Dictionary<(string HubId, ulong Sequence), bool> _sent = [];
    private readonly Dictionary<Guid, Guid> _claims = [];
    private readonly Actor[] _operators;

    public CaseStorm(CaseWorld world, LiveHub[] hubs, int seed)
    {
        _world = world;
        _hubs = hubs;
        _random = new Random(seed);
        _operators = [world.Operator, world.Another, world.Supervisor];
    }

    /// <summary>What happened, for the one who looks into a failed seed.</summary>
    public List<string> Story { get; } = [];

    public async Task RunAsync(bool crashes)
    {
        int crashAt = crashes ? _random.Next(Happenings) : -1;
        for (int i = 0; i < Happenings; i++)
        {
            if (i == crashAt)
            {
                Story.Add("crash");
                await _world.CrashAsync();
            }

            await HappenAsync();
            await CheckAsync();
        }
    }

    private async Task HappenAsync()
    {
        switch (_random.Next(12))
        {
            case 0 or 1:
                await PressAsync();
                break;
            case 2:
                int seconds = _random.Next(1, 700);
                Story.Add($"pass {seconds}");
                await _world.PassAsync(seconds);
                break;
            case 3 when _random.Next(3) == 0:
                int step = _random.Next(-4_000, 4_000);
                Story.Add($"clock {step}");
                _world.Fleet.Time.SetClock(TimeSpan.FromSeconds(step));
                await _world.PassAsync(1);
                break;
            case 4:
                _world.Dispatching.Told = _random.Next(4) == 0 ? 0 : 2;
                break;
            case 5:
                await PresenceAsync();
                break;
            case 6 or 7:
                await RespondAsync();
                break;
            default:
                await OperateAsync();
                break;
        }
    }

    private async Task PressAsync()
    {
        LiveHub hub = Pick(_hubs);
        ulong sequence = (ulong)_random.Next(1, 40);
        int times = _random.Next(1, 4);
        Story.Add($"press {Array.IndexOf(_hubs, hub)} {sequence} x{times}");
        for (int i = 0; i < times; i++)
        {
            await _world.Fleet.SendAsync(Live(hub), Messages.Press(sequence, priority: _random.Next(1, 5)));
        }

        _sent[(hub.HubId, sequence)] = true;
    }

    private async Task PresenceAsync()
    {
        int code = Pick<int>(
            [StatusCodes.PresenceAfterAlarm, StatusCodes.InterventionComplete, StatusCodes.PlannedPresence]);
        LiveHub hub = Pick(_hubs);
        Story.Add($"presence {Array.IndexOf(_hubs, hub)} {code}");
        await _world.PresenceAsync(Live(hub), code, _random.Next(0, 100));
    }

    private async Task RespondAsync()
    {
        if (await AnyCaseAsync() is not { } view)
        {
            return;
        }

        ResponderOnCase who = Pick<ResponderOnCase>([CaseWorld.First, CaseWorld.Second]);
        bool accepts = _random.Next(3) > 0;
        Story.Add($"{(accepts ? "accept" : "decline")} {view.CaseNumber} {who.Name}");
        CaseChangeResult result = accepts
            ? await _world.AcceptAsync(view.CaseId, who)
            : await _world.DeclineAsync(view.CaseId, who);
        if (accepts && view.State is CaseState.Accepted or CaseState.OnSite && view.ResponderName != who.Name)
        {
            Assert.NotEqual(CaseChangeResult.Done, accepts ? result : CaseChangeResult.NotFound);
        }
    }

    private async Task OperateAsync()
    {
        if (await AnyCaseAsync() is not { } view || await AnyCaseAsync() is not { } other)
        {
            return;
        }

        CaseAction action = Pick<CaseAction>(
        [
            new ClaimCase(), new ClaimCase(), new ClaimCase(), new NoteSpeech(SpeechResult.Spoken),
            new NoteSpeech(SpeechResult.Silent), new DispatchCase(), new DispatchCase(), new ReleaseCase(),
            new HandOverCase(Queue: CaseQueue.Supervisor), new RemarkCase("a remark"), new AcceptByPhone("Larm 1"),
            new DeclineByPhone("Larm 1"), new CheckInResponder(), new CheckOutResponder(),
            new CloseCase(CaseOutcome.Visited), new CloseCase(CaseOutcome.Call), new ReopenCase("again"),
            new MergeCase(other.CaseId), new LinkCase(other.CaseId), new CallEmergencyServices(),
        ]);
        Actor actor = Pick(_operators);
        int times = _random.Next(1, 3);
        Story.Add($"{action.GetType().Name} {view.CaseNumber} by {actor.DisplayName} x{times}");
        for (int i = 0; i < times; i++)
        {
            CaseChangeResult result = await _world.DoAsync(view.CaseId, action, actor);
            if (action is ClaimCase && view.OwnerId is { } owner && owner != actor.UserId)
            {
                Assert.NotEqual(CaseChangeResult.Done, result);
            }

            if (action is CloseCase && view.Speech == SpeechResult.Silent && view.Stages!.DispatchedAt is null)
            {
                Assert.NotEqual(CaseChangeResult.Done, result);
            }
        }
    }

    private async Task CheckAsync()
    {
        await _world.Fleet.Store.WriteAsync(
            session =>
            {
                using FleetDbContext context = FleetStore.ContextOn(session);
                long[] hubs = [.. _hubs.Select(hub => hub.RowId)];
                AlarmCaseRow[] rows = [.. context.Set<AlarmCaseRow>().Where(row => hubs.Contains(row.HubRowId))];
                foreach (AlarmCaseRow row in rows)
                {
                    CheckRow(row);
                }

                Assert.Equal(
                    rows.Count(row => row.State != CaseState.Closed),
                    rows.Where(row => row.State != CaseState.Closed).DistinctBy(row => row.HubRowId).Count());
                Guid[] ids = [.. rows.Select(row => row.CaseId)];
                foreach (IGrouping<Guid, CaseLogRow> log in context.Set<CaseLogRow>()
                    .Where(entry => ids.Contains(entry.CaseId)).OrderBy(entry => entry.Number).ToArray()
                    .GroupBy(entry => entry.CaseId))
                {
                    Assert.Equal(0, CaseLog.FindFault(rows.Single(row => row.CaseId == log.Key), [.. log]));
                }

                CheckPresses(session, context, rows, hubs);
                return 0;
            },
            default);
    }

    private static void CheckRow(AlarmCaseRow row)
    {
        if (row.State == CaseState.Closed)
        {
            Assert.Null(row.NextDeadlineAt);
            return;
        }

        // The one deadline, never further away than a step of a chain; owner where a person must be, else a queue.
        Assert.NotNull(row.NextDeadlineAt);
        Assert.True(Enum.IsDefined(row.Queue));
        Assert.Equal(row.OwnerId is null, row.OwnerName is null);
        Assert.True(row.State is not (CaseState.Claimed or CaseState.Spoken) || row.OwnerId is not null);
        Assert.True(row.State != CaseState.Raised || row.OwnerId is null);
        Assert.True(row.State is not (CaseState.Accepted or CaseState.OnSite) || row.ResponderName is not null);
        Assert.True(row.OwnerId is not null || row.State > CaseState.Raised || row.IsSounding);
    }

    /// <summary>Each press that was sent is held once, and counted once by the cases.</summary>
    private void CheckPresses(StoreSession session, FleetDbContext context, AlarmCaseRow[] rows, long[] hubs)
    {
        long held = 0;
        foreach (long hub in hubs)
        {
            held += session.Sql("SELECT COUNT(*) FROM care.alarm WHERE hub_row_id = @hub").With("@hub", hub)
                .Number()!.Value;
        }

        Assert.Equal(_sent.Count, held);
        string[] steps = ["raised", "joined"];
        Guid[] ids = [.. rows.Select(row => row.CaseId)];
        Assert.Equal(held, context.Set<CaseLogRow>()
            .Count(entry => ids.Contains(entry.CaseId) && steps.Contains(entry.Step)));
    }

    private async Task<AlarmCaseView?> AnyCaseAsync()
    {
        IReadOnlyList<AlarmCaseView> views = await _world.Fleet.Cases.ListAsync(
            _world.Operator, new CaseFilter(true, true, Pick(_hubs).HubId), default);
        return views.Count == 0 ? null : views[_random.Next(Math.Min(views.Count, 3))];
    }

    /// <summary>The hub as the server that runs now knows it.</summary>
    private LiveHub Live(LiveHub hub) => _world.Fleet.Registry.Find(_world.Operator.TenantId, hub.HubId)!;

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];
}
