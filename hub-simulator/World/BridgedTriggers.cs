// Triggers that a bridge of another vendor hears, with a radio of their own that is no part of the simulation.
using System;
using System.Collections.Generic;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World;

/// <summary>
/// They reach the hub by <see cref="IRunningHub.PressTrigger"/>, need no pairing and may have any number. A trigger
/// repeats its frame until the hub acknowledges it, and gives up after a while, or when it is pressed anew: then it sends the
/// new press's frames. It has a battery of its own and so goes on through the hub's power cuts.
/// </summary>
public sealed class BridgedTriggers : ITriggerAcknowledger
{
    /// <summary>Between two frames of one press, in ms.</summary>
    public const int RepeatMilliseconds = 500;

    /// <summary>Frames of one press before the trigger gives up.</summary>
    public const int MaxTries = 40;

    private readonly IWorldClock _clock;
    private readonly Dictionary<uint, Press> _waiting = [];
    private readonly List<Press> _due = [];
    private uint _token;

    /// <summary>Triggers whose frame counter stands at a given number.</summary>
    public BridgedTriggers(IWorldClock clock, uint lastToken)
    {
        _clock = clock;
        _token = lastToken;
    }

    /// <summary>Called when the hub has acknowledged the frame of a press for the first time.</summary>
    public Action<Press>? Accepted { get; set; }

    /// <summary>False makes the radio deaf to the hub's acknowledgements, as interference would.</summary>
    public bool IsAcknowledgementHeard { get; set; } = true;

    /// <summary>False from the moment the hub loses its power: it can acknowledge nothing then.</summary>
    public bool IsHubPowered { get; set; }

    /// <summary>The presses whose frames are still being sent.</summary>
    public IEnumerable<Press> Sending => _waiting.Values;

    /// <summary>World time of the next frame, in ms; long.MaxValue when no trigger is sending.</summary>
    public long NextFrameAt { get; private set; } = long.MaxValue;

    /// <summary>A finger presses a button; its first frame is due at once.</summary>
    public Press Push(uint triggerId)
    {
        Press press = new(triggerId, ++_token, _clock.NowMilliseconds);
        if (_waiting.TryGetValue(triggerId, out Press? earlier))
        {
            earlier.IsGivenUp = !earlier.IsAccepted;
        }

        _waiting[triggerId] = press;
        NextFrameAt = _clock.NowMilliseconds;
        return press;
    }

    /// <summary>Sends the frames that are due to a hub, or to nobody when it has no power.</summary>
    /// <returns>Whether the hub has anything new to look at.</returns>
    public bool Send(IRunningHub? hub, long hubMilliseconds)
    {
        long now = _clock.NowMilliseconds;
        if (now < NextFrameAt)
        {
            return false;
        }

        bool isHeard = false;
        _due.Clear();
        _due.AddRange(_waiting.Values);
        NextFrameAt = long.MaxValue;
        foreach (Press press in _due)
        {
            if (press.NextTryAt <= now)
            {
                isHeard |= Try(press, hub, hubMilliseconds);
            }

            if (_waiting.ContainsKey(press.TriggerId))
            {
                NextFrameAt = Math.Min(NextFrameAt, press.NextTryAt);
            }
        }

        return isHeard;
    }

    /// <inheritdoc/>
    public void AcknowledgePress(uint triggerId, uint pressToken)
    {
        if (!IsHubPowered || !_waiting.TryGetValue(triggerId, out Press? press) || press.Token != pressToken)
        {
            return;
        }

        if (!press.IsAccepted)
        {
            press.IsAccepted = true;
            press.AcceptedAt = _clock.NowMilliseconds;
            Accepted?.Invoke(press);
        }

        if (IsAcknowledgementHeard)
        {
            _waiting.Remove(triggerId);
        }
    }

    private bool Try(Press press, IRunningHub? hub, long hubMilliseconds)
    {
        if (press.Tries == MaxTries)
        {
            press.IsGivenUp = !press.IsAccepted;
            _waiting.Remove(press.TriggerId);
            return false;
        }

        press.Tries++;
        press.NextTryAt = _clock.NowMilliseconds + RepeatMilliseconds;
        return hub != null && hub.PressTrigger(
            press.TriggerId,
            DeviceTypes.PersonalTrigger,
            StatusCodes.ManualAlarm,
            LocationCodes.Unknown,
            press.Token,
            hubMilliseconds);
    }
}
