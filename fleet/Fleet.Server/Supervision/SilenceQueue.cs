// Carries hubs from the ingest to the supervision.
using System.Collections.Concurrent;
using Fleet.Server.Hubs;

namespace Fleet.Server.Supervision;

/// <summary>Hubs that need another look, in the order they came.</summary>
internal sealed class SilenceQueue : IHubWatch
{
    private readonly ConcurrentQueue<LiveHub> _unwatched = new();
    private readonly ConcurrentQueue<LiveHub> _returned = new();

    public void Watch(LiveHub hub)
    {
        _unwatched.Enqueue(hub);
    }

    public void Returned(LiveHub hub)
    {
        _returned.Enqueue(hub);
    }

    /// <summary>The next hub to be watched.</summary>
    public bool TryTakeUnwatched(out LiveHub? hub)
    {
        return _unwatched.TryDequeue(out hub);
    }

    /// <summary>The next hub that was heard after silence.</summary>
    public bool TryTakeReturned(out LiveHub? hub)
    {
        return _returned.TryDequeue(out hub);
    }
}
