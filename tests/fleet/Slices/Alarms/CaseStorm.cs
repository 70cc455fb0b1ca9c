// Random operators, responders, crashes and clocks against cases, with what must hold after each of them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
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
    private readonly CaseStormChecks _checks;
    private readonly Actor[] _operators;

    public CaseStorm(CaseWorld world, EscalationChain chain, LiveHub[] hubs, int seed)
    {
        _world = world;
        _hubs = hubs;
        _random = new Random(seed);
        _checks = new CaseStormChecks(world, chain, [.. hubs.Select(hub => hub.RowId)]);
        _operators = [world.Operator, world.Another, world.Supervisor];
    }

    /// <summary>What happened, for the one who looks into a failed seed.</summary>
    public List<string> Story { get; } = [];

    public async Task RunAsync(bool crashes)
    {
        _world.Dispatching.Told = 2;
        int crashAt = crashes ? _random.Next(Happenings) : -1;
        for (int i = 0; i < Happenings; i++)
        {
            if (i == crashAt)
            {
                await CrashAsync();
            }

            await HappenAsync();
            await _checks.RunAsync();
        }

        await _checks.RunAsync(isWhole: true);
        await _checks.ClearAsync();
    }

    private async Task HappenAsync()
    {
        switch (_random.Next(13))
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
                StepClock();
                await _world.PassAsync(1);
                break;
            case 4:
                _world.Dispatching.Told = _random.Next(4) == 0 ? 0 : 2;
                Story.Add($"told {_world.Dispatching.Told}");
                break;
            case 5:
                await PresenceAsync();
                break;
            case 6 or 7:
                await RespondAsync();
                break;
            case 8:
                await RaceAsync();
                break;
            default:
                await OperateAsync();
                break;
        }
    }

    /// <summary>The server dies; time passes, and the clock may be put right, before it is back.</summary>
    private async Task CrashAsync()
    {
        int seconds = _random.Next(0, 700);
        Story.Add($"crash for {seconds}");
        _world.Fleet.Time.Advance(TimeSpan.FromSeconds(seconds));
        if (_random.Next(3) == 0)
        {
            StepClock();
        }

        await _world.CrashAsync();
        await _checks.RunAsync(isWhole: true, areDeadlinesPassed: false);
        await _world.PassAsync(1);
        await _checks.RunAsync();
    }

    private void StepClock()
    {
        int step = _random.Next(-4_000, 4_000);
        Story.Add($"clock {step}");
        _world.Fleet.Time.SetClock(TimeSpan.FromSeconds(step));
    }

    private async Task PressAsync()
    {
        LiveHub hub = Pick(_hubs);
        ulong sequence = (ulong)_random.Next(1, 40);
        int times = _random.Next(1, 4);
        Story.Add($"press {Array.IndexOf(_hubs, hub)} {sequence} x{times}");
        _checks.Pressed(hub.RowId, sequence);
        for (int i = 0; i < times; i++)
        {
            PublishOutcome outcome = await _world.Fleet.SendAsync(
                Live(hub), Messages.Press(sequence, priority: _random.Next(1, 5)));
            Assert.Equal(PublishOutcome.Accepted, outcome);
        }
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
        if (AnyCase() is not { } row)
        {
            return;
        }

        ResponderOnCase who = Pick<ResponderOnCase>([CaseWorld.First, CaseWorld.Second]);
        bool accepts = _random.Next(3) > 0;
        Story.Add($"{(accepts ? "accept" : "decline")} {row.CaseNumber} {who.Name}");
        CaseChangeResult result = accepts
            ? await _world.AcceptAsync(row.CaseId, who)
            : await _world.DeclineAsync(row.CaseId, who);
        if (accepts && row.State is CaseState.Accepted or CaseState.OnSite && row.ResponderName != who.Name)
        {
            Assert.NotEqual(CaseChangeResult.Done, accepts ? result : CaseChangeResult.NotFound);
        }
    }

    /// <summary>Everybody claims at the same time; one gets it.</summary>
    private async Task RaceAsync()
    {
        if (AnyCase() is not { } row)
        {
            return;
        }

        Actor[] racing = [.. _operators.OrderBy(_ => _random.Next()).Take(_random.Next(2, 4))];
        Story.Add($"race for {row.CaseNumber} by {string.Join(", ", racing.Select(actor => actor.DisplayName))}");
        CaseChangeResult[] results = await Task.WhenAll(
            racing.Select(actor => _world.DoAsync(row.CaseId, new ClaimCase(), actor)));
        bool isOpenToAll = row.State != CaseState.Closed && row.OwnerId is null;
        int won = results.Count(result => result == CaseChangeResult.Done);
        Assert.InRange(won, isOpenToAll ? 1 : 0, 1);
        Assert.True(won == 0 || isOpenToAll || racing.Any(actor => actor.UserId == row.OwnerId));
    }

    private async Task OperateAsync()
    {
        if (AnyCase() is not { } row || AnyCase() is not { } other)
        {
            return;
        }

        CaseAction action = Pick<CaseAction>(
        [
            new ClaimCase(), new ClaimCase(), new ClaimCase(), new NoteSpeech(SpeechResult.Spoken),
            new NoteSpeech(SpeechResult.Silent), new DispatchCase(), new DispatchCase(), new ReleaseCase(),
            new ReleaseCase(), new HandOverCase(Queue: CaseQueue.Supervisor),
            new HandOverCase(Queue: CaseQueue.Operators), new RemarkCase("a remark"), new AcceptByPhone("Larm 1"),
            new DeclineByPhone("Larm 1"), new CheckInResponder(), new CheckOutResponder(),
            new CloseCase(CaseOutcome.Visited), new CloseCase(CaseOutcome.Call), new ReopenCase("again"),
            new MergeCase(other.CaseId), new LinkCase(other.CaseId), new CallEmergencyServices(),
        ]);

        // Mostly those who may, so that cases come far; and those who may not, so that they are refused.
        Actor? owner = _operators.FirstOrDefault(actor => actor.UserId == row.OwnerId);
        Actor one = owner is not null && _random.Next(2) == 0 ? owner : Pick(_operators);
        int times = _random.Next(1, 3);
        Story.Add($"{action.GetType().Name} {row.CaseNumber} by {one.DisplayName} x{times}");
        for (int i = 0; i < times; i++)
        {
            CaseChangeResult result = await _world.DoAsync(row.CaseId, action, one);
            if (action is ClaimCase && row.OwnerId is { } had && had != one.UserId)
            {
                Assert.NotEqual(CaseChangeResult.Done, result);
                await _checks.OwnerIsStillAsync(row.CaseId, had);
            }

            if (action is CloseCase && row.Speech == SpeechResult.Silent && row.DispatchedAt is null)
            {
                Assert.NotEqual(CaseChangeResult.Done, result);
            }
        }
    }

    /// <summary>A case as it was after the last thing that happened, rather a new one than an old.</summary>
    private AlarmCaseRow? AnyCase()
    {
        IReadOnlyList<AlarmCaseRow> rows = _checks.Rows;
        return rows.Count == 0 ? null : rows[_random.Next(Math.Min(rows.Count, 3))];
    }

    /// <summary>The hub as the server that runs now knows it.</summary>
    private LiveHub Live(LiveHub hub) => _world.Fleet.Registry.Find(_world.Operator.TenantId, hub.HubId)!;

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];
}
