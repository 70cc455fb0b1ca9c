// Takes messages from the gateway's threads and commits them in groups on one thread of its own.
using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Updates;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>
/// The uplink sink. One group fills while the other is committed; whoever comes while the filling one is full waits.
/// </summary>
internal sealed class UplinkIngest : IUplinkSink, IDisposable
{
    /// <summary>A group of this size is committed without waiting for company.</summary>
    private const int CompanyEnough = 64;

    /// <summary>After this many groups that waited in vain, waiting is tried only now and then.</summary>
    private const int LongestPause = 64;

    private readonly object _sync = new();
    private readonly GroupCommitter _committer;
    private readonly IBlockRequests _blocks;
    private readonly int _gatherMilliseconds;
    private IngestGroup _filling = new();
    private IngestGroup _spare = new();
    private TaskCompletionSource? _room;
    private Thread? _thread;
    private bool _isWriterIdle;
    private bool _isGathering;
    private bool _isStopping;
    private int _pauseLength = 1;
    private int _pauseLeft;

    public UplinkIngest(GroupCommitter committer, IBlockRequests blocks, IngestOptions options)
    {
        _committer = committer;
        _blocks = blocks;
        _gatherMilliseconds = options.GatherMilliseconds;
    }

    /// <summary>Starts the commit thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { Name = "ingest-commit", IsBackground = true };
        _thread.Start();
    }

    public bool TryEnqueue(
        HubPrincipal hub, UplinkKind kind, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token)
    {
        return kind == UplinkKind.Fetch
            ? Ask(hub, payload, receipt, token)
            : TryAdd(hub, (byte)kind, payload, receipt, token);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_sync)
        {
            if (_isStopping)
            {
                return ValueTask.FromException(new OperationCanceledException("The ingest has stopped."));
            }

            if (_filling.Count == 0)
            {
                return ValueTask.CompletedTask;
            }

            room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        return new ValueTask(room.WaitAsync(cancellationToken));
    }

    public void LinkChanged(HubPrincipal hub, bool isConnected, LinkChangeReason reason)
    {
        // History only: whether the hub is connected now, the gateway itself knows. A full group costs a line of it.
        _ = TryAdd(hub, (byte)(IngestGroup.LinkKind + (byte)reason), ReadOnlySequence<byte>.Empty, null, 0);
    }

    /// <summary>Commits what has been taken and ends the thread; later messages are not taken.</summary>
    public void Stop()
    {
        lock (_sync)
        {
            _isStopping = true;
            Monitor.PulseAll(_sync);
        }

        _thread?.Join();
        _room?.TrySetResult();
    }

    public void Dispose()
    {
        Stop();
        _committer.Dispose();
    }

    // A request for bytes is answered from memory and means nothing later: it takes no room in the store, and no turn.
    private bool Ask(HubPrincipal hub, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token)
    {
        bool isTaken = _blocks.Ask(hub, payload);
        if (receipt is not null)
        {
            receipt.Completed(token, isTaken ? PublishOutcome.Accepted : PublishOutcome.PayloadFormatInvalid);
            receipt.Flush();
        }

        return true;
    }

    private bool TryAdd(
        HubPrincipal hub, byte kind, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token)
    {
        lock (_sync)
        {
            if (_isStopping || !_filling.TryAdd(hub, kind, payload, receipt, token))
            {
                return false;
            }

            if (_isWriterIdle && (!_isGathering || _filling.IsUrgent || _filling.Count >= CompanyEnough))
            {
                _isWriterIdle = false;
                Monitor.Pulse(_sync);
            }

            return true;
        }
    }

    private void Run()
    {
        while (Take() is { } group)
        {
            if (group.Count == 0)
            {
                _committer.Probe();
                continue;
            }

            _committer.Commit(group);
            group.Clear();
        }
    }

    /// <summary>The next group; empty when a failing store should be tried again; null at the end.</summary>
    private IngestGroup? Take()
    {
        lock (_sync)
        {
            while (_filling.Count == 0)
            {
                if (_isStopping)
                {
                    return null;
                }

                // While commits fail, look once a second whether they succeed again, even when nobody sends.
                if (!Wait(_committer.IsFailing ? 1_000 : Timeout.Infinite) && _committer.IsFailing)
                {
                    return _spare;
                }
            }

            Gather();
            IngestGroup taken = _filling;
            _filling = _spare;
            _spare = taken;
            _room?.TrySetResult();
            _room = null;
            return taken;
        }
    }

    /// <summary>
    /// Lets a small group wait a moment for company: a flush to disk costs as much for one message as for a hundred.
    /// Where nobody else sends, waiting is given up for a growing number of groups.
    /// </summary>
    private void Gather()
    {
        if (_gatherMilliseconds == 0 || _isStopping || _filling.IsUrgent || _filling.Count >= CompanyEnough)
        {
            return;
        }

        if (_pauseLeft > 0)
        {
            _pauseLeft--;
            return;
        }

        int before = _filling.Count;
        _isGathering = true;
        Wait(_gatherMilliseconds);
        _isGathering = false;
        _pauseLength = _filling.Count > before ? 1 : Math.Min(_pauseLength * 2, LongestPause);
        _pauseLeft = _pauseLength - 1;
    }

    private bool Wait(int milliseconds)
    {
        _isWriterIdle = true;
        bool wasPulsed = Monitor.Wait(_sync, milliseconds);
        _isWriterIdle = false;
        return wasPulsed;
    }
}
