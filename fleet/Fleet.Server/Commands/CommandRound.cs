// Writes what hubs answered, sends what is due and ends what is past its time, again and again.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Commands;

/// <summary>Takes up at the start what was not settled when the server stopped.</summary>
internal sealed class CommandRound : IRound, IStoreStartup
{
    private readonly CommandWriter _writer;
    private readonly CommandSender _sender;
    private readonly OpenCommands _open;
    private readonly IHubProjection _hubs;

    public CommandRound(CommandWriter writer, CommandSender sender, OpenCommands open, IHubProjection hubs)
    {
        _writer = writer;
        _sender = sender;
        _open = open;
        _hubs = hubs;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public void Start(StoreSession session)
    {
        foreach (long row in CommandStore.AllOpen(session))
        {
            if (_hubs.FindRow(row) is { } hub)
            {
                _open.Add(hub);
            }
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(cancellationToken).ConfigureAwait(false);
        if (_open.Count > 0)
        {
            await _sender.SendDueAsync(cancellationToken).ConfigureAwait(false);
            await _writer.ExpireAsync(_sender.Now, cancellationToken).ConfigureAwait(false);
        }
    }
}
