// Writes what hubs told of documents.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming;

/// <summary>Writes news in their order, in small portions, before the hubs' checkpoint passes their batch.</summary>
internal sealed class DocumentWriter : IProjectionPart, IDisposable
{
    private static readonly DocumentKind[] Kinds = [DocumentKind.RuleSet, DocumentKind.Settings];

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

    private void Write(StoreSession session, DocumentNews news)
    {
        if (news.Answer is { } answer)
        {
            if (ProgrammingStore.FindSending(session, news.Hub, answer.Sequence) is { } answered)
            {
                Write(session, news, answer, answered.Kind, answered.Version);
            }
        }
        else
        {
            Report(session, news, news.Kind, news.InForce);
            if (news.Trial is { } word)
            {
                Try(session, news, word);
            }
        }
    }

    private void Write(
        StoreSession session, DocumentNews news, DocumentAnswer answer, DocumentKind kind, long version)
    {
        string reason = Short(answer.Reason);
        switch (answer.Result)
        {
            case AcknowledgementResult.Done when kind == DocumentKind.Settings:
                // Taken, not in force: the hub tries them now, also when its own word of that is lost on the way.
                long endsAt = news.At + (SettingsLimits.TrialSeconds * 1_000L);
                ProgrammingStore.NoteTrial(session, news.Hub, version, new TrialWord(
                    DocumentState.Trial, "", news.At, news.Sequence, IsBegun: true, endsAt));
                _unanswered.Defer(news.Hub, kind, endsAt);
                break;
            case AcknowledgementResult.Done:
                Report(session, news, kind, version);
                break;
            case AcknowledgementResult.Refused:
                ProgrammingStore.Refuse(session, news.Hub, kind, version, reason, news.At);
                break;
            default:
                ProgrammingStore.NoteFailure(session, news.Hub, kind, version, reason, news.At);
                break;
        }
    }

    private void Try(StoreSession session, DocumentNews news, SettingsWord word)
    {
        long endsAt = word.Phase == SettingsPhase.Trial ? news.At + (word.SecondsLeft * 1_000L) : 0;
        DocumentState state = word.Phase switch
        {
            SettingsPhase.Trial => DocumentState.Trial,
            SettingsPhase.Postponed => DocumentState.Postponed,
            SettingsPhase.Reverted => DocumentState.Reverted,
            _ => DocumentState.Sent,
        };
        if (ProgrammingStore.NoteTrial(session, news.Hub, word.Version, new TrialWord(
            state, Short(word.Reason), news.At, news.Sequence, IsBegun: false, endsAt)) && endsAt > 0)
        {
            _unanswered.Defer(news.Hub, DocumentKind.Settings, endsAt);
        }
    }

    private void Report(StoreSession session, DocumentNews news, DocumentKind kind, long version)
    {
        if (ProgrammingStore.Report(session, news.Hub, kind, version, news.Sequence, news.At))
        {
            ProgrammingStore.PutInForce(session, news.Hub, kind, version, news.At);
        }
    }

    private static string Short(string reason)
    {
        return reason.Length <= Limits.Programming.ReasonLength ? reason : reason[..Limits.Programming.ReasonLength];
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
            foreach (DocumentKind kind in Kinds)
            {
                if (ProgrammingStore.Unanswered(session, all[i].Hub, kind) is null)
                {
                    _unanswered.Remove(all[i].Hub, kind);
                }
                else
                {
                    _unanswered.AddIfMissing(all[i].Hub, kind);
                }
            }
        }

        return count;
    }
}
