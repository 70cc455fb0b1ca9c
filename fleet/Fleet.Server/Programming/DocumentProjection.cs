// Gathers what hubs tell of documents until it is written.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming;

/// <summary>What a hub has told: an answer, or the version in force.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Sequence">The message's own number.</param>
/// <param name="AnsweredSequence">Of an answer, the number of what it answers; 0 for an event.</param>
/// <param name="Result">Of an answer.</param>
/// <param name="Reason">Of an answer, the hub's words.</param>
/// <param name="Version">Of an event, the version in force.</param>
internal readonly record struct DocumentNews(
    HubPrincipal Hub,
    long At,
    long Sequence,
    long AnsweredSequence,
    AcknowledgementResult Result,
    string Reason,
    long Version);

/// <inheritdoc cref="IDocumentProjection"/>
internal sealed class DocumentProjection : IDocumentProjection
{
    /// <summary>The text by which a hub tells which rules are in force; the version is the event's value.</summary>
    public const string RulesInForce = "rules in force";

    private readonly PendingDocuments _unanswered;
    private readonly object _sync = new();
    private readonly List<DocumentNews> _new = [];
    private List<DocumentNews> _waiting = [];

    public DocumentProjection(PendingDocuments unanswered)
    {
        _unanswered = unanswered;
    }

    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        _unanswered.IsBack(hub);
    }

    public void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment)
    {
        _new.Add(new DocumentNews(
            hub,
            moment.At,
            (long)message.Sequence,
            (long)message.AcknowledgedSequence,
            message.Result,
            message.Reason,
            0));
    }

    public void Apply(HubPrincipal hub, EventMessage message, in Moment moment)
    {
        if (message is { DeviceId: 0, StatusCode: StatusCodes.Active, DeviceType: DeviceTypes.Controller }
            && message.Text == RulesInForce && message.Value >= 0)
        {
            _new.Add(new DocumentNews(
                hub, moment.At, (long)message.Sequence, 0, AcknowledgementResult.Done, "", message.Value));
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
            int room = Math.Max(0, Limits.Programming.PendingNews - _waiting.Count);
            _waiting.AddRange(_new.Count <= room ? _new : _new.GetRange(0, room));
        }

        _new.Clear();
    }

    /// <summary>Takes what waits, oldest first.</summary>
    public List<DocumentNews> Take()
    {
        lock (_sync)
        {
            List<DocumentNews> taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(List<DocumentNews> failed)
    {
        lock (_sync)
        {
            failed.AddRange(_waiting);
            _waiting = failed;
        }
    }
}
