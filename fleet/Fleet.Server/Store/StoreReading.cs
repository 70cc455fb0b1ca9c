// Reading by sessions, beside the writers.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Store;

/// <summary>Reads with a session of its own, so that the one writer never waits for a list.</summary>
public static class StoreReading
{
    /// <summary>Runs a read on a connection of its own; it sees what was committed before.</summary>
    public static Task<T> ReadAsync<T>(
        this FleetStore store, Func<StoreSession, T> read, CancellationToken cancellationToken)
    {
        return Task.Run(
            () =>
            {
                using StoreSession session = store.OpenSession();
                return read(session);
            },
            cancellationToken);
    }
}
