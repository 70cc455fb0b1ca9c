// Writes what hubs told of their devices, and tells the listeners.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Devices;

/// <summary>
/// Writes news in their order and in small portions, each a transaction of its own, so that no alarm waits long for
/// them: at once when somebody watches, with the hubs' state otherwise.
/// </summary>
internal sealed partial class DeviceWriter : IProjectionPart, IDisposable
{
    private readonly FleetStore _store;
    private readonly DeviceProjection _projection;
    private readonly DeviceFeed _feed;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<HubPrincipal> _changed = [];
    private List<DeviceNews> _spare = [];

    public DeviceWriter(
        FleetStore store, DeviceProjection projection, DeviceFeed feed, ILogger<DeviceWriter> logger)
    {
        _store = store;
        _projection = projection;
        _feed = feed;
        _logger = logger;
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

    /// <summary>Writes as soon as there is something that somebody waits for, until stopped.</summary>
    public async Task WriteNewsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _projection.WaitForNewsAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await WriteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                NotWritten(_logger, exception.GetType().Name);
            }
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        List<DeviceNews> taken = _projection.Take(_spare);
        _spare = [];
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
        finally
        {
            foreach (HubPrincipal hub in _changed)
            {
                _feed.Changed(hub.TenantId, hub.HubId);
            }

            _changed.Clear();
        }

        taken.Clear();
        _spare = taken;
    }

    private int Write(StoreSession session, List<DeviceNews> all, int start, int count)
    {
        for (int i = start; i < start + count; i++)
        {
            DeviceNews news = all[i];
            switch (news.Kind)
            {
                case NewsKind.Pairing:
                    PairingStore.Take(session, news);
                    break;
                case NewsKind.State:
                    DeviceStore.Take(session, news);
                    break;
                case NewsKind.Walk:
                    WalkTestStore.Take(session, news);
                    break;
                default:
                    RequestStore.Answer(session, news);
                    break;
            }

            _changed.Add(news.Hub);
        }

        return count;
    }

    [LoggerMessage(7001, LogLevel.Warning,
        "What hubs told of their devices could not be written ({Fault}); it waits in memory")]
    private static partial void NotWritten(ILogger logger, string fault);
}
