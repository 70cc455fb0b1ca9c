// Work that a slice does again and again in the background.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Time;

/// <summary>
/// A round of background work. The runtime runs each registered round at its interval, one run after the other, from
/// the moment the store is ready until the server stops; a round that fails is logged and comes again.
/// </summary>
public interface IRound
{
    /// <summary>From the end of a run to the next one.</summary>
    TimeSpan Interval { get; }

    /// <summary>Runs once. Must return soon, so that the server can stop.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
