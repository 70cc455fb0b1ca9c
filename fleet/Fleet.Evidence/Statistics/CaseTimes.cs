// The times of a case's stages, from the steps in its log.
using System.Collections.Generic;

namespace Fleet.Evidence.Statistics;

/// <summary>
/// Takes the entries of one case, oldest first. Of stages that happen again the first counts, because whoever waits has
/// waited since then; of the end the last.
/// </summary>
public sealed class CaseTimes
{
    private const long TestOutcome = 6;
    private readonly List<CaseVisit> _visits = [];
    private readonly List<long> _interruptions = [];
    private long? _silentSince;

    /// <summary>Begins a case.</summary>
    /// <param name="raisedAt">The press, unix milliseconds UTC.</param>
    /// <param name="receivedAt">When the centre had it.</param>
    public CaseTimes(long raisedAt, long receivedAt)
    {
        RaisedAt = raisedAt;
        ReceivedAt = receivedAt;
    }

    /// <summary>The press.</summary>
    public long RaisedAt { get; }

    /// <summary>When the centre had it.</summary>
    public long ReceivedAt { get; }

    /// <summary>An operator took it.</summary>
    public long? ClaimedAt { get; private set; }

    /// <summary>Somebody spoke with the home.</summary>
    public long? SpokenAt { get; private set; }

    /// <summary>Responders were first told.</summary>
    public long? DispatchedAt { get; private set; }

    /// <summary>A responder first confirmed.</summary>
    public long? AcceptedAt { get; private set; }

    /// <summary>A responder first checked in.</summary>
    public long? CheckedInAt { get; private set; }

    /// <summary>The last check-out.</summary>
    public long? CheckedOutAt { get; private set; }

    /// <summary>The last closing; null while open.</summary>
    public long? ClosedAt { get; private set; }

    /// <summary>How often responders were told.</summary>
    public int Dispatches { get; private set; }

    /// <summary>The group first told; null when not told or nobody was.</summary>
    public string? Group { get; private set; }

    /// <summary>The outcome's number; null while open.</summary>
    public long? Outcome { get; private set; }

    /// <summary>The cause's number; 0 when not told.</summary>
    public long Cause { get; private set; }

    /// <summary>How often nobody had answered in time.</summary>
    public int Overdue { get; private set; }

    /// <summary>How often it was opened again.</summary>
    public int Reopened { get; private set; }

    /// <summary>True when it was closed because it became part of another case.</summary>
    public bool IsMerged { get; private set; }

    /// <summary>True when it was closed as a test (HBG-040).</summary>
    public bool IsTest => Outcome == TestOutcome;

    /// <summary>The visits, oldest first.</summary>
    public IReadOnlyList<CaseVisit> Visits => _visits;

    /// <summary>How long the hub was out of contact each time, in milliseconds, when it is over.</summary>
    public IReadOnlyList<long> Interruptions => _interruptions;

    /// <summary>Takes an entry; steps that have no time of their own are passed over.</summary>
    public void Add(string step, long at, string detail)
    {
        switch (step)
        {
            case "raised" or "recurred":
                _silentSince = at - (StepDetail.FindNumber(detail, "silent for") * 1_000);
                break;
            case "cleared" when _silentSince is { } since:
                _interruptions.Add(at - since);
                _silentSince = null;
                break;
            case "claimed":
                ClaimedAt ??= at;
                break;
            case "spoken":
                SpokenAt ??= at;
                break;
            case "dispatched":
                DispatchedAt ??= at;
                Group ??= StepDetail.Find(detail, "group");
                Dispatches++;
                break;
            case "accepted":
                AcceptedAt ??= at;
                break;
            case "checkedIn":
                CheckIn(PresenceAt(at, detail), StepDetail.Find(detail, "method") ?? "");
                break;
            case "checkedOut":
                CheckOut(PresenceAt(at, detail));
                break;
            case "closed":
                ClosedAt = at;
                Outcome = StepDetail.FindNumber(detail, "outcome");
                Cause = StepDetail.FindNumber(detail, "cause") ?? 0;
                break;
            case "reopened":
                ClosedAt = null;
                Outcome = null;
                Reopened++;
                break;
            case "overdue":
                Overdue++;
                break;
            case "merged":
                IsMerged = IsMerged || StepDetail.Find(detail, "into") is not null;
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// When the responder was there, as the hub told it; a hub without a link tells later than it happened, never
    /// earlier.
    /// </summary>
    private long PresenceAt(long at, string detail)
    {
        return StepDetail.FindNumber(detail, "at") is { } told && told >= RaisedAt && told < at ? told : at;
    }

    private void CheckIn(long at, string method)
    {
        CheckedInAt ??= at;
        if (_visits.Count == 0 || _visits[^1].StoppedAt is not null)
        {
            _visits.Add(new CaseVisit(at, null, method));
        }
    }

    private void CheckOut(long at)
    {
        CheckedOutAt = at;
        if (_visits.Count > 0 && _visits[^1].StoppedAt is null)
        {
            _visits[^1] = _visits[^1] with { StoppedAt = at };
        }
    }
}
