// Writes what hubs answered to commands.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Commands;

/// <summary>Writes news in their order, in small portions, before the hubs' checkpoint passes their batch.</summary>
internal sealed class CommandWriter : IProjectionPart, IDisposable
{
    private readonly FleetStore _store;
    private readonly CommandProjection _projection;
    private readonly OpenCommands _open;
    private readonly CommandFeed _feed;
    private readonly SemaphoreSlim _turn = new(1, 1);

    public CommandWriter(FleetStore store, CommandProjection projection, OpenCommands open, CommandFeed feed)
    {
        _store = store;
        _projection = projection;
        _open = open;
        _feed = feed;
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WriteAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends what is past its time, at the hubs that have open commands and are in no other way due.</summary>
    public async Task ExpireAsync(long now, CancellationToken cancellationToken)
    {
        List<HubPrincipal> hubs = _open.All();
        for (int start = 0; start < hubs.Count; start += Limits.Store.RowsPerBackgroundWrite)
        {
            int from = start;
            int count = Math.Min(Limits.Store.RowsPerBackgroundWrite, hubs.Count - from);
            List<HubPrincipal> changed = await _store.WriteAsync(
                session => Expire(session, hubs.GetRange(from, count), now), cancellationToken)
                .ConfigureAwait(false);
            changed.ForEach(hub => _feed.Changed(hub.TenantId, hub.HubId));
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
    }

    private List<HubPrincipal> Expire(StoreSession session, List<HubPrincipal> hubs, long now)
    {
        var changed = new List<HubPrincipal>();
        foreach (HubPrincipal hub in hubs)
        {
            if (CommandStore.Expire(session, hub, now) > 0)
            {
                changed.Add(hub);
                Look(session, hub);
            }
        }

        return changed;
    }

    private void Look(StoreSession session, HubPrincipal hub)
    {
        // Here, on the one thread that writes: a command that is made after this is not forgotten with it.
        if (CommandStore.OpenOf(session, hub) == 0)
        {
            _open.Remove(hub);
        }
    }

    private static bool Write(StoreSession session, in CommandNews news)
    {
        if (news.Figures is not null)
        {
            return CommandStore.KeepFigures(session, news.Hub, news.Sequence, news.Figures);
        }

        HubCommandState state = news.Result switch
        {
            AcknowledgementResult.Done or AcknowledgementResult.Held => HubCommandState.Done,
            AcknowledgementResult.Expired => HubCommandState.Expired,
            AcknowledgementResult.Failed => HubCommandState.Failed,
            _ => HubCommandState.Refused,
        };
        string reason = news.Reason.Length <= Limits.Commands.ReasonLength
            ? news.Reason
            : news.Reason[..Limits.Commands.ReasonLength];
        return CommandStore.Settle(session, news.Hub, news.Sequence, state, Clean(reason), news.At);
    }

    // A hub's words go into pages and terminals, and PostgreSQL takes no NUL.
    private static string Clean(string reason)
    {
        char[] cleaned = reason.ToCharArray();
        for (int i = 0; i < cleaned.Length; i++)
        {
            cleaned[i] = char.IsControl(cleaned[i]) ? '?' : cleaned[i];
        }

        return new string(cleaned);
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        List<CommandNews> taken = _projection.Take();
        int written = 0;
        try
        {
            while (written < taken.Count)
            {
                int start = written;
                int count = Math.Min(Limits.Store.RowsPerBackgroundWrite, taken.Count - start);
                HashSet<HubPrincipal> changed = await _store.WriteAsync(
                    session => Write(session, taken.GetRange(start, count)), cancellationToken).ConfigureAwait(false);
                written += count;
                foreach (HubPrincipal hub in changed)
                {
                    _feed.Changed(hub.TenantId, hub.HubId);
                }
            }
        }
        catch
        {
            taken.RemoveRange(0, written);
            _projection.PutBack(taken);
            throw;
        }
    }

    private HashSet<HubPrincipal> Write(StoreSession session, List<CommandNews> portion)
    {
        var changed = new HashSet<HubPrincipal>();
        foreach (CommandNews news in portion)
        {
            if (Write(session, news))
            {
                changed.Add(news.Hub);
                Look(session, news.Hub);
            }
        }

        return changed;
    }
}
