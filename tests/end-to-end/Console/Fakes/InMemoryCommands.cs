// Commands to hubs without a store, for tests of the console's pages alone.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Commands;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Keeps commands in memory and tells every change.</summary>
internal sealed class InMemoryCommands(TimeProvider time, InMemoryHubs hubs) : IHubCommands, ICommandFeed
{
    private readonly ConcurrentDictionary<long, HubCommandView> _commands = new();
    private readonly ConcurrentDictionary<Guid, Action<string>> _listeners = new();
    private long _number = 4_294_967_296;

    /// <summary>All commands, oldest first.</summary>
    public IReadOnlyList<HubCommandView> All => [.. _commands.Values.OrderBy(command => command.Number)];

    /// <summary>Changes a command and tells it.</summary>
    public void Change(long number, Func<HubCommandView, HubCommandView> change)
    {
        var changed = _commands[number] = change(_commands[number]);
        Tell(changed.HubId);
    }

    public async Task<CommandAsk> AskAsync(
        Actor actor, string hubId, CommandOrder order, CancellationToken cancellationToken)
    {
        var hub = await hubs.FindAsync(actor, hubId, cancellationToken);
        if (hub is null)
        {
            return new CommandAsk(CommandAskResult.NotFound, null);
        }

        var mayLeave = hub.IsConnected || order.Waits;
        var now = time.GetUtcNow();
        var view = new HubCommandView(
            Interlocked.Increment(ref _number), hubId, order.Kind, order.Argument, order.Comment, actor.DisplayName,
            now, now + order.Lifetime, order.Waits,
            hub.IsConnected
                ? HubCommandState.Sent
                : order.Waits ? HubCommandState.Waiting : HubCommandState.Refused,
            mayLeave ? "" : "not connected", hub.IsConnected ? now : null, now, null);
        _commands[view.Number] = view;
        Tell(hubId);
        return new CommandAsk(mayLeave ? CommandAskResult.Taken : CommandAskResult.NotReachable, view);
    }

    public Task<IReadOnlyList<HubCommandView>?> ListAsync(
        Actor actor, string hubId, long? before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HubCommandView>?>(
        [
            .. _commands.Values.Where(command => command.HubId == hubId && command.Number < (before ?? long.MaxValue))
                .OrderByDescending(command => command.Number).Take(limit),
        ]);

    public Task<HubCommandView?> FindAsync(
        Actor actor, string hubId, long number, CancellationToken cancellationToken) =>
        Task.FromResult(_commands.GetValueOrDefault(number));

    public Task<WithdrawResult> WithdrawAsync(
        Actor actor, string hubId, long number, CancellationToken cancellationToken)
    {
        if (_commands.GetValueOrDefault(number) is not { State: HubCommandState.Waiting })
        {
            return Task.FromResult(WithdrawResult.TooLate);
        }

        Change(number, command => command with { State = HubCommandState.Withdrawn });
        return Task.FromResult(WithdrawResult.Withdrawn);
    }

    public IDisposable Subscribe(Guid tenantId, Action<string> listener)
    {
        var key = Guid.NewGuid();
        _listeners[key] = listener;
        return new Unsubscriber(() => _listeners.TryRemove(key, out _));
    }

    private void Tell(string hubId)
    {
        foreach (var listener in _listeners.Values)
        {
            listener(hubId);
        }
    }
}
