// How another slice's part of the committed messages shares the hubs' checkpoint.
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Hubs;

/// <summary>
/// What another slice makes of committed messages and writes lazily. It is written before the checkpoint passes the
/// batch, so that one replay brings back what a crash took from all of them.
/// </summary>
public interface IProjectionPart
{
    /// <summary>
    /// Writes everything that was published before the call; throws when the store did not take it, and keeps it then.
    /// </summary>
    Task WriteAsync(CancellationToken cancellationToken);
}
