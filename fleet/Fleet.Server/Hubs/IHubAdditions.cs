// Registering hubs in a way that may be repeated.
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Hubs;

/// <summary>Registers hubs once for each key, however often and from wherever it is asked for.</summary>
public interface IHubAdditions
{
    /// <summary>
    /// Registers hubs, or finds those that the same key of the same tenant registered in the last
    /// <see cref="Limits.Hubs.AdditionDays"/> days. A registration that was cut off is completed.
    /// </summary>
    /// <param name="actor">Who registers.</param>
    /// <param name="idempotencyKey">1 to 64 printable ASCII characters.</param>
    /// <param name="count">1 to 100,000.</param>
    /// <param name="namePrefix">Names become <c>{prefix}-0001</c> and on; null for <c>hub</c>.</param>
    /// <param name="withKeys">True to have each hub's own key told too.</param>
    /// <param name="cancellationToken">Stops the work; what was committed stays, and is found by the key.</param>
    /// <returns>The hubs; null when the key came with another request before.</returns>
    Task<IReadOnlyList<NewHub>?> AddOnceAsync(
        Actor actor,
        string idempotencyKey,
        int count,
        string? namePrefix,
        bool withKeys,
        CancellationToken cancellationToken);
}
