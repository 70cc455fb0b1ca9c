// Writes what hubs told of what happened in homes.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Programming.Trial;

/// <summary>Writes news in their order, in small portions, before the hubs' checkpoint passes their batch.</summary>
internal sealed class HomeEventWriter : IProjectionPart, IDisposable
{
    private readonly FleetStore _store;
    private readonly HomeEventProjection _projection;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public HomeEventWriter(FleetStore store, HomeEventProjection projection)
    {
        _store = store;
        _projection = projection;
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

    private static int Write(StoreSession session, List<HomeEventNews> all, int start, int count)
    {
        for (int i = start; i < start + count; i++)
        {
            HomeEventNews news = all[i];
            if (news.BootCount == 0)
            {
                if (news.Event is { } one)
                {
                    HomeEventStore.Add(session, news.Hub, one);
                }

                HomeEventStore.Hear(session, news.Hub, news.HeardAt);
            }
            else
            {
                HomeEventStore.Start(session, news.Hub, news.BootCount, news.Event!.Value, news.HeardAt);
            }
        }

        return count;
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        List<HomeEventNews> taken = _projection.Take();
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
}
