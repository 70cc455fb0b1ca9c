// Telling a hub's reset code to those who may handle hubs.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Hubs;

/// <summary>A hub's reset code: with it the hub takes another identity, or none, at its service console.</summary>
/// <param name="HubId">The hub.</param>
/// <param name="Code">The code as written, such as <c>7K3Q-92MD-X</c>.</param>
public sealed record ResetCode(string HubId, string Code);

/// <summary>Tells reset codes, and writes down to whom.</summary>
public interface IResetCodes
{
    /// <summary>
    /// The reset code of the tenant's hub. Who asked is in the hub's history before the code is told.
    /// </summary>
    /// <returns>The code, or null when the tenant has no such hub.</returns>
    Task<ResetCode?> TellAsync(Actor actor, string hubId, CancellationToken cancellationToken);
}
