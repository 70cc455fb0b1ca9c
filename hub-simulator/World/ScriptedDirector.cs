// The side of a scripted fleet manager that brings hubs new firmware.
using System;
using System.Collections.Generic;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.World;

/// <summary>
/// Serves blocks, reads the states that hubs tell, and orders again, with the newest nonce, as long as a hub at rest
/// does not run what it is wanted to.
/// </summary>
public sealed class ScriptedDirector
{
    private const long OrderMilliseconds = 24 * 3_600_000L;
    private const int MaxStates = 4_096;

    private readonly VirtualWorld _world;
    private readonly ScriptedFleet _fleet;
    private readonly CborReader _reader = new();
    private readonly UpdateSeal _seal = new();
    private readonly FetchMessage _fetch = new();
    private readonly HashSet<string> _ordered = [];
    private readonly Dictionary<uint, SimulatedRelease> _releases = [];
    private bool _isRetryPlanned;

    internal ScriptedDirector(VirtualWorld world, ScriptedFleet fleet)
    {
        _world = world;
        _fleet = fleet;
    }

    /// <summary>The states that the hub has told, as far as their seal was right; at most the last 4,096.</summary>
    public List<UpdateStateMessage> States { get; } = [];

    /// <summary>The state told last; null before the first.</summary>
    public UpdateStateMessage? Last => States.Count > 0 ? States[^1] : null;

    /// <summary>States whose seal was wrong, or that could not be read.</summary>
    public int UnsealedCount { get; private set; }

    /// <summary>The release that the hub is to run; null for none.</summary>
    public SimulatedRelease? Wanted { get; private set; }

    /// <summary>Whether it is ordered again after the hub went back from it.</summary>
    public bool IsInsistent { get; set; }

    /// <summary>How long it waits before it orders again what the hub went back from, in ms; 0 for not at all.
    /// </summary>
    public long RetryMilliseconds { get; set; }

    /// <summary>How much hubs may fetch in an hour; 0 for no limit.</summary>
    public long BytesPerHour { get; set; }

    /// <summary>How often the hub has said that it went on with a release begun before.</summary>
    public int ResumeCount { get; private set; }

    /// <summary>Bytes of blocks sent.</summary>
    public long SentBytes { get; private set; }

    /// <summary>Orders sent.</summary>
    public int OrderCount { get; private set; }

    /// <summary>From now on the hub is to run a release.</summary>
    public void Want(SimulatedRelease release)
    {
        Wanted = release;
        _releases[release.Sequence] = release;
        OrderIfDue();
    }

    /// <summary>Orders the hub to go back to the firmware before.</summary>
    /// <returns>The sequence of the order; 0 when the hub has not told a state yet.</returns>
    public ulong Revert()
    {
        Wanted = null;
        return Last == null ? 0 : Order(UpdateAction.Revert, null);
    }

    internal void Receive(MessageKind kind, byte[] body)
    {
        if (kind == MessageKind.UpdateState)
        {
            UpdateStateMessage state = new();
            if (state.Decode(_reader, body, 0, body.Length) != MessageError.None
                || !_seal.Proves(state, ScriptedFleet.UpdateKey))
            {
                UnsealedCount++;
                return;
            }

            ResumeCount = Math.Max(ResumeCount, state.Resumes);
            States.Add(state);
            if (States.Count > MaxStates)
            {
                States.RemoveAt(0);
            }

            OrderIfDue();
        }
        else if (kind == MessageKind.Fetch && _fetch.Decode(_reader, body, 0, body.Length) == MessageError.None)
        {
            Serve();
        }
    }

    private void OrderIfDue(bool isRetry = false)
    {
        if (Wanted == null || Last == null || _fleet.Mood == FleetMood.Deaf)
        {
            return;
        }

        bool isAtRest = Last.Phase is UpdatePhase.Idle or UpdatePhase.Confirmed or UpdatePhase.Reverted
            or UpdatePhase.Refused;
        bool hasFailed = Last.Phase is UpdatePhase.Reverted or UpdatePhase.Refused
            && Last.ReleaseSequence == Wanted.Sequence;
        if (hasFailed && IsInsistent && RetryMilliseconds > 0 && !isRetry)
        {
            OrderLater();
            return;
        }

        if (isAtRest && Last.RunningSequence != Wanted.Sequence && (IsInsistent || !hasFailed)
            && _ordered.Add(Convert.ToHexString(Last.Nonce)))
        {
            Order(UpdateAction.Install, Wanted);
        }
    }

    private void OrderLater()
    {
        if (!_isRetryPlanned)
        {
            _isRetryPlanned = true;
            _world.After(RetryMilliseconds, () =>
            {
                _isRetryPlanned = false;
                OrderIfDue(isRetry: true);
            });
        }
    }

    private ulong Order(UpdateAction action, SimulatedRelease? release)
    {
        UpdateOrderMessage order = new()
        {
            Action = action,
            ReleaseSequence = release?.Sequence ?? Last!.RunningSequence,
            ExpiresUnixMilliseconds = _world.UnixMilliseconds + OrderMilliseconds,
            EnvelopeBytes = release?.Envelope.Length ?? 0,
            EnvelopeDigestLength = UpdateLimits.DigestBytes,
            ImageIndex = release?.ImageIndex ?? 0,
            BytesPerHour = release == null ? 0 : BytesPerHour,
            NonceLength = UpdateLimits.NonceBytes,
        };
        release?.EnvelopeDigest.CopyTo(order.EnvelopeDigest, 0);
        Last!.Nonce.CopyTo(order.Nonce, 0);
        OrderCount++;
        return _fleet.Send(order, () => _seal.Seal(order, ScriptedFleet.UpdateKey));
    }

    private void Serve()
    {
        byte[] part = _releases.TryGetValue((uint)_fetch.ReleaseSequence, out SimulatedRelease? release)
            && release.ImageIndex == _fetch.ImageIndex ? release.Part(_fetch.Part) : [];
        int end = (int)Math.Min((long)_fetch.Offset + _fetch.Bytes, part.Length);
        if (_fetch.Offset >= end)
        {
            Send(0, 0, [0]);
            return;
        }

        for (int at = _fetch.Offset; at < end; at += UpdateLimits.BlockBytes)
        {
            Send(at, part.Length, part[at..Math.Min(at + UpdateLimits.BlockBytes, end)]);
        }
    }

    private void Send(int offset, int total, byte[] bytes)
    {
        BlockMessage block = new()
        {
            ReleaseSequence = _fetch.ReleaseSequence,
            Part = _fetch.Part,
            ImageIndex = _fetch.ImageIndex,
            Offset = offset,
            TotalBytes = total,
            BlockLength = bytes.Length,
        };
        bytes.CopyTo(block.Block, 0);
        SentBytes += bytes.Length;
        _fleet.Send(block);
    }
}
