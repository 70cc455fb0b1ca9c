// Whom a case can be handed to.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Store;

namespace Fleet.Server.Access;

/// <summary>Somebody who handles cases.</summary>
/// <param name="UserId">The person.</param>
/// <param name="DisplayName">What colleagues see.</param>
/// <param name="Role">operator, supervisor or admin.</param>
public sealed record Colleague(Guid UserId, string DisplayName, string Role);

/// <summary>Those of a municipality who handle cases.</summary>
public interface IColleagues
{
    /// <summary>All of them, by name.</summary>
    Task<IReadOnlyList<Colleague>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>One of them; null when there is none with this id.</summary>
    Colleague? Find(StoreSession session, Guid tenantId, Guid userId);
}
