// What is known of the hubs and waits to be written.
using System.Collections.Generic;

namespace Fleet.Server.Hubs;

/// <summary>What waits to be written.</summary>
internal sealed class PendingProjection
{
    /// <summary>The last batch applied.</summary>
    public long BatchId { get; set; }

    /// <summary>Hubs that changed.</summary>
    public List<LiveHub> Dirty { get; } = [];

    /// <summary>New history lines.</summary>
    public List<HistoryLine> History { get; } = [];

    /// <summary>Empties it for use again.</summary>
    public void Clear()
    {
        Dirty.Clear();
        History.Clear();
    }
}
