// The fleet manager's side of updates: reads the hub's states, orders, and serves blocks.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;

namespace Firmware.Tests.World;

/// <summary>What it may do wrong is in the test's hands: serve other bytes, other lengths, nothing.</summary>
internal sealed class UpdateOffice(UpdateHome home)
{
    private readonly UpdateSeal _seal = new();
    private readonly HashSet<string> _ordered = [];
    private readonly Queue<(long At, FetchMessage Fetch)> _due = new();
    private ulong _sequence = 7UL << 32;

    /// <summary>Releases that can be fetched.</summary>
    internal Dictionary<uint, TestRelease> Releases { get; } = [];

    /// <summary>Every state the hub has told, as far as its seal was right.</summary>
    internal List<UpdateStateMessage> States { get; } = [];

    internal int UnsealedStates { get; private set; }

    internal List<FetchMessage> Fetches { get; } = [];

    /// <summary>Called before blocks are sent; false sends none.</summary>
    internal Func<FetchMessage, bool> Serves { get; set; } = _ => true;

    /// <summary>How long blocks are on their way.</summary>
    internal long AnswerMilliseconds { get; set; } = 100;

    /// <summary>May change a block before it is sent.</summary>
    internal Action<BlockMessage>? Spoil { get; set; }

    internal UpdateStateMessage Last => States[^1];

    internal long BlockBytes { get; private set; }

    internal IEnumerable<UpdatePhase> Phases => States.Select(state => state.Phase);

    /// <summary>Answers to orders, by the order's sequence.</summary>
    internal Dictionary<ulong, (AcknowledgementResult Result, string Reason)> Answers { get; } = [];

    internal void Take(Published message)
    {
        switch (message.Kind)
        {
            case MessageKind.UpdateState:
                if (_seal.Proves(message.Update, UpdateHome.Key))
                {
                    States.Add(message.Update);
                }
                else
                {
                    UnsealedStates++;
                }

                break;
            case MessageKind.Fetch:
                Fetches.Add(message.Fetch);
                Serve(message.Fetch);
                break;
            case MessageKind.UpAcknowledgement:
                AcknowledgementMessage answer = message.Answer;
                Answers[answer.AcknowledgedSequence] = (answer.Result, answer.Reason);
                break;
        }
    }

    /// <summary>An order about a release, fresh and sealed, but for what the test changes before or after the seal.
    /// </summary>
    internal UpdateOrderMessage Order(
        UpdateAction action, uint release, Action<UpdateOrderMessage>? change = null)
    {
        UpdateOrderMessage order = new()
        {
            Action = action,
            ReleaseSequence = release,
            BootCount = 5,
            Sequence = ++_sequence,
            ExpiresUnixMilliseconds = home.Hub.Uplink.UnixAtZero + home.Hub.Now + (24 * 60 * UpdateHome.Minute),
            EnvelopeDigestLength = UpdateLimits.DigestBytes,
            NonceLength = UpdateLimits.NonceBytes,
        };
        if (Releases.TryGetValue(release, out TestRelease? known)
            && action is UpdateAction.Fetch or UpdateAction.Install)
        {
            order.EnvelopeBytes = known!.Envelope.Length;
            known.EnvelopeDigest.CopyTo(order.EnvelopeDigest, 0);
            order.ImageIndex = known.ImageIndex;
        }

        Last.Nonce.CopyTo(order.Nonce, 0);
        change?.Invoke(order);
        Assert.True(_seal.Seal(order, UpdateHome.Key));
        return order;
    }

    /// <summary>Sends an order.</summary>
    /// <returns>Its sequence.</returns>
    internal ulong Send(UpdateOrderMessage order)
    {
        home.Hub.Uplink.Send(MessageKind.UpdateOrder, order, order.Sequence);
        return order.Sequence;
    }

    internal ulong Send(UpdateAction action, uint release, Action<UpdateOrderMessage>? change = null) =>
        Send(Order(action, release, change));

    /// <summary>The director as it works: orders again with a fresh nonce whenever the hub is idle and does not run
    /// what is wanted.</summary>
    internal void Want(uint release, bool isAlsoWhenReverted = true)
    {
        if (States.Count == 0 || home.Hub.Uplink.State != Hub.Core.Ports.UplinkState.Ready)
        {
            return;
        }

        bool isAtRest = Last.Phase is UpdatePhase.Idle or UpdatePhase.Confirmed or UpdatePhase.Reverted
            or UpdatePhase.Refused;
        bool isTried = Last.Phase == UpdatePhase.Reverted && Last.ReleaseSequence == release;
        if (isAtRest && Last.RunningSequence < release && (!isTried || isAlsoWhenReverted) && _ordered.Add(Nonce()))
        {
            Send(UpdateAction.Install, release);
        }
    }

    private string Nonce() => Convert.ToHexString(Last.Nonce);

    private void Serve(FetchMessage fetch)
    {
        if (Serves(fetch))
        {
            _due.Enqueue((home.Time + AnswerMilliseconds, fetch));
        }
    }

    /// <summary>When blocks arrive next, in the home's time.</summary>
    internal long NextAtMilliseconds => _due.TryPeek(out (long At, FetchMessage Fetch) next) ? next.At : long.MaxValue;

    /// <summary>Sends what has been on its way for long enough.</summary>
    internal void Deliver()
    {
        while (_due.TryPeek(out (long At, FetchMessage Fetch) next) && next.At <= home.Time)
        {
            Answer(_due.Dequeue().Fetch);
        }
    }

    /// <summary>What is on its way does not arrive.</summary>
    internal void Lose() => _due.Clear();

    /// <summary>Sends the blocks of a request.</summary>
    internal void Answer(FetchMessage fetch)
    {
        byte[] part = Releases.TryGetValue((uint)fetch.ReleaseSequence, out TestRelease? release)
            ? release.Part(fetch.Part) : [];
        if (part.Length == 0)
        {
            Send(fetch, 0, 0, [0]);
            return;
        }

        int end = Math.Min(fetch.Offset + fetch.Bytes, part.Length);
        for (int at = fetch.Offset; at < end; at += UpdateLimits.BlockBytes)
        {
            Send(fetch, at, part.Length, part[at..Math.Min(at + UpdateLimits.BlockBytes, end)]);
        }
    }

    private void Send(FetchMessage fetch, int offset, int total, byte[] bytes)
    {
        BlockMessage block = new()
        {
            ReleaseSequence = fetch.ReleaseSequence,
            Part = fetch.Part,
            ImageIndex = fetch.ImageIndex,
            Offset = offset,
            TotalBytes = total,
            BlockLength = bytes.Length,
        };
        bytes.CopyTo(block.Block, 0);
        Spoil?.Invoke(block);
        BlockBytes += block.BlockLength;
        home.Hub.Uplink.Send(MessageKind.Block, block);
    }
}
