// Writes what hubs say of their firmware, when they have sealed it.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Director;

/// <summary>Writes news in their order, in small portions, before the hubs' checkpoint passes their batch.</summary>
internal sealed class UpdateWriter : IProjectionPart, IDisposable
{
    private const string HistoryKind = "update";

    private readonly FleetStore _store;
    private readonly UpdateProjection _projection;
    private readonly IHubKeys _keys;
    private readonly IHubHistory _history;
    private readonly UpdateSeal _seal = new();
    private readonly byte[] _sealKey = new byte[UpdateLimits.KeyBytes];
    private readonly SemaphoreSlim _turn = new(1, 1);

    public UpdateWriter(FleetStore store, UpdateProjection projection, IHubKeys keys, IHubHistory history)
    {
        _store = store;
        _projection = projection;
        _keys = keys;
        _history = history;
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

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        List<UpdateNews> taken = _projection.Take();
        int written = 0;
        try
        {
            while (written < taken.Count)
            {
                int start = written;
                int count = Math.Min(Limits.Store.RowsPerBackgroundWrite, taken.Count - start);
                var lines = new List<(UpdateNews News, string Line)>();
                await _store.WriteAsync(
                    session =>
                    {
                        lines.Clear();
                        foreach (UpdateNews news in taken.GetRange(start, count))
                        {
                            if (Write(session, news) is { } line)
                            {
                                lines.Add((news, line));
                            }
                        }

                        return count;
                    },
                    cancellationToken).ConfigureAwait(false);
                written += count;
                lines.ForEach(one => _history.Note(one.News.Hub, one.News.At, HistoryKind, one.Line));
            }
        }
        catch
        {
            taken.RemoveRange(0, written);
            _projection.PutBack(taken);
            throw;
        }
    }

    private string? Write(StoreSession session, UpdateNews news)
    {
        if (news.State is not { } state)
        {
            return OrderStore.Refused(session, news)
                ? $"order {news.Sequence} {news.Result.ToString().ToLowerInvariant()}"
                : null;
        }

        if (!IsSealed(session, news, state))
        {
            return "word refused: its seal is not right";
        }

        HubWord? before = HubWordStore.Find(session, news.Hub.RowId);
        HubWord word = ToWord(state, news.At);
        if (!HubWordStore.Keep(session, news.Hub, word))
        {
            // One that was kept comes again after a replay; an older one is somebody's recording, or overtaken.
            return null;
        }

        bool isNews = before is null || (before.Running, before.Phase, before.Release, before.Reason)
            != (word.Running, word.Phase, word.Release, word.Reason);
        return isNews
            ? $"runs {word.Running}, {word.Phase.ToString().ToLowerInvariant()} {word.Release}"
                + (word.Reason == UpdateReason.None ? "" : $", {word.Reason}")
            : null;
    }

    private bool IsSealed(StoreSession session, UpdateNews news, UpdateStateMessage state)
    {
        byte[]? key = _keys.Open(session, news.Hub.RowId);
        if (key is null)
        {
            return false;
        }

        bool isRight = UpdateSeal.DeriveKey(key, _sealKey, 0) && _seal.Proves(state, _sealKey);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(_sealKey);
        return isRight;
    }

    private static HubWord ToWord(UpdateStateMessage state, long at)
    {
        return new HubWord(
            state.RunningSequence,
            state.Phase,
            state.ReleaseSequence,
            state.Reason,
            state.BytesDone,
            state.BytesTotal,
            state.Resumes,
            state.SecondsLeft,
            (state.Flags & UpdateStateMessage.HasPrevious) != 0,
            state.PreviousSequence,
            state.Nonce[..],
            state.ClassId[..],
            state.RunningDigest[..],
            Convert.ToHexStringLower(state.TrustedKeyIds),
            (long)state.Sequence,
            at);
    }
}
