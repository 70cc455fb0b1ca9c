// Which hubs have commands that are not settled, and when to send them again.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Commands;

/// <summary>
/// In memory, so that a hello of a hub with nothing to hear costs a look-up. Safe from many threads.
/// </summary>
internal sealed class OpenCommands
{
    private readonly Dictionary<HubPrincipal, Open> _hubs = [];
    private readonly TimeProvider _time;

    public OpenCommands(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>How many hubs have open commands.</summary>
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
            _hubs[hub] = new Open(0, _hubs.GetValueOrDefault(hub).BackAt);
        }
    }

    /// <summary>A hub has said hello: what it has not answered is sent again, if there is anything.</summary>
    public void IsBack(HubPrincipal hub)
    {
        lock (_hubs)
        {
            if (_hubs.ContainsKey(hub))
            {
                _hubs[hub] = new Open(0, Now);
            }
        }
    }

    /// <summary>Nothing is wanted of a hub any more.</summary>
    public void Remove(HubPrincipal hub)
    {
        lock (_hubs)
        {
            _hubs.Remove(hub);
        }
    }

    /// <summary>Its commands have left, or there was nothing to send.</summary>
    public void Tried(HubPrincipal hub)
    {
        lock (_hubs)
        {
            if (_hubs.TryGetValue(hub, out Open open))
            {
                _hubs[hub] = open with { NextAt = Now + (Limits.Commands.RetrySeconds * 1_000L) };
            }
        }
    }

    /// <summary>What left before this moment has had its time to be answered, unix milliseconds UTC.</summary>
    public long SentBefore(HubPrincipal hub)
    {
        lock (_hubs)
        {
            return Math.Max(
                _hubs.GetValueOrDefault(hub).BackAt, Now - (Limits.Commands.RetrySeconds * 1_000L));
        }
    }

    /// <summary>All hubs with open commands.</summary>
    public List<HubPrincipal> All()
    {
        lock (_hubs)
        {
            return [.. _hubs.Keys];
        }
    }

    /// <summary>The hubs whose time has come.</summary>
    public List<HubPrincipal> Due()
    {
        var due = new List<HubPrincipal>();
        long now = Now;
        lock (_hubs)
        {
            foreach ((HubPrincipal hub, Open open) in _hubs)
            {
                if (open.NextAt <= now)
                {
                    due.Add(hub);
                }
            }
        }

        return due;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private readonly record struct Open(long NextAt, long BackAt);
}
