// HBG-018: a heartbeat every two minutes for as long as there is a session.
using System;
using Hub.Core;
using Hub.Core.Power;
using Hub.Protocols.Messages;

namespace Hub.Simulator.Checks;

/// <summary>On a session that takes messages, no two heartbeats lie further apart than the interval.</summary>
public sealed class HeartbeatsKeepTime : Invariant
{
    // Alarms go first, and with a slow network a heartbeat then waits for the answers to them.
    private const long Slack = 5_000;
    private long _lastAt = long.MaxValue;

    /// <inheritdoc/>
    public override void OnStarted() => _lastAt = long.MaxValue;

    /// <inheritdoc/>
    public override void OnReady() => _lastAt = Home.World.NowMilliseconds;

    /// <inheritdoc/>
    public override void OnClosed() => _lastAt = long.MaxValue;

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.Heartbeat)
        {
            _lastAt = Home.World.NowMilliseconds;
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        // The last resort on a nearly empty battery is to send them more seldom; the hub says so in hello.
        bool isLastResort = Home.Home.Hub?.Figures.LoadStage == (int)LoadStage.LastResort;
        int factor = isLastResort ? Limits.LastResortHeartbeatFactor : 1;
        long limit = (Home.Home.Settings.HeartbeatIntervalSeconds * factor * 1000L) + Slack;
        if (_lastAt != long.MaxValue && Home.World.NowMilliseconds - _lastAt > limit && Home.Home.IsConnected
            && Home.IsTakingMessages)
        {
            Break($"no heartbeat for {Home.World.NowMilliseconds - _lastAt} ms");
        }
    }
}
