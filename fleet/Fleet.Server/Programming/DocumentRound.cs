// Writes what hubs told of documents and sends what is due, again and again.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming;

/// <summary>Takes up at the start what hubs had not answered when the server stopped.</summary>
internal sealed class DocumentRound : IRound, IStoreStartup
{
    private readonly DocumentProjection _projection;
    private readonly DocumentWriter _writer;
    private readonly DocumentSender _sender;
    private readonly PendingDocuments _unanswered;
    private readonly IHubProjection _hubs;

    public DocumentRound(
        DocumentProjection projection,
        DocumentWriter writer,
        DocumentSender sender,
        PendingDocuments unanswered,
        IHubProjection hubs)
    {
        _projection = projection;
        _writer = writer;
        _sender = sender;
        _unanswered = unanswered;
        _hubs = hubs;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public void Start(StoreSession session)
    {
        foreach ((long row, DocumentKind kind) in ProgrammingStore.AllUnanswered(session))
        {
            if (_hubs.FindRow(row) is { } hub)
            {
                _unanswered.AddIfMissing(hub, kind);
            }
        }

        foreach ((long row, long version) in ProgrammingStore.AllReports(session, DocumentKind.Settings))
        {
            if (_hubs.FindRow(row) is { } hub)
            {
                _projection.Know(hub, version);
            }
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(cancellationToken).ConfigureAwait(false);
        await _sender.SendDueAsync(cancellationToken).ConfigureAwait(false);
    }
}
