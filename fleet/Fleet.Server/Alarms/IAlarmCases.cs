// The public handler of the Alarms slice: what the console, the API and other slices may do with cases.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Alarms;

/// <summary>Lists and changes alarm cases within the actor's tenant.</summary>
public interface IAlarmCases
{
    /// <summary>Cases of the actor's tenant, highest priority and oldest unclaimed first.</summary>
    Task<IReadOnlyList<AlarmCaseView>> ListAsync(Actor actor, CaseFilter filter, CancellationToken cancellationToken);

    /// <summary>One case, or null when the tenant has none with this id.</summary>
    Task<AlarmCaseView?> FindAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>The case's log, oldest first.</summary>
    Task<IReadOnlyList<CaseLogEntryView>> LogAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Makes the actor the owner. Refused when another already is.</summary>
    Task<CaseChange> ClaimAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Closes a claimed case with an outcome. Refused for a case that the actor does not own.</summary>
    Task<CaseChange> CloseAsync(
        Actor actor, Guid caseId, CaseOutcome outcome, string? note, CancellationToken cancellationToken);

    /// <summary>Does what a person decided. What is done already answers Done and adds nothing.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="action">What; see the records that derive from it.</param>
    /// <param name="ifVersion">Only when the case still has this version; null for any.</param>
    /// <param name="cancellationToken">Ends the wait, not the change.</param>
    Task<CaseChange> ChangeAsync(
        Actor actor, Guid caseId, CaseAction action, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Enters a case that no hub raised (NOR-031, NOR-032); the actor owns it at once.</summary>
    Task<CaseChange> EnterAsync(Actor actor, EnterCase entry, CancellationToken cancellationToken);

    /// <summary>The cases linked with a case, or merged into it, newest first.</summary>
    Task<IReadOnlyList<AlarmCaseView>> LinkedAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>What the next shift must know: every unfinished person case with its last remark (HUL-006).</summary>
    Task<IReadOnlyList<UnfinishedCase>> UnfinishedAsync(Actor actor, CancellationToken cancellationToken);
}
