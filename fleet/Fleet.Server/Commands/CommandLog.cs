// Notes requests about devices in the list of commands.
using System;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Commands;

/// <inheritdoc cref="ICommandLog"/>
internal sealed class CommandLog : ICommandLog
{
    private readonly OpenCommands _open;
    private readonly CommandFeed _feed;

    public CommandLog(OpenCommands open, CommandFeed feed)
    {
        _open = open;
        _feed = feed;
    }

    public void Note(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        HubCommandKind kind,
        int seconds,
        string comment,
        long sequence,
        long now,
        long answerBy)
    {
        var order = new CommandOrder(
            kind, comment, TimeSpan.FromMilliseconds(answerBy - now), Waits: false, Argument: seconds);
        CommandStore.Insert(session, actor, hub, order, HubCommandState.Sent, sequence, now);
        CommandStore.MarkSent(session, sequence, now, now);
        CommandStore.Forget(session, hub);
        _open.Add(hub);
    }

    public void NotSent(StoreSession session, HubPrincipal hub, long sequence, long now)
    {
        CommandStore.Settle(session, hub, sequence, HubCommandState.Refused, CommandStore.NotConnected, now);
    }

    public void Told(HubPrincipal hub)
    {
        _feed.Changed(hub.TenantId, hub.HubId);
    }
}
