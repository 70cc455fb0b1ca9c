// A responder's cases without a store, for tests of the console's pages alone.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps what a responder was asked, moves it as they answer, and expires it on demand.</summary>
internal sealed class InMemoryDesk(TimeProvider time) : IResponderDesk
{
    /// <summary>The token that opens the newest case; another one is bound to somebody else.</summary>
    public const string Token = "a-token-of-this-test";

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, DeskCase> _cases = [];

    /// <summary>The home behind every case.</summary>
    public Home? Home { get; set; }

    /// <summary>When homes are not shown any more.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>The cases said to be wrong alarms.</summary>
    public List<Guid> Wrong { get; } = [];

    /// <summary>Asks the responder to take a case.</summary>
    public DeskCase Ask(long number = 4711, DeskState state = DeskState.Open, string area = "Söder 14")
    {
        var one = new DeskCase(
            Guid.NewGuid(), number, state, CaseKind.Person, 3, 10, area, "K 17", true, "Hemtjänst Söder",
            time.GetUtcNow().AddSeconds(-40), state == DeskState.Taken ? "Larm 2" : "", null);
        lock (_lock)
        {
            _cases[one.CaseId] = one;
        }

        return one;
    }

    /// <summary>The case stands elsewhere now.</summary>
    public DeskCase Move(Guid caseId, DeskState state, string acceptedBy)
    {
        lock (_lock)
        {
            return _cases[caseId] = _cases[caseId] with
            {
                State = state,
                AcceptedBy = acceptedBy,
                AcceptedAt = time.GetUtcNow(),
            };
        }
    }

    /// <summary>The case as it stands.</summary>
    public DeskCase Get(Guid caseId)
    {
        lock (_lock)
        {
            return _cases[caseId];
        }
    }

    public Task<IReadOnlyList<DeskCase>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DeskCase>>([.. _cases.Values.OrderByDescending(one => one.ToldAt)]);
        }
    }

    public Task<DeskAnswer> OpenAsync(Actor actor, string token, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(token != Token
                ? new DeskAnswer(DeskResult.BoundToAnother, null)
                : Answer(_cases.Values.MaxBy(one => one.ToldAt)!));
        }
    }

    public Task<DeskAnswer> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_cases.TryGetValue(caseId, out var one)
                ? Answer(one)
                : new DeskAnswer(DeskResult.NotFound, null));
        }
    }

    public Task<DeskAnswer> AcceptAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Get(caseId).State == DeskState.Taken
            ? Task.FromResult(new DeskAnswer(DeskResult.TakenByAnother, Answer(Get(caseId)).Details))
            : Task.FromResult(Answer(Move(caseId, DeskState.Mine, actor.DisplayName)));

    public Task<DeskAnswer> DeclineAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(Move(caseId, DeskState.Taken, "")));

    public Task<DeskAnswer> CheckInAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(Move(caseId, DeskState.OnSite, actor.DisplayName)));

    public Task<DeskAnswer> CheckOutAsync(Actor actor, Guid caseId, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(Move(caseId, DeskState.Done, actor.DisplayName)));

    public Task<DeskAnswer> MarkWrongAlarmAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        Wrong.Add(caseId);
        return FindAsync(actor, caseId, cancellationToken);
    }

    private DeskAnswer Answer(DeskCase one) => EndsAt <= time.GetUtcNow()
        ? new DeskAnswer(DeskResult.Expired, null)
        : new DeskAnswer(DeskResult.Done, new DeskCaseDetails(
            one, one.State is DeskState.Taken or DeskState.Closed ? null : Home, [2], "Gå dit inom 30 minuter.",
            [
                new ToldResponder("Larm 1", "Hemtjänst Söder", DispatchAnswer.Declined, true),
                new ToldResponder("Larm 2", "Hemtjänst Söder", DispatchAnswer.None, false),
            ],
            EndsAt));
}
