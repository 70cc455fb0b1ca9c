// What is missing so that every alarm finds somebody.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Dispatch;

/// <summary>Finds what is missing, and what came in without belonging anywhere.</summary>
public interface IDispatchProblems
{
    /// <summary>Everything that would leave an alarm with nobody to tell, now or from a coming day.</summary>
    Task<IReadOnlyList<DispatchProblem>> FindAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Replies that belong to no dispatch, newest first.</summary>
    Task<IReadOnlyList<UnmatchedReply>> UnmatchedAsync(Actor actor, CancellationToken cancellationToken);
}
