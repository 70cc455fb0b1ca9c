// Gathers what hubs tell of documents until it is written.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Programming.Settings;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming;

/// <summary>What a hub has told.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Sequence">The message's own number.</param>
/// <param name="Answer">Of an answer to a part of a document; null otherwise.</param>
/// <param name="Kind">Of another word, the kind of document that it is about.</param>
/// <param name="InForce">Of another word, the version in force for good.</param>
/// <param name="Trial">Of a word about settings that are tried, what it says; null otherwise.</param>
internal sealed record DocumentNews(
    HubPrincipal Hub,
    long At,
    long Sequence,
    DocumentAnswer? Answer,
    DocumentKind Kind = DocumentKind.RuleSet,
    long InForce = 0,
    SettingsWord? Trial = null);

/// <summary>A hub's answer to a part of a document.</summary>
/// <param name="Sequence">The number of the part.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Reason">The hub's words.</param>
internal sealed record DocumentAnswer(long Sequence, AcknowledgementResult Result, string Reason);

/// <summary>A hub's word about settings that it was sent.</summary>
/// <param name="Version">The version that it is about.</param>
/// <param name="Phase">Where the hub is with it.</param>
/// <param name="SecondsLeft">Of a trial, until the hub goes back by itself.</param>
/// <param name="Reason">The hub's words.</param>
internal sealed record SettingsWord(long Version, SettingsPhase Phase, int SecondsLeft, string Reason);

/// <inheritdoc cref="IDocumentProjection"/>
internal sealed class DocumentProjection : IDocumentProjection
{
    /// <summary>The text by which a hub tells which rules are in force; the version is the event's value.</summary>
    public const string RulesInForce = "rules in force";

    private readonly PendingDocuments _unanswered;
    private readonly MetHubs _met;
    private readonly object _sync = new();
    private readonly List<DocumentNews> _new = [];
    private readonly Dictionary<HubPrincipal, long> _settings = [];
    private List<DocumentNews> _waiting = [];

    public DocumentProjection(PendingDocuments unanswered, MetHubs met)
    {
        _met = met;
        _unanswered = unanswered;
    }

    /// <summary>Before anything is applied: which settings a hub last said are in force.</summary>
    public void Know(HubPrincipal hub, long settingsVersion)
    {
        _settings[hub] = settingsVersion;
    }

    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        _unanswered.IsBack(hub);
        _met.Meet(hub, message.HardwareModel);
        Compare(hub, message.SettingsVersion, (long)message.Sequence, moment);
    }

    public void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment)
    {
        Compare(hub, message.SettingsVersion, (long)message.Sequence, moment);
    }

    public void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment)
    {
        var answer = new DocumentAnswer((long)message.AcknowledgedSequence, message.Result, message.Reason);
        _new.Add(new DocumentNews(hub, moment.At, (long)message.Sequence, answer));
    }

    public void Apply(HubPrincipal hub, EventMessage message, in Moment moment)
    {
        if (message is { DeviceId: 0, StatusCode: StatusCodes.Active, DeviceType: DeviceTypes.Controller }
            && message.Text == RulesInForce && message.Value >= 0)
        {
            _new.Add(new DocumentNews(
                hub, moment.At, (long)message.Sequence, null, DocumentKind.RuleSet, message.Value));
        }
    }

    public void Apply(HubPrincipal hub, SettingsStateMessage message, in Moment moment)
    {
        _settings[hub] = message.SettingsVersion;
        var word = new SettingsWord(message.DocumentVersion, message.Phase, message.SecondsLeft, message.Reason);
        _new.Add(new DocumentNews(
            hub,
            moment.At,
            (long)message.Sequence,
            null,
            DocumentKind.Settings,
            message.SettingsVersion,
            message.Phase == SettingsPhase.InForce ? null : word));
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

    // Settings that nobody was told of: the hub has lost its own, or somebody else has programmed it.
    private void Compare(HubPrincipal hub, long settingsVersion, long sequence, in Moment moment)
    {
        if (_settings.GetValueOrDefault(hub) == settingsVersion)
        {
            return;
        }

        _settings[hub] = settingsVersion;
        _new.Add(new DocumentNews(hub, moment.At, sequence, null, DocumentKind.Settings, settingsVersion));
    }
}
