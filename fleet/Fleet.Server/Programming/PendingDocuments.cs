// Which hubs have not answered their newest document, and when to try again.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Programming;

/// <summary>
/// In memory, so that a hello of a hub with nothing to hear costs a look-up. A hub that does not answer while it stays
/// connected is tried some times and then left until it says hello again. Safe from many threads.
/// </summary>
internal sealed class PendingDocuments
{
    private const long Never = long.MaxValue;
    private readonly Dictionary<HubPrincipal, Pending> _hubs = [];
    private readonly TimeProvider _time;

    public PendingDocuments(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>How many hubs are still to answer.</summary>
    public int Count
    {
        get
        {
            lock (_hubs)
            {
                return _hubs.Count;
            }
        }
    }

    /// <summary>A hub has something new to hear.</summary>
    public void Add(HubPrincipal hub)
    {
        lock (_hubs)
        {
            _hubs[hub] = new Pending(0, 0);
        }
    }

    /// <summary>A hub turns out to have something to hear; tries that go on are left as they are.</summary>
    public void AddIfMissing(HubPrincipal hub)
    {
        lock (_hubs)
        {
            _hubs.TryAdd(hub, new Pending(0, 0));
        }
    }

    /// <summary>A hub has said hello: the tries begin anew, if there is anything to hear.</summary>
    public void IsBack(HubPrincipal hub)
    {
        lock (_hubs)
        {
            if (_hubs.ContainsKey(hub))
            {
                _hubs[hub] = new Pending(0, 0);
            }
        }
    }

    /// <summary>A hub has answered, or nothing is wanted of it any more.</summary>
    public void Remove(HubPrincipal hub)
    {
        lock (_hubs)
        {
            _hubs.Remove(hub);
        }
    }

    /// <summary>A document has left, or could not.</summary>
    public void Tried(HubPrincipal hub)
    {
        lock (_hubs)
        {
            if (_hubs.TryGetValue(hub, out Pending pending))
            {
                int tries = pending.Tries + 1;
                long wait = (Limits.Programming.RetrySeconds * 1_000L) << (tries - 1);
                _hubs[hub] = new Pending(tries, tries >= Limits.Programming.Tries ? Never : Now + wait);
            }
        }
    }

    /// <summary>The hubs whose time to be tried has come.</summary>
    public List<HubPrincipal> Due()
    {
        var due = new List<HubPrincipal>();
        long now = Now;
        lock (_hubs)
        {
            foreach ((HubPrincipal hub, Pending pending) in _hubs)
            {
                if (pending.NextAt <= now)
                {
                    due.Add(hub);
                }
            }
        }

        return due;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private readonly record struct Pending(int Tries, long NextAt);
}
