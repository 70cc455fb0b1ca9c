// Takes commands, keeps them, and has them sent.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Devices;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;

namespace Fleet.Server.Commands;

/// <inheritdoc cref="IHubCommands"/>
internal sealed class HubCommands : IHubCommands
{
    private readonly FleetStore _store;
    private readonly IHubNames _hubs;
    private readonly IHubHistory _history;
    private readonly IPairings _pairings;
    private readonly IWalkTests _walkTests;
    private readonly CommandSender _sender;
    private readonly OpenCommands _open;
    private readonly CommandFeed _feed;

    public HubCommands(
        FleetStore store,
        IHubNames hubs,
        IHubHistory history,
        IPairings pairings,
        IWalkTests walkTests,
        CommandSender sender,
        OpenCommands open,
        CommandFeed feed)
    {
        _store = store;
        _hubs = hubs;
        _history = history;
        _pairings = pairings;
        _walkTests = walkTests;
        _sender = sender;
        _open = open;
        _feed = feed;
    }

    public async Task<CommandAsk> AskAsync(
        Actor actor, string hubId, CommandOrder order, CancellationToken cancellationToken)
    {
        order = order with { Comment = order.Comment.Trim() };
        ThrowIfOutside(order);
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return new CommandAsk(CommandAskResult.NotFound, null);
        }

        bool isReachable = _sender.IsReachable(hub);
        if (isReachable && HubCommandRules.NeedsSomebodyThere(order.Kind))
        {
            return await AskAboutDevicesAsync(actor, hub, order, cancellationToken).ConfigureAwait(false);
        }

        bool mayLeave = order.Waits || isReachable;
        (CommandAskResult result, long sequence, bool isNew) = await _store.WriteAsync(
            session => Take(session, actor, hub, order, mayLeave), cancellationToken).ConfigureAwait(false);
        if (isNew && result == CommandAskResult.Taken)
        {
            _open.Add(hub);
            await _sender.SendAsync(hub, cancellationToken).ConfigureAwait(false);
        }

        HubCommandView? view = sequence == 0
            ? null
            : await FindAsync(actor, hubId, sequence, cancellationToken).ConfigureAwait(false);
        if (isNew && view is not null)
        {
            _history.Note(hub, _sender.Now, "command", string.Create(
                CultureInfo.InvariantCulture,
                $"{order.Kind} {sequence} by {actor.DisplayName}: {Fate(view)}"));
            _feed.Changed(hub.TenantId, hub.HubId);
        }

        return new CommandAsk(result, view);
    }

    public async Task<IReadOnlyList<HubCommandView>?> ListAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(
                session => CommandStore.List(
                    session, hub, before ?? long.MaxValue, Math.Clamp(limit, 1, Limits.Commands.PerPage)),
                cancellationToken).ConfigureAwait(false)
            : null;
    }

    public async Task<HubCommandView?> FindAsync(
        Actor actor, string hubId, long number, CancellationToken cancellationToken)
    {
        return _hubs.FindPrincipal(actor.TenantId, hubId) is { } hub
            ? await _store.ReadAsync(session => CommandStore.Find(session, hub, number), cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    public async Task<WithdrawResult> WithdrawAsync(
        Actor actor, string hubId, long number, CancellationToken cancellationToken)
    {
        if (_hubs.FindPrincipal(actor.TenantId, hubId) is not { } hub)
        {
            return WithdrawResult.NotFound;
        }

        WithdrawResult result = await _store.WriteAsync(
            session =>
            {
                if (CommandStore.Withdraw(session, hub, number, _sender.Now))
                {
                    return WithdrawResult.Withdrawn;
                }

                return CommandStore.Find(session, hub, number) is null
                    ? WithdrawResult.NotFound
                    : WithdrawResult.TooLate;
            },
            cancellationToken).ConfigureAwait(false);
        if (result == WithdrawResult.Withdrawn)
        {
            _history.Note(hub, _sender.Now, "command", string.Create(
                CultureInfo.InvariantCulture, $"{number} withdrawn by {actor.DisplayName}"));
            _feed.Changed(hub.TenantId, hub.HubId);
        }

        return result;
    }

    private static void ThrowIfOutside(CommandOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Comment.Length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Comment.Length, Limits.Commands.CommentLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Lifetime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            order.Lifetime, TimeSpan.FromSeconds(Limits.Commands.LongestSeconds));
        if (!Enum.IsDefined(order.Kind) || (order.Waits && HubCommandRules.NeedsSomebodyThere(order.Kind)))
        {
            throw new ArgumentException("There is no such command, or nobody would stand there.", nameof(order));
        }
    }

    private static string Fate(HubCommandView view)
    {
        return view.State switch
        {
            HubCommandState.Waiting => "waiting",
            HubCommandState.Refused => "not reachable",
            HubCommandState.Failed => view.Reason,
            _ => "sent",
        };
    }

    // The number is taken here, on the one thread that writes: what is written later has a higher one.
    private (CommandAskResult Result, long Sequence, bool IsNew) Take(
        StoreSession session, Actor actor, HubPrincipal hub, CommandOrder order, bool mayLeave)
    {
        if (order.RequestKey is not null
            && CommandStore.FindKey(session, actor.TenantId, order.RequestKey) is { } earlier)
        {
            HubCommandView? same = earlier.HubRow == hub.RowId
                ? CommandStore.Find(session, hub, earlier.Sequence)
                : null;
            bool isSame = same is not null && same.Command == order.Kind && same.Argument == order.Argument
                && same.Comment == order.Comment && same.Waits == order.Waits
                && same.ExpiresAt - same.AskedAt == order.Lifetime;
            if (!isSame)
            {
                return (CommandAskResult.KeyReused, 0, false);
            }

            bool wasAway = same is { State: HubCommandState.Refused, Reason: CommandStore.NotConnected };
            return (wasAway ? CommandAskResult.NotReachable : CommandAskResult.Taken, earlier.Sequence, false);
        }

        if (mayLeave && (CommandStore.OpenOf(session, hub) >= Limits.Commands.OpenPerHub
            || CommandStore.OpenOf(session, actor.TenantId) >= Limits.Commands.OpenPerTenant))
        {
            return (CommandAskResult.TooMany, 0, false);
        }

        long sequence = _sender.ReserveSequence();
        CommandStore.Insert(
            session,
            actor,
            hub,
            order,
            mayLeave ? HubCommandState.Waiting : HubCommandState.Refused,
            sequence,
            _sender.Now);
        CommandStore.Forget(session, hub);
        return (mayLeave ? CommandAskResult.Taken : CommandAskResult.NotReachable, sequence, true);
    }

    // These keep their own way, sealed with more; the way notes them in the list.
    private async Task<CommandAsk> AskAboutDevicesAsync(
        Actor actor, HubPrincipal hub, CommandOrder order, CancellationToken cancellationToken)
    {
        CommandAskResult result;
        if (order.Kind == HubCommandKind.OpenPairing)
        {
            PairingStart start = await _pairings.StartAsync(
                actor,
                hub.HubId,
                new PairingOrder(null, Seconds: order.Argument, Comment: order.Comment, IsForAnyDevice: true),
                cancellationToken).ConfigureAwait(false);
            result = start.Result switch
            {
                PairingStartResult.Asked => CommandAskResult.Taken,
                PairingStartResult.AlreadyOpen => CommandAskResult.PairingOpen,
                _ => CommandAskResult.NotReachable,
            };
        }
        else
        {
            WalkTestStart start = await _walkTests.StartAsync(
                actor,
                hub.HubId,
                new WalkTestOrder(Seconds: order.Argument, Comment: order.Comment),
                cancellationToken).ConfigureAwait(false);
            result = start.Result == RequestResult.Sent ? CommandAskResult.Taken : CommandAskResult.NotReachable;
        }

        IReadOnlyList<HubCommandView>? newest = result == CommandAskResult.Taken
            ? await ListAsync(actor, hub.HubId, null, Limits.Commands.OpenPerHub, cancellationToken)
                .ConfigureAwait(false)
            : null;
        HubCommandView? view = null;
        foreach (HubCommandView candidate in newest ?? [])
        {
            view ??= candidate.Command == order.Kind ? candidate : null;
        }

        return new CommandAsk(result, view);
    }
}
