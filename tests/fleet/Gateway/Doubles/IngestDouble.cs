// An ingest that commits when the test says so.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;

namespace Gateway.Tests.Doubles;

/// <summary>Gathers uplink messages; commits them at once, later, or not at all, as the test wants.</summary>
internal sealed class IngestDouble : IUplinkSink
{
    private readonly Lock _gate = new();
    private readonly List<Uplink> _taken = [];
    private readonly List<Uplink> _pending = [];
    private readonly List<(string HubId, bool IsConnected, LinkChangeReason Reason)> _links = [];
    private TaskCompletionSource? _room;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True to commit every message as soon as it comes.</summary>
    internal bool CommitsAtOnce { get; set; }

    /// <summary>Messages held uncommitted before the ingest is full.</summary>
    internal int Capacity { get; set; } = int.MaxValue;

    /// <summary>Connections waiting for room now.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Every message taken so far.</summary>
    internal IReadOnlyList<Uplink> Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _taken];
            }
        }
    }

    internal IReadOnlyList<(string HubId, bool IsConnected, LinkChangeReason Reason)> Links
    {
        get
        {
            lock (_gate)
            {
                return [.. _links];
            }
        }
    }

    public bool TryEnqueue(
        HubPrincipal hub, UplinkKind kind, in ReadOnlySequence<byte> payload, IUplinkReceipt? receipt, uint token)
    {
        var uplink = new Uplink(hub, kind, payload.ToArray(), receipt, token);
        lock (_gate)
        {
            if (_pending.Count >= Capacity)
            {
                return false;
            }

            _taken.Add(uplink);
            Change();
            if (!CommitsAtOnce)
            {
                _pending.Add(uplink);
                return true;
            }
        }

        receipt?.Completed(token, PublishOutcome.Accepted);
        receipt?.Flush();
        return true;
    }

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_gate)
        {
            if (_pending.Count < Capacity)
            {
                return;
            }

            Waiting++;
            Change();
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        try
        {
            await room.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                Waiting--;
                Change();
            }
        }
    }

    public void LinkChanged(HubPrincipal hub, bool isConnected, LinkChangeReason reason)
    {
        lock (_gate)
        {
            _links.Add((hub.HubId, isConnected, reason));
            Change();
        }
    }

    /// <summary>Ends the commit of everything pending with one outcome, as the ingest's commit thread does.</summary>
    internal void Commit(PublishOutcome outcome = PublishOutcome.Accepted)
    {
        List<Uplink> group;
        TaskCompletionSource? room;
        lock (_gate)
        {
            group = [.. _pending];
            _pending.Clear();
            room = _room;
            _room = null;
        }

        var touched = new List<IUplinkReceipt>();
        foreach (var uplink in group)
        {
            uplink.Receipt?.Completed(uplink.Token, outcome);
            if (uplink.Receipt is { AwaitingFlush: false } receipt)
            {
                receipt.AwaitingFlush = true;
                touched.Add(receipt);
            }
        }

        foreach (var receipt in touched)
        {
            receipt.AwaitingFlush = false;
            receipt.Flush();
        }

        room?.TrySetResult();
    }

    /// <summary>Waits until what the gateway has done here fulfils a condition.</summary>
    internal async Task UntilAsync(Func<IngestDouble, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            if (condition(this))
            {
                return;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private void Change()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A message the gateway handed over.</summary>
    internal sealed record Uplink(
        HubPrincipal Hub, UplinkKind Kind, byte[] Payload, IUplinkReceipt? Receipt, uint Token);
}
