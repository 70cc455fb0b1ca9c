// Makes changes that may leave nobody without an answer.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <summary>
/// Runs a change and looks whether it leaves a gap that was not there before (HBG-065); then it is taken back.
/// </summary>
internal sealed class DispatchWrites
{
    private readonly FleetStore _store;
    private readonly DispatchProblemFinder _problems;
    private readonly TimeProvider _time;

    public DispatchWrites(FleetStore store, DispatchProblemFinder problems, TimeProvider time)
    {
        _store = store;
        _problems = problems;
        _time = time;
    }

    /// <summary>Runs a change; only one that is done and leaves no gap is kept.</summary>
    /// <param name="actor">Who changes.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="isKept">False to take the change back in any case: it was only to be checked.</param>
    public async Task<DispatchChange<T>> RunAsync<T>(
        Actor actor,
        Func<StoreSession, DispatchChange<T>> change,
        CancellationToken cancellationToken,
        bool isKept = true)
        where T : class
    {
        try
        {
            return await _store.WriteAsync(
                session =>
                {
                    Outbox.Open(session);
                    long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
                    List<DispatchProblem> before = _problems.Find(session, actor.TenantId, now);
                    DispatchChange<T> answer = change(session);
                    if (answer.Result != DispatchChangeResult.Done)
                    {
                        throw new TakenBackException<T>(answer);
                    }

                    List<DispatchProblem> added =
                        DispatchProblemFinder.Added(before, _problems.Find(session, actor.TenantId, now));
                    return added.Count > 0
                        ? throw new TakenBackException<T>(
                            new DispatchChange<T>(
                                DispatchChangeResult.LeavesGap, null, [], DispatchProblemFinder.Shown(added)))
                        : isKept ? answer : throw new TakenBackException<T>(answer);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TakenBackException<T> taken)
        {
            return taken.Answer;
        }
    }

    public static DispatchChange<T> Done<T>(T item)
        where T : class
    {
        return new DispatchChange<T>(DispatchChangeResult.Done, item, [], []);
    }

    public static DispatchChange<T> Stale<T>(T item)
        where T : class
    {
        return new DispatchChange<T>(DispatchChangeResult.Stale, item, [], []);
    }

    public static DispatchChange<T> NotFound<T>()
        where T : class
    {
        return new DispatchChange<T>(DispatchChangeResult.NotFound, null, [], []);
    }

    public static DispatchChange<T> Invalid<T>(IReadOnlyList<FieldFault> faults)
        where T : class
    {
        return new DispatchChange<T>(DispatchChangeResult.Invalid, null, faults, []);
    }

    /// <summary>A text within its bounds; else a fault is added.</summary>
    public static string Text(string? value, string field, int shortest, int longest, List<FieldFault> faults)
    {
        string text = (value ?? "").Trim();
        if (text.Length < shortest || text.Length > longest)
        {
            faults.Add(new FieldFault(field, $"must have {shortest} to {longest} characters."));
        }

        return text;
    }

    /// <summary>Carries the answer past the transaction, which it takes back.</summary>
    private sealed class TakenBackException<T> : Exception
        where T : class
    {
        public TakenBackException(DispatchChange<T> answer)
        {
            Answer = answer;
        }

        public DispatchChange<T> Answer { get; }
    }
}
