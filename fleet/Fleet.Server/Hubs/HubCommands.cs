// Sends commands to hubs and keeps who asked for what.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Hub.Protocols.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Hubs;

/// <inheritdoc cref="IHubCommands"/>
internal sealed class HubCommands : IHubCommands
{
    private readonly FleetStore _store;
    private readonly HubRegistry _registry;
    private readonly HubProjection _projection;
    private readonly ICommandSender _commands;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HubCommands(
        FleetStore store,
        HubRegistry registry,
        HubProjection projection,
        ICommandSender commands,
        TimeProvider time,
        ILogger<HubCommands> logger)
    {
        _store = store;
        _registry = registry;
        _projection = projection;
        _commands = commands;
        _time = time;
        _logger = logger;
    }

    public async Task<SentCommand> SendAsync(
        Actor actor, string hubId, CommandKind kind, TimeSpan expiry, CancellationToken cancellationToken)
    {
        if (_registry.Find(actor.TenantId, hubId) is not { } hub)
        {
            return new SentCommand(CommandResult.NotFound, 0);
        }

        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        long expiresAt = now + (long)expiry.TotalMilliseconds;
        long sequence = _commands.ReserveSequence();
        await _store.WriteAsync(
            session => session.Sql(
                """
                INSERT INTO device.hub_command (
                    sequence, tenant_id, hub_row_id, command, requested_at, expires_at, actor_id, actor_name)
                VALUES (@sequence, @tenant_id, @hub, @command, @at, @expires, @actor_id, @actor_name)
                """)
                .With("@sequence", sequence)
                .With("@tenant_id", actor.TenantId)
                .With("@hub", hub.RowId)
                .With("@command", (long)kind)
                .With("@at", now)
                .With("@expires", expiresAt)
                .With("@actor_id", actor.UserId)
                .With("@actor_name", actor.DisplayName)
                .Run(),
            cancellationToken).ConfigureAwait(false);
        bool isSent = _commands.SendCommand(hub, kind, expiresAt, sequence);
        string fate = isSent ? "sent" : "not reachable";
        _projection.AddLine(new HistoryLine(
            hub, now, HistoryKinds.Command, $"{kind} {sequence} by {actor.DisplayName}: {fate}"));
        HubLog.CommandSent(_logger, kind.ToString(), hub.HubId, actor.UserId);
        return new SentCommand(isSent ? CommandResult.Sent : CommandResult.NotReachable, sequence);
    }
}
