// Gathers what hubs answer to commands until it is written.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Commands;

/// <summary>What a hub has told: an answer, or its figures.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="At">When, unix milliseconds UTC.</param>
/// <param name="Sequence">The command.</param>
/// <param name="Result">Of an answer.</param>
/// <param name="Reason">Of an answer, the hub's words.</param>
/// <param name="Figures">The figures as JSON; null for an answer.</param>
internal readonly record struct CommandNews(
    HubPrincipal Hub, long At, long Sequence, AcknowledgementResult Result, string Reason, string? Figures);

/// <inheritdoc cref="ICommandProjection"/>
internal sealed class CommandProjection : ICommandProjection
{
    private readonly OpenCommands _open;
    private readonly object _sync = new();
    private readonly List<CommandNews> _new = [];
    private List<CommandNews> _waiting = [];

    public CommandProjection(OpenCommands open)
    {
        _open = open;
    }

    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        _open.IsBack(hub);
    }

    public void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment)
    {
        _new.Add(new CommandNews(
            hub, moment.At, (long)message.AcknowledgedSequence, message.Result, message.Reason, null));
    }

    public void Apply(HubPrincipal hub, DiagnosticsMessage message, in Moment moment)
    {
        _new.Add(new CommandNews(
            hub, moment.At, (long)message.CommandSequence, default, "", DiagnosticFigures.ToText(message)));
    }

    public void Publish()
    {
        if (_new.Count == 0)
        {
            return;
        }

        lock (_sync)
        {
            int room = Math.Max(0, Limits.Commands.PendingNews - _waiting.Count);
            _waiting.AddRange(_new.Count <= room ? _new : _new.GetRange(0, room));
        }

        _new.Clear();
    }

    /// <summary>Takes what waits, oldest first.</summary>
    public List<CommandNews> Take()
    {
        lock (_sync)
        {
            List<CommandNews> taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(List<CommandNews> failed)
    {
        lock (_sync)
        {
            failed.AddRange(_waiting);
            _waiting = failed;
        }
    }
}
