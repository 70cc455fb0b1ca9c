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
}
