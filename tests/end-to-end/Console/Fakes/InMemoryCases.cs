// Alarm cases without a store, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps cases in memory, tells every change, and fails on demand.</summary>
internal sealed class InMemoryCases(TimeProvider time) : IAlarmCases, ICaseFeed
{
    private readonly Lock _lock = new();
    private readonly Lock _claims = new();
    private readonly Dictionary<Guid, AlarmCaseView> _cases = [];
    private readonly Dictionary<Guid, List<CaseLogEntryView>> _logs = [];
    private readonly ConcurrentDictionary<Guid, Action<AlarmCaseView>> _listeners = new();

    /// <summary>When set, reading throws, as with a broken store.</summary>
    public bool IsBroken { get; set; }

    /// <summary>When set, changes are not told, as with a feed that lost one.</summary>
    public bool IsFeedSilent { get; set; }

    /// <summary>When set, claims wait until everybody expected has made one; then they go on together.</summary>
    public ClaimGate? Gate { get; set; }

    /// <summary>Raises a case and tells it.</summary>
    public AlarmCaseView Raise(
        CaseKind kind = CaseKind.Person, string hubName = "plats-0001", string hubId = "00000000000000a1",
        int? priority = null, TimeSpan? age = null, int deviceType = 3, int statusCode = 10,
        Func<AlarmCaseView, AlarmCaseView>? change = null)
    {
        var now = time.GetUtcNow();
        var at = now - (age ?? TimeSpan.Zero);
        AlarmCaseView view;
        lock (_lock)
        {
            view = new AlarmCaseView(
                Guid.NewGuid(), _cases.Count + 1, hubId, hubName, kind, deviceType, statusCode,
                kind == CaseKind.Technical ? 0 : 1,
                priority ?? (kind == CaseKind.Person ? 1 : 5), CaseState.Raised, kind == CaseKind.Technical, 1, at,
                at.AddMilliseconds(400), at.AddMilliseconds(400), null, null, at.AddMinutes(3), null, null, 1);
            view = change?.Invoke(view) ?? view;
        }

        Put(view, "raised", null, "");
        return view;
    }

    /// <summary>The trigger is pressed again.</summary>
    public void PressAgain(Guid caseId) =>
        Change(caseId, "joined", null, view => view with { PressCount = view.PressCount + 1 });

    /// <summary>The case as it stands.</summary>
    public AlarmCaseView Get(Guid caseId)
    {
        lock (_lock)
        {
            return _cases[caseId];
        }
    }

    public Task<IReadOnlyList<AlarmCaseView>> ListAsync(
        Actor actor, CaseFilter filter, CancellationToken cancellationToken)
    {
        FailIfBroken();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<AlarmCaseView>>([.. _cases.Values
                .Where(view => view.State == CaseState.Closed ? filter.IncludeClosed : filter.IncludeOpen)
                .Where(view => filter.HubId is null || view.HubId == filter.HubId)
                .OrderBy(view => view.Priority).ThenBy(view => view.RaisedAt).Take(filter.Limit)]);
        }
    }

    public Task<AlarmCaseView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        FailIfBroken();
        lock (_lock)
        {
            return Task.FromResult(_cases.GetValueOrDefault(caseId));
        }
    }

    public Task<IReadOnlyList<CaseLogEntryView>> LogAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        FailIfBroken();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CaseLogEntryView>>([.. _logs.GetValueOrDefault(caseId) ?? []]);
        }
    }

    public async Task<CaseChange> ClaimAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        if (Gate is { } gate)
        {
            await gate.PassAsync(cancellationToken);
        }

        return Claim(actor, caseId);
    }

    public Task<CaseChange> CloseAsync(
        Actor actor, Guid caseId, CaseOutcome outcome, string? note, CancellationToken cancellationToken) =>
        Task.FromResult(Close(actor, caseId, outcome, note ?? ""));

    /// <summary>What was asked for, oldest first.</summary>
    public ConcurrentQueue<CaseAction> Actions { get; } = new();

    public Task<CaseChange> ChangeAsync(
        Actor actor, Guid caseId, CaseAction action, long? ifVersion, CancellationToken cancellationToken)
    {
        FailIfBroken();
        Actions.Enqueue(action);
        return action switch
        {
            ClaimCase => ClaimAsync(actor, caseId, cancellationToken),
            CloseCase close => Task.FromResult(Close(actor, caseId, close.Outcome!.Value, close.Note ?? "")),
            _ => Task.FromResult(Move(actor, caseId, action)),
        };
    }

    public Task<CaseChange> EnterAsync(Actor actor, EnterCase entry, CancellationToken cancellationToken) =>
        Task.FromResult(new CaseChange(CaseChangeResult.Done, Raise()));

    public Task<IReadOnlyList<AlarmCaseView>> LinkedAsync(
        Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AlarmCaseView>>([]);

    public async Task<IReadOnlyList<UnfinishedCase>> UnfinishedAsync(
        Actor actor, CancellationToken cancellationToken) =>
        [.. (await ListAsync(actor, new CaseFilter(), cancellationToken))
            .Select(view => new UnfinishedCase(view, null, null, null))];

    /// <summary>Puts the case where a decision leads, without any of the rules.</summary>
    private CaseChange Move(Actor actor, Guid caseId, CaseAction action)
    {
        var now = time.GetUtcNow();
        var stages = Get(caseId).Stages ?? new CaseStages();
        Func<AlarmCaseView, AlarmCaseView> change = action switch
        {
            NoteSpeech { Result: SpeechResult.Spoken } => view => view with
            {
                State = CaseState.Spoken,
                Speech = SpeechResult.Spoken,
                Stages = stages with { SpokenAt = now },
            },
            NoteSpeech => view => view with { Speech = SpeechResult.Silent, Stages = stages with { SpokenAt = now } },
            DispatchCase => view => view with
            {
                State = CaseState.Dispatched,
                GroupName = "Hemtjänst Söder",
                Stages = stages with { DispatchedAt = now },
            },
            AcceptByPhone accept => view => view with
            {
                State = CaseState.Accepted,
                ResponderName = accept.Name,
                Stages = stages with { AcceptedAt = now },
            },
            CheckInResponder => view => view with
            {
                State = CaseState.OnSite,
                ReceiptMethod = ReceiptMethod.Operator,
                Stages = stages with { OnSiteAt = now },
            },
            CheckOutResponder => view => view with { Stages = stages with { LeftAt = now } },
            HandOverCase { Queue: { } queue } => view => view with { OwnerId = null, OwnerName = null, Queue = queue },
            ReleaseCase => view => view with { State = CaseState.Raised, OwnerId = null, OwnerName = null },
            ReopenCase => view => view with { State = CaseState.Raised, Outcome = null, ClosedAt = null },
            _ => view => view,
        };
        var note = action is RemarkCase remark ? remark.Text ?? "" : "";
        return new CaseChange(
            CaseChangeResult.Done,
            Change(
                caseId, action.GetType().Name, actor.DisplayName, view => change(view) with { PhaseSince = now },
                note));
    }

    /// <summary>Somebody claims the case.</summary>
    public CaseChange Claim(Actor actor, Guid caseId)
    {
        using var claiming = _claims.EnterScope();
        var view = Get(caseId);
        if (view.OwnerId is not null && view.OwnerId != actor.UserId)
        {
            return new CaseChange(CaseChangeResult.OwnedByAnother, view);
        }

        var changed = Change(caseId, "claimed", actor.DisplayName, old => old with
        {
            State = CaseState.Claimed,
            OwnerId = actor.UserId,
            OwnerName = actor.DisplayName,
            Stages = (old.Stages ?? new CaseStages()) with { ClaimedAt = time.GetUtcNow() },
        });
        return new CaseChange(CaseChangeResult.Done, changed);
    }

    /// <summary>Its owner closes the case.</summary>
    public CaseChange Close(Actor actor, Guid caseId, CaseOutcome outcome, string note)
    {
        var view = Get(caseId);
        if (view.OwnerId != actor.UserId)
        {
            var reason = view.OwnerId is null ? CaseChangeResult.NotClaimed : CaseChangeResult.OwnedByAnother;
            return new CaseChange(reason, view);
        }

        var detail = note.Length == 0 ? $"outcome {(int)outcome}" : $"outcome {(int)outcome}: {note}";
        var changed = Change(caseId, "closed", actor.DisplayName, old => old with
        {
            State = CaseState.Closed,
            Outcome = outcome,
            ClosedAt = time.GetUtcNow(),
            NextDeadlineAt = null,
        }, detail);
        return new CaseChange(CaseChangeResult.Done, changed);
    }

    public IDisposable Subscribe(Guid tenantId, Action<AlarmCaseView> listener)
    {
        var key = Guid.NewGuid();
        _listeners[key] = listener;
        return new Unsubscriber(() => _listeners.TryRemove(key, out _));
    }

    private AlarmCaseView Change(
        Guid caseId, string step, string? actor, Func<AlarmCaseView, AlarmCaseView> change, string detail = "")
    {
        AlarmCaseView view;
        lock (_lock)
        {
            var old = _cases[caseId];
            view = change(old) with { Version = old.Version + 1, LastEventAt = time.GetUtcNow() };
        }

        Put(view, step, actor, detail);
        return view;
    }

    private void Put(AlarmCaseView view, string step, string? actor, string detail)
    {
        lock (_lock)
        {
            _cases[view.CaseId] = view;
            if (!_logs.TryGetValue(view.CaseId, out var log))
            {
                _logs[view.CaseId] = log = [];
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(Guid.NewGuid().ToByteArray()));
            log.Add(new CaseLogEntryView(log.Count + 1, time.GetUtcNow(), step, actor, detail, hash));
        }

        if (!IsFeedSilent)
        {
            foreach (var listener in _listeners.Values)
            {
                listener(view);
            }
        }
    }

    private void FailIfBroken()
    {
        if (IsBroken)
        {
            throw new InvalidOperationException("The store is broken for this test.");
        }
    }
}
