// What can honestly be said about a hub, from what is known and how long ago.
using System;
using Fleet.Server.Supervision;

namespace Fleet.Server.Hubs;

/// <summary>Judges a hub's status. No clock, no store.</summary>
internal sealed class HubStatusRules
{
    private readonly SupervisionOptions _options;

    public HubStatusRules(SupervisionOptions options)
    {
        _options = options;
    }

    /// <summary>The hub's own interval, or the assumed one, in milliseconds.</summary>
    public long IntervalMilliseconds(in HubFacts facts)
    {
        int seconds = facts.HeartbeatIntervalSeconds > 0
            ? facts.HeartbeatIntervalSeconds
            : _options.HeartbeatIntervalSeconds;
        return seconds * 1_000L;
    }

    /// <summary>The tick from which silence counts: the last message, or when this server began to listen.</summary>
    public static long Since(in HubFacts facts, long listeningSinceTick)
    {
        return Math.Max(facts.HeardTick, listeningSinceTick);
    }

    /// <summary>The tick at which the hub is late: half an interval beyond the heartbeat it owed.</summary>
    public long LateTick(in HubFacts facts, long listeningSinceTick)
    {
        return Since(facts, listeningSinceTick) + (IntervalMilliseconds(facts) * 3 / 2);
    }

    /// <summary>The tick at which silence becomes a fault.</summary>
    public long DueTick(in HubFacts facts, long listeningSinceTick)
    {
        return Since(facts, listeningSinceTick) + (IntervalMilliseconds(facts) * _options.MissedHeartbeats);
    }

    /// <summary>The status, and since when it holds.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="createdAt">When the hub was registered, unix milliseconds.</param>
    /// <param name="nowTick">Now on the steady clock.</param>
    /// <param name="listeningSinceTick">Since when this server has been able to hear hubs without a break.</param>
    /// <param name="nowUnix">Now, unix milliseconds.</param>
    public (HubStatus Status, long Since) Judge(
        in HubFacts facts, long createdAt, long nowTick, long listeningSinceTick, long nowUnix)
    {
        if (facts.LastHeardAt == 0)
        {
            return (HubStatus.NeverHeard, createdAt);
        }

        if (facts.SilentSince != 0)
        {
            return (HubStatus.Silent, facts.SilentSince);
        }

        if (facts.HeardTick < listeningSinceTick)
        {
            return (HubStatus.Unknown, nowUnix - (nowTick - listeningSinceTick));
        }

        long late = LateTick(facts, listeningSinceTick);
        if (nowTick >= late)
        {
            return (HubStatus.Late, nowUnix - (nowTick - late));
        }

        return (facts.HasFault ? HubStatus.Degraded : HubStatus.Ok, facts.WellSince);
    }
}
