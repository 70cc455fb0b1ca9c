// Sends requests about devices to hubs: stored, sealed, and in the order of their numbers.
using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Commands;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Devices;

/// <summary>
/// The one way of requests to hubs. Each is stored with its sender before it leaves. A hub that has no connection gets
/// nothing, and nothing waits for it: a window that opens hours later would open for a stranger.
/// </summary>
internal sealed partial class PairRequests : IDisposable
{
    private const int Turns = 64;
    private readonly FleetStore _store;
    private readonly IHubKeys _keys;
    private readonly IHubHistory _history;
    private readonly ICommandSender _sender;
    private readonly ICommandLog _commands;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim[] _turns = new SemaphoreSlim[Turns];

    public PairRequests(
        FleetStore store,
        IHubKeys keys,
        IHubHistory history,
        ICommandSender sender,
        ICommandLog commands,
        TimeProvider time,
        ILogger<PairRequests> logger)
    {
        _store = store;
        _keys = keys;
        _history = history;
        _sender = sender;
        _commands = commands;
        _time = time;
        _logger = logger;
        for (int i = 0; i < Turns; i++)
        {
            _turns[i] = new SemaphoreSlim(1, 1);
        }
    }

    /// <summary>Now, unix milliseconds UTC.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A number for a pairing, a walk test or a request that belongs to none; never 0.</summary>
    public static uint NewId()
    {
        return (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
    }

    /// <summary>True while the hub has a connection.</summary>
    public bool IsReachable(HubPrincipal hub)
    {
        return _sender.IsConnected(hub);
    }

    /// <summary>Stores, seals and sends a request.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="request">The request without sequence and seal.</param>
    /// <param name="secret">A label's secret, or empty; the caller overwrites it.</param>
    /// <param name="alongside">Written in the request's transaction; false keeps the request from leaving.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <param name="comment">Why, of a window or a walk test; empty where nobody was asked.</param>
    public async Task<SentRequest> SendAsync(
        Actor actor,
        HubPrincipal hub,
        PairRequestMessage request,
        ReadOnlyMemory<byte> secret,
        Func<StoreSession, bool>? alongside,
        CancellationToken cancellationToken,
        string comment = "")
    {
        if (!IsReachable(hub))
        {
            return new SentRequest(RequestResult.NotReachable, 0);
        }

        // A hub carries out only what has a higher number than the last: numbers must leave in their order.
        SemaphoreSlim turn = _turns[hub.RowId % Turns];
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendInTurnAsync(actor, hub, request, secret, alongside, comment, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (SemaphoreSlim turn in _turns)
        {
            turn.Dispose();
        }
    }

    private async Task<SentRequest> SendInTurnAsync(
        Actor actor,
        HubPrincipal hub,
        PairRequestMessage request,
        ReadOnlyMemory<byte> secret,
        Func<StoreSession, bool>? alongside,
        string comment,
        CancellationToken cancellationToken)
    {
        long now = Now;
        long sequence = _sender.ReserveSequence();
        request.Sequence = (ulong)sequence;
        request.PairingId = request.PairingId == 0 ? NewId() : request.PairingId;
        (bool mayLeave, byte[]? key) = await _store.WriteAsync(
            session =>
            {
                if (alongside is not null && !alongside(session))
                {
                    return (false, null);
                }

                RequestStore.Insert(session, actor, hub, request, now);
                NoteCommand(session, actor, hub, request, comment, now);
                return (true, _keys.Open(session, hub.RowId));
            },
            cancellationToken).ConfigureAwait(false);
        if (!mayLeave)
        {
            return new SentRequest(RequestResult.NotFound, 0);
        }

        if (key is null)
        {
            throw new InvalidOperationException($"The key of hub {hub.HubId} cannot be opened.");
        }

        PairRequestSeal.Seal(request, key, secret.Span);
        CryptographicOperations.ZeroMemory(key);
        bool isSent = _sender.SendPairRequest(hub, request);
        await ToldAsync(hub, request, isSent, cancellationToken).ConfigureAwait(false);
        string fate = isSent ? "sent" : "not reachable";
        _history.Note(hub, now, "command", $"{request.Action} {sequence} by {actor.DisplayName}: {fate}");
        Asked(_logger, request.Action.ToString(), hub.HubId, actor.UserId);
        return new SentRequest(isSent ? RequestResult.Sent : RequestResult.NotReachable, isSent ? sequence : 0);
    }

    private static HubCommandKind? CommandOf(PairRequestMessage request)
    {
        return request.Action switch
        {
            PairAction.OpenWindow => HubCommandKind.OpenPairing,
            PairAction.StartWalkTest => HubCommandKind.WalkTest,
            _ => null,
        };
    }

    // A window and a walk test are commands too: who looks at the list sees all that was asked of the hub.
    private void NoteCommand(
        StoreSession session, Actor actor, HubPrincipal hub, PairRequestMessage request, string comment, long now)
    {
        if (CommandOf(request) is { } kind)
        {
            long answerBy = now + (Limits.Devices.AnswerSeconds * 1_000L);
            _commands.Note(
                session, actor, hub, kind, request.Seconds, comment, (long)request.Sequence, now, answerBy);
        }
    }

    private async Task ToldAsync(
        HubPrincipal hub, PairRequestMessage request, bool isSent, CancellationToken cancellationToken)
    {
        if (CommandOf(request) is null)
        {
            return;
        }

        if (!isSent)
        {
            await _store.WriteAsync(
                session =>
                {
                    _commands.NotSent(session, hub, (long)request.Sequence, Now);
                    return 0;
                },
                cancellationToken).ConfigureAwait(false);
        }

        _commands.Told(hub);
    }

    [LoggerMessage(7003, LogLevel.Information, "{Action} asked of hub {HubId} by {UserId}")]
    private static partial void Asked(ILogger logger, string action, string hubId, Guid userId);
}
