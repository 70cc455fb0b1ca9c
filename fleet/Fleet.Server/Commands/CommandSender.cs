// Sends what is due to hubs that have a connection, in the order of the numbers.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Commands;

/// <summary>
/// For hubs that are away the commands wait in the store, not in a session's queue: there they can still be taken
/// back, and expire. A hub does a command once, however often it comes, but nothing lasting whose number is below that
/// of the last: so all of a hub's commands leave in one turn, by their numbers.
/// </summary>
internal sealed partial class CommandSender : IDisposable
{
    private const int Turns = 64;
    private readonly FleetStore _store;
    private readonly IHubKeys _keys;
    private readonly ICommandSender _sender;
    private readonly OpenCommands _open;
    private readonly CommandFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim[] _turns = new SemaphoreSlim[Turns];

    public CommandSender(
        FleetStore store,
        IHubKeys keys,
        ICommandSender sender,
        OpenCommands open,
        CommandFeed feed,
        TimeProvider time,
        ILogger<CommandSender> logger)
    {
        _store = store;
        _keys = keys;
        _sender = sender;
        _open = open;
        _feed = feed;
        _time = time;
        _logger = logger;
        for (int i = 0; i < Turns; i++)
        {
            _turns[i] = new SemaphoreSlim(1, 1);
        }
    }

    /// <summary>Now, unix milliseconds UTC.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>True while the hub has a connection.</summary>
    public bool IsReachable(HubPrincipal hub)
    {
        return _sender.IsConnected(hub);
    }

    /// <summary>A number above those of all commands before.</summary>
    public long ReserveSequence()
    {
        return _sender.ReserveSequence();
    }

    /// <summary>Sends to those hubs whose time has come and who are connected.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (HubPrincipal hub in _open.Due())
        {
            if (IsReachable(hub) && count++ < Limits.Commands.HubsPerRound)
            {
                await SendAsync(hub, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a hub what it is to do, if it is connected.</summary>
    public async Task SendAsync(HubPrincipal hub, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = _turns[hub.RowId % Turns];
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsReachable(hub))
            {
                return;
            }

            List<CommandMessage> leaving = await _store.WriteAsync(
                session => Prepare(session, hub), cancellationToken).ConfigureAwait(false);
            _open.Tried(hub);
            var left = new List<long>();
            foreach (CommandMessage command in leaving)
            {
                if (!_sender.SendCommand(hub, command))
                {
                    left.Add((long)command.Sequence);
                    continue;
                }

                Sent(_logger, command.Command.ToString(), hub.HubId, command.Sequence);
            }

            await KeepAsync(left, cancellationToken).ConfigureAwait(false);
            if (leaving.Count > 0)
            {
                _feed.Changed(hub.TenantId, hub.HubId);
            }
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

    // Marked before they leave: what might be under way cannot be taken back any more.
    private List<CommandMessage> Prepare(StoreSession session, HubPrincipal hub)
    {
        long now = Now;
        List<CommandToSend> due = CommandStore.Due(session, hub, _open.SentBefore(hub), now);
        var leaving = new List<CommandMessage>(due.Count);
        if (due.Count == 0)
        {
            return leaving;
        }

        byte[]? key = _keys.Open(session, hub.RowId);
        foreach (CommandToSend command in due)
        {
            if (key is null)
            {
                CommandStore.Settle(
                    session, hub, command.Sequence, HubCommandState.Failed, "key cannot be opened", now);
                continue;
            }

            var message = new CommandMessage
            {
                Sequence = (ulong)command.Sequence,
                Command = (CommandKind)command.Kind,
                ExpiresUnixMilliseconds = command.ExpiresAt,
                Argument = command.Argument,
            };
            CommandMessageSeal.Seal(message, key);
            leaving.Add(message);
            CommandStore.MarkSent(session, command.Sequence, now, now);
        }

        CryptographicOperations.ZeroMemory(key);
        return leaving;
    }

    private async Task KeepAsync(List<long> left, CancellationToken cancellationToken)
    {
        if (left.Count > 0)
        {
            await _store.WriteAsync(
                session =>
                {
                    foreach (long sequence in left)
                    {
                        CommandStore.MarkSent(session, sequence, null, Now);
                    }

                    return left.Count;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(7201, LogLevel.Information, "{Command} {Sequence} sent to hub {HubId}")]
    private static partial void Sent(ILogger logger, string command, string hubId, ulong sequence);
}
