// A press is sent at once whatever an update is doing.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;
using Hub.Simulator.World;

namespace Hub.Simulator.Checks;

/// <summary>
/// While a release is being fetched, verified or on trial, the alarm of an acknowledged press is published within
/// seconds if there is a session that carries something, and the hub does not restart for the update before that.
/// </summary>
public sealed class UpdateDelaysNoPress : Invariant
{
    // The longest that homes of the simulation let a press be cancelled, and slow sessions.
    private const long Slack = 30_000;

    private readonly CborReader _reader = new();
    private readonly AlarmMessage _alarm = new();
    private readonly Dictionary<uint, (long At, bool IsUpdating)> _waiting = [];

    /// <summary>From acknowledgement to the first publishing, in ms, with an update under way.</summary>
    public List<long> WithUpdate { get; } = [];

    /// <summary>The same without.</summary>
    public List<long> WithoutUpdate { get; } = [];

    /// <inheritdoc/>
    public override void OnStarted() => _waiting.Clear();

    /// <inheritdoc/>
    public override void OnClosed() => _waiting.Clear();

    /// <inheritdoc/>
    public override void OnAccepted(Press press)
    {
        if (Home.Home.IsConnected && Home.IsTakingMessages)
        {
            _waiting.TryAdd(press.TriggerId, (Home.World.NowMilliseconds, IsUpdating()));
        }
    }

    /// <inheritdoc/>
    public override void OnPublished(MessageKind kind, ReadOnlySpan<byte> body)
    {
        if (kind == MessageKind.Alarm && _waiting.Count > 0
            && _alarm.Decode(_reader, body.ToArray(), 0, body.Length) == MessageError.None
            && _waiting.Remove(_alarm.TriggerId, out (long At, bool IsUpdating) press))
        {
            (press.IsUpdating ? WithUpdate : WithoutUpdate).Add(Home.World.NowMilliseconds - press.At);
        }
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        if (!Home.IsTakingMessages || !Home.Home.IsConnected)
        {
            _waiting.Clear();
            return;
        }

        foreach (uint trigger in _waiting.Where(one => Home.World.NowMilliseconds - one.Value.At > Slack)
            .Select(one => one.Key).ToArray())
        {
            // A press that only a walk test or a rule has taken raises no alarm of its own.
            bool isPending = IsPending(trigger);
            if (_waiting[trigger].IsUpdating && isPending)
            {
                Break($"the press of trigger {trigger} waits though only an update is under way");
            }

            _waiting.Remove(trigger);
        }
    }

    private bool IsUpdating() => (UpdatePhase)(Home.Home.Hub?.Figures.UpdatePhase ?? 0)
        is UpdatePhase.Fetching or UpdatePhase.Waiting or UpdatePhase.Ready or UpdatePhase.Trial
        or UpdatePhase.Switching;

    private bool IsPending(uint trigger)
    {
        for (int i = 0; i < Home.Journal.Capacity; i++)
        {
            if (Home.Journal.At(i) is { } alarm && alarm.TriggerId == trigger && alarm.Kind == AlarmKind.Person
                && alarm.PressCount == 1)
            {
                return true;
            }
        }

        return false;
    }
}
