// Keeps a page about one hub's devices fresh.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Devices;

namespace Fleet.Server.Console.Live;

/// <summary>
/// Has a page read again as soon as the feed tells of its hub, and at the latest after a while: what runs out by itself
/// is told by nobody.
/// </summary>
internal sealed class DeviceWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly IDisposable _subscription;

    /// <summary>Begins to listen; before the page reads for the first time, so that nothing falls between.</summary>
    public DeviceWatch(IDeviceFeed feed, Guid tenantId, string hubId)
    {
        _subscription = feed.Subscribe(tenantId, changed =>
        {
            if (changed == hubId)
            {
                Signal();
            }
        });
    }

    /// <summary>Ends with the page.</summary>
    public CancellationToken Left => _left.Token;

    /// <summary>Reads now.</summary>
    public void Signal()
    {
        try
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else has just signalled, or the page is gone.
        }
    }

    /// <summary>Runs on the page's own thread of work until the page is left.</summary>
    /// <param name="read">Reads and draws.</param>
    /// <param name="longest">How long it may take until the next reading, asked each time.</param>
    public async Task RunAsync(Func<Task> read, Func<TimeSpan> longest)
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(longest(), _left.Token);
                await read();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _left.CancelAsync();
        _left.Dispose();
        _changed.Dispose();
    }
}
