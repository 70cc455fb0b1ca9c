// Sends documents to hubs in parts, the newest version only.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Programming;

/// <summary>
/// Sends to hubs that have a connection; for the others the version waits in the store, not in a session's queue, so
/// that a hub that was away for long gets the newest one and no other. The numbers of the parts are stored before they
/// leave, because the answer names one of them.
/// </summary>
internal sealed partial class DocumentSender
{
    private readonly FleetStore _store;
    private readonly ICommandSender _sender;
    private readonly PendingDocuments _unanswered;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public DocumentSender(
        FleetStore store,
        ICommandSender sender,
        PendingDocuments unanswered,
        TimeProvider time,
        ILogger<DocumentSender> logger)
    {
        _store = store;
        _sender = sender;
        _unanswered = unanswered;
        _time = time;
        _logger = logger;
    }

    /// <summary>Sends to those hubs whose time has come and who are connected.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        int sent = 0;
        foreach (DocumentAim aim in _unanswered.Due())
        {
            if (sent >= Limits.Programming.SendsPerRound)
            {
                return;
            }

            sent += await SendAsync(aim.Hub, aim.Kind, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }
    }

    /// <summary>Sends a hub its newest version, if it is connected and has not answered it.</summary>
    /// <returns>True when something was sent.</returns>
    public async Task<bool> SendAsync(HubPrincipal hub, DocumentKind kind, CancellationToken cancellationToken)
    {
        if (!_sender.IsConnected(hub))
        {
            return false;
        }

        (DocumentToSend? document, long first) = await _store.WriteAsync(
            session => Prepare(session, hub, kind), cancellationToken).ConfigureAwait(false);
        if (document is null)
        {
            return false;
        }

        _unanswered.Tried(hub, kind);
        if (!SendParts(hub, kind, document, first))
        {
            return false;
        }

        await _store.WriteAsync(
            session => ProgrammingStore.MarkSent(session, hub, kind, document.Version, Now),
            cancellationToken).ConfigureAwait(false);
        Sent(_logger, kind, document.Version, hub.HubId);
        return true;
    }

    private static int PartsOf(DocumentToSend document)
    {
        return (document.Body.Length + RuleLimits.PartBytes - 1) / RuleLimits.PartBytes;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private (DocumentToSend? Document, long First) Prepare(StoreSession session, HubPrincipal hub, DocumentKind kind)
    {
        if (ProgrammingStore.Unanswered(session, hub, kind) is not { } document)
        {
            // Here, on the one thread that writes: a version that is made after this is not forgotten with it.
            _unanswered.Remove(hub, kind);
            return (null, 0);
        }

        if (document.Trials >= Limits.Programming.Trials)
        {
            // Each time it has ended without a word, so with a restart: not once more.
            ProgrammingStore.GiveUp(session, hub, kind, document.Version, Now);
            _unanswered.Remove(hub, kind);
            return (null, 0);
        }

        int count = PartsOf(document);
        long first = _sender.ReserveSequences(count);
        ProgrammingStore.AddSending(session, hub, kind, document.Version, first, count, Now);
        return (document, first);
    }

    private bool SendParts(HubPrincipal hub, DocumentKind kind, DocumentToSend document, long first)
    {
        var part = new DocumentPartMessage
        {
            DocumentVersion = document.Version,
            DocumentBytes = document.Body.Length,
            TagLength = document.Tag.Length,
        };
        document.Tag.CopyTo(part.Tag, 0);
        DownlinkKind downlink = kind == DocumentKind.Settings ? DownlinkKind.Settings : DownlinkKind.Rules;
        bool isSent = true;
        for (int i = 0; i < PartsOf(document) && isSent; i++)
        {
            int at = i * RuleLimits.PartBytes;
            part.PartIndex = i;
            part.PartLength = Math.Min(RuleLimits.PartBytes, document.Body.Length - at);
            document.Body.AsSpan(at, part.PartLength).CopyTo(part.Part);
            part.Sequence = (ulong)(first + i);
            isSent = _sender.SendDocumentPart(hub, downlink, part);
        }

        return isSent;
    }

    [LoggerMessage(7101, LogLevel.Information, "{Kind} {Version} sent to hub {HubId}")]
    private static partial void Sent(ILogger logger, DocumentKind kind, long version, string hubId);
}
