// Finds the hubs that have fallen silent, looking only at those whose time has come.
using System.Collections.Generic;
using System.Threading;
using Fleet.Server.Hubs;

namespace Fleet.Server.Supervision;

/// <summary>
/// Keeps each watched hub once in a queue ordered by its next look. A message does not move a hub; when its look
/// comes, the time of the last message says when the next one is. So 100,000 hubs cost a few hundred looks a second,
/// however often they report. Not thread-safe; the steady clock comes in from outside.
/// </summary>
internal sealed class SilenceWatch
{
    /// <summary>When the supervision itself was away longer than this, it cannot tell who was silent meanwhile.</summary>
    public const long LongestBreakMilliseconds = 10_000;

    private readonly HubStatusRules _rules;
    private readonly PriorityQueue<LiveHub, long> _looks = new();
    private long _listeningSince;
    private long _lastTick;

    public SilenceWatch(HubStatusRules rules, long nowTick)
    {
        _rules = rules;
        _listeningSince = nowTick;
        _lastTick = nowTick;
    }

    /// <summary>Since when this server could hear hubs without a break, on the steady clock.</summary>
    public long ListeningSince => Volatile.Read(ref _listeningSince);

    /// <summary>Hubs being watched; a hub whose interval changed counts twice until its old look has come.</summary>
    public int Count => _looks.Count;

    /// <summary>Begins to watch a hub, or looks at it again because its interval changed.</summary>
    public void Watch(LiveHub hub)
    {
        HubFacts facts = hub.Facts;
        if (facts.LastHeardAt != 0 && facts.SilentSince == 0)
        {
            Schedule(hub, _rules.LateTick(facts, _listeningSince));
        }
    }

    /// <summary>The server could not hear anybody until now: silence counts from here.</summary>
    public void ListenAnew(long nowTick)
    {
        Volatile.Write(ref _listeningSince, nowTick);
    }

    /// <summary>Looks at the hubs whose time has come.</summary>
    /// <param name="nowTick">Now.</param>
    /// <param name="late">Gets the hubs that have become late.</param>
    /// <param name="silent">Gets the hubs whose silence is a fault now; they are not watched until they return.</param>
    public void Look(long nowTick, List<LiveHub> late, List<LiveHub> silent)
    {
        if (nowTick - _lastTick > LongestBreakMilliseconds)
        {
            ListenAnew(nowTick);
        }

        _lastTick = nowTick;
        while (_looks.TryPeek(out LiveHub? hub, out long tick) && tick <= nowTick)
        {
            _looks.Dequeue();
            if (hub.NextCheckTick != tick)
            {
                continue;
            }

            hub.NextCheckTick = 0;
            HubFacts facts = hub.Facts;
            if (facts.SilentSince != 0)
            {
                continue;
            }

            long lateTick = _rules.LateTick(facts, _listeningSince);
            long dueTick = _rules.DueTick(facts, _listeningSince);
            if (nowTick >= dueTick)
            {
                silent.Add(hub);
            }
            else if (nowTick >= lateTick)
            {
                late.Add(hub);
                Schedule(hub, dueTick);
            }
            else
            {
                Schedule(hub, lateTick < dueTick ? lateTick : dueTick);
            }
        }
    }

    private void Schedule(LiveHub hub, long tick)
    {
        hub.NextCheckTick = tick;
        _looks.Enqueue(hub, tick);
    }
}
