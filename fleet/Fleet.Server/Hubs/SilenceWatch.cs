// Finds the hubs that have fallen silent, looking only at those whose time has come.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Time;

namespace Fleet.Server.Hubs;

/// <summary>
/// Keeps each watched hub once in a queue ordered by its next look. A message does not move a hub; when its look
/// comes, the time of the last message says when the next one is. So 100,000 hubs cost a few hundred looks a second,
/// however often they report.
/// </summary>
internal sealed class SilenceWatch
{
    /// <summary>
    /// When the watch itself was away longer than this, it cannot tell who was silent meanwhile.
    /// </summary>
    public const long LongestBreakMilliseconds = 10_000;

    private readonly HubStatusRules _rules;
    private readonly HubFeed _feed;
    private readonly SteadyClock _clock;
    private readonly PriorityQueue<LiveHub, long> _looks = new();
    private readonly ConcurrentQueue<LiveHub> _unwatched = new();
    private readonly ConcurrentQueue<LiveHub> _returned = new();
    private long _listeningSince;
    private long _lastTick;

    public SilenceWatch(HubStatusRules rules, HubFeed feed, SteadyClock clock)
    {
        _rules = rules;
        _feed = feed;
        _clock = clock;
        _listeningSince = clock.Now;
        _lastTick = clock.Now;
    }

    /// <summary>Since when this server could hear hubs without a break, on the steady clock.</summary>
    public long ListeningSince => Volatile.Read(ref _listeningSince);

    /// <summary>
    /// Looks that are planned; a hub whose interval changed counts twice until its old look has come.
    /// </summary>
    public int Count => _looks.Count;

    /// <summary>The hub was heard for the first time, or its interval changed. Cheap, from any thread.</summary>
    public void Watch(LiveHub hub)
    {
        _unwatched.Enqueue(hub);
    }

    /// <summary>A silent hub was heard again. Cheap, from any thread.</summary>
    public void Returned(LiveHub hub)
    {
        _returned.Enqueue(hub);
    }

    /// <summary>The server could not hear anybody until now: silence counts from here.</summary>
    public void ListenAnew()
    {
        Volatile.Write(ref _listeningSince, _clock.Now);
    }

    /// <summary>Looks at the hubs whose time has come; one thread at a time.</summary>
    /// <param name="silent">Gets the hubs whose silence is a fault from now on.</param>
    /// <param name="returned">Gets the hubs that were silent and have been heard.</param>
    public void Look(List<LiveHub> silent, List<LiveHub> returned)
    {
        long now = _clock.Now;
        if (now - _lastTick > LongestBreakMilliseconds)
        {
            ListenAnew();
        }

        _lastTick = now;
        while (_returned.TryDequeue(out LiveHub? hub))
        {
            returned.Add(hub);
            Schedule(hub);
        }

        while (_unwatched.TryDequeue(out LiveHub? hub))
        {
            Schedule(hub);
        }

        while (_looks.TryPeek(out LiveHub? hub, out long tick) && tick <= now)
        {
            _looks.Dequeue();
            if (hub.NextCheckTick == tick)
            {
                hub.NextCheckTick = 0;
                LookAt(hub, now, silent);
            }
        }
    }

    private void LookAt(LiveHub hub, long now, List<LiveHub> silent)
    {
        HubFacts facts = hub.Facts;
        if (facts.SilentSince != 0)
        {
            return;
        }

        long late = _rules.LateTick(facts, _listeningSince);
        long due = _rules.DueTick(facts, _listeningSince);
        if (now < due)
        {
            if (now >= late)
            {
                _feed.Changed(hub);
            }

            Plan(hub, now >= late ? due : Math.Min(late, due));
        }
        else if (hub.TryFallSilent(facts.HeardTick, _clock.UnixNow))
        {
            silent.Add(hub);
        }
        else
        {
            // Heard this very moment.
            Schedule(hub);
        }
    }

    private void Schedule(LiveHub hub)
    {
        HubFacts facts = hub.Facts;
        if (facts.LastHeardAt != 0 && facts.SilentSince == 0)
        {
            Plan(hub, Math.Min(_rules.LateTick(facts, _listeningSince), _rules.DueTick(facts, _listeningSince)));
        }
    }

    private void Plan(LiveHub hub, long tick)
    {
        hub.NextCheckTick = tick;
        _looks.Enqueue(hub, tick);
    }
}
