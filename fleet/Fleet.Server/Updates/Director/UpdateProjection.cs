// Gathers what hubs say of their firmware until it is written.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Updates.Signals;
using Hub.Protocols.Messages;

namespace Fleet.Server.Updates.Director;

/// <summary>What a hub has told: a sealed word, or an answer to an order.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="State">The word; null for an answer.</param>
/// <param name="Sequence">The order answered.</param>
/// <param name="Result">Of an answer.</param>
/// <param name="Reason">Of an answer, the hub's words.</param>
internal sealed record UpdateNews(
    HubPrincipal Hub,
    long At,
    UpdateStateMessage? State,
    long Sequence = 0,
    AcknowledgementResult Result = default,
    string Reason = "");

/// <inheritdoc cref="IUpdateProjection"/>
internal sealed class UpdateProjection : IUpdateProjection
{
    private readonly HubDays _days;
    private readonly object _sync = new();
    private readonly List<UpdateNews> _new = [];
    private List<UpdateNews> _waiting = [];

    public UpdateProjection(HubDays days)
    {
        _days = days;
    }

    public void Apply(HubPrincipal hub, UpdateStateMessage message, in Moment moment)
    {
        _new.Add(new UpdateNews(hub, moment.At, Copy(message)));
    }

    public void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment)
    {
        if (message.Result is not (AcknowledgementResult.Done or AcknowledgementResult.Held))
        {
            _new.Add(new UpdateNews(
                hub, moment.At, null, (long)message.AcknowledgedSequence, message.Result, message.Reason));
        }
    }

    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        _days.Apply(hub, message, moment);
    }

    public void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment)
    {
        _days.Apply(hub, message, moment);
    }

    public void Apply(HubPrincipal hub, AlarmMessage message, bool isRepeat, in Moment moment)
    {
        if (!isRepeat)
        {
            _days.Apply(hub, message, moment);
        }
    }

    public void Publish()
    {
        if (_new.Count == 0)
        {
            return;
        }

        lock (_sync)
        {
            int room = Math.Max(0, Limits.Updates.PendingNews - _waiting.Count);
            _waiting.AddRange(_new.Count <= room ? _new : _new.GetRange(0, room));
        }

        _new.Clear();
    }

    /// <summary>Takes what waits, oldest first.</summary>
    public List<UpdateNews> Take()
    {
        lock (_sync)
        {
            List<UpdateNews> taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(List<UpdateNews> failed)
    {
        lock (_sync)
        {
            failed.AddRange(_waiting);
            _waiting = failed;
        }
    }

    // The decoder uses its message again.
    private static UpdateStateMessage Copy(UpdateStateMessage message)
    {
        var copy = new UpdateStateMessage
        {
            BootCount = message.BootCount,
            Sequence = message.Sequence,
            RunningSequence = message.RunningSequence,
            Phase = message.Phase,
            ReleaseSequence = message.ReleaseSequence,
            Reason = message.Reason,
            BytesDone = message.BytesDone,
            BytesTotal = message.BytesTotal,
            Resumes = message.Resumes,
            SecondsLeft = message.SecondsLeft,
            Flags = message.Flags,
            PreviousSequence = message.PreviousSequence,
            NonceLength = message.NonceLength,
            ClassIdLength = message.ClassIdLength,
            RunningDigestLength = message.RunningDigestLength,
            TrustedKeyIdsLength = message.TrustedKeyIdsLength,
            SealLength = message.SealLength,
        };
        message.Nonce.CopyTo(copy.Nonce, 0);
        message.ClassId.CopyTo(copy.ClassId, 0);
        message.RunningDigest.CopyTo(copy.RunningDigest, 0);
        message.TrustedKeyIds.CopyTo(copy.TrustedKeyIds, 0);
        message.Seal.CopyTo(copy.Seal, 0);
        return copy;
    }
}
