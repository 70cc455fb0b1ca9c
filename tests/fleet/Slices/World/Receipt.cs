// A connection's side of what it sent.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;

namespace Slices.Tests.World;

/// <summary>Collects outcomes; several messages may share one, as they share a connection.</summary>
internal sealed class Receipt : IUplinkReceipt
{
    private readonly List<(uint Token, PublishOutcome Outcome)> _completed = [];
    private readonly SemaphoreSlim _flushed = new(0);

    public bool AwaitingFlush { get; set; }

    public int Flushes { get; private set; }

    /// <summary>Called within each completion.</summary>
    public Action? Completing { get; set; }

    public IReadOnlyList<(uint Token, PublishOutcome Outcome)> Completions
    {
        get
        {
            lock (_completed)
            {
                return _completed.ToArray();
            }
        }
    }

    public void Completed(uint token, PublishOutcome outcome)
    {
        Completing?.Invoke();
        lock (_completed)
        {
            _completed.Add((token, outcome));
        }
    }

    public void Flush()
    {
        Flushes++;
        _flushed.Release();
    }

    /// <summary>Waits until so many outcomes have been flushed.</summary>
    public async Task<PublishOutcome[]> WaitAsync(int count = 1)
    {
        while (Completions.Count < count || AwaitingFlush)
        {
            Assert.True(await _flushed.WaitAsync(TimeSpan.FromSeconds(30)), "No outcome within 30 s.");
        }

        return [.. System.Linq.Enumerable.Select(Completions, completion => completion.Outcome)];
    }
}
