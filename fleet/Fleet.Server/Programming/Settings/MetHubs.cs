// Hubs that have said hello and have not been looked at since.
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Programming.Settings;

/// <summary>A hub is met once for each model that it names. Safe from many threads.</summary>
internal sealed class MetHubs
{
    private readonly Dictionary<HubPrincipal, string> _known = [];
    private readonly Queue<HubPrincipal> _waiting = new();

    /// <summary>A hub has said hello.</summary>
    public void Meet(HubPrincipal hub, string model)
    {
        lock (_waiting)
        {
            if (!_known.TryGetValue(hub, out string? known) || known != model)
            {
                _known[hub] = model;
                _waiting.Enqueue(hub);
            }
        }
    }

    /// <summary>Takes some that wait, the first met first.</summary>
    public List<HubPrincipal> Take(int most)
    {
        var taken = new List<HubPrincipal>();
        lock (_waiting)
        {
            while (taken.Count < most && _waiting.TryDequeue(out HubPrincipal? hub))
            {
                taken.Add(hub);
            }
        }

        return taken;
    }
}
