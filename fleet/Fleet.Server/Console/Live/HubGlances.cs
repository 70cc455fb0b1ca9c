// What the alarm list shows of the hubs behind its cases.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Hubs;

namespace Fleet.Server.Console.Live;

/// <summary>
/// Keeps the hubs that a page shows, and asks again when the feed says they changed. Everything but
/// <see cref="Offer"/> belongs to the page's own thread of work.
/// </summary>
internal sealed class HubGlances(IHubDirectory hubs)
{
    private readonly ConcurrentDictionary<string, bool> _stale = new(StringComparer.Ordinal);
    private HashSet<string> _shown = [];
    private Dictionary<string, HubView?> _known = [];

    /// <summary>Notes that a hub changed, when the page shows it.</summary>
    /// <returns>Whether the page shows it.</returns>
    public bool Offer(string hubId)
    {
        if (!Volatile.Read(ref _shown).Contains(hubId))
        {
            return false;
        }

        _stale[hubId] = true;
        return true;
    }

    /// <summary>The hub, or null while nothing is known of it.</summary>
    public HubView? Find(string hubId) => _known.GetValueOrDefault(hubId);

    /// <summary>Asks for the hubs that are new to the page or have changed.</summary>
    /// <returns>Whether anything is different now.</returns>
    public async Task<bool> RefreshAsync(Actor actor, IEnumerable<string> shown, CancellationToken cancellationToken)
    {
        // The set stands before the first question, so that a change told during it is asked for again.
        var wanted = shown.Distinct(StringComparer.Ordinal).Take(Limits.Console.RowsShown)
            .ToHashSet(StringComparer.Ordinal);
        Volatile.Write(ref _shown, wanted);
        var next = new Dictionary<string, HubView?>(StringComparer.Ordinal);
        var isDifferent = false;
        foreach (var hubId in wanted)
        {
            var isKnown = _known.TryGetValue(hubId, out var view);
            if (_stale.TryRemove(hubId, out _) || !isKnown)
            {
                var fresh = await hubs.FindAsync(actor, hubId, cancellationToken);
                isDifferent |= !isKnown || fresh != view;
                view = fresh;
            }

            next[hubId] = view;
        }

        _known = next;
        return isDifferent;
    }
}
