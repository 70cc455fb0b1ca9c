// Writes what hubs told of documents.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming;

/// <summary>Writes news in their order, in small portions, before the hubs' checkpoint passes their batch.</summary>
internal sealed class DocumentWriter : IProjectionPart, IDisposable
{
    private readonly FleetStore _store;
    private readonly DocumentProjection _projection;
    private readonly PendingDocuments _unanswered;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public DocumentWriter(FleetStore store, DocumentProjection projection, PendingDocuments unanswered)
    {
        _store = store;
        _projection = projection;
        _unanswered = unanswered;
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
    }

    private static void Write(StoreSession session, in DocumentNews news)
    {
        if (news.AnsweredSequence == 0)
        {
            Report(session, news, DocumentKind.RuleSet, news.Version);
            return;
        }

        if (ProgrammingStore.FindSending(session, news.Hub, news.AnsweredSequence) is not { } answered)
        {
            return;
        }

        string reason = news.Reason.Length <= Limits.Programming.ReasonLength
            ? news.Reason
            : news.Reason[..Limits.Programming.ReasonLength];
        switch (news.Result)
        {
            case AcknowledgementResult.Done:
                Report(session, news, answered.Kind, answered.Version);
                break;
            case AcknowledgementResult.Refused:
                ProgrammingStore.Refuse(session, news.Hub, answered.Kind, answered.Version, reason, news.At);
                break;
            default:
                ProgrammingStore.NoteFailure(session, news.Hub, answered.Kind, answered.Version, reason, news.At);
                break;
        }
    }

    private static void Report(StoreSession session, in DocumentNews news, DocumentKind kind, long version)
    {
        if (ProgrammingStore.Report(session, news.Hub, kind, version, news.Sequence, news.At))
        {
            ProgrammingStore.PutInForce(session, news.Hub, kind, version, news.At);
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        List<DocumentNews> taken = _projection.Take();
        int written = 0;
        try
        {
            while (written < taken.Count)
            {
                int start = written;
                int count = Math.Min(Limits.Store.RowsPerBackgroundWrite, taken.Count - start);
                written += await _store.WriteAsync(session => Write(session, taken, start, count), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch
        {
            taken.RemoveRange(0, written);
            _projection.PutBack(taken);
            throw;
        }
    }

    private int Write(StoreSession session, List<DocumentNews> all, int start, int count)
    {
        for (int i = start; i < start + count; i++)
        {
            Write(session, all[i]);
            if (ProgrammingStore.Unanswered(session, all[i].Hub, DocumentKind.RuleSet) is null)
            {
                _unanswered.Remove(all[i].Hub);
            }
            else
            {
                _unanswered.AddIfMissing(all[i].Hub);
            }
        }

        return count;
    }
}
