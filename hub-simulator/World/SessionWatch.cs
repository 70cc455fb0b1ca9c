// Which of a hub's paths carries its session, as those see it who watch.
using System.Collections.Generic;

namespace Hub.Simulator.World;

/// <summary>
/// Of the paths that are ready the first one carries the session; another that becomes ready beside it takes it over
/// when the first is closed. What only tries to become the session is nobody's business.
/// </summary>
internal sealed class SessionWatch
{
    private readonly IUplinkObserver[] _observers;
    private readonly List<UplinkTap> _ready = [];

    internal SessionWatch(IReadOnlyList<IUplinkObserver> observers)
    {
        _observers = [.. observers];
    }

    /// <summary>Who is told what passes.</summary>
    internal IReadOnlyList<IUplinkObserver> Observers => _observers;

    internal void OnReady(UplinkTap tap)
    {
        _ready.Add(tap);
        if (_ready.Count == 1)
        {
            TellReady();
        }
    }

    internal void OnClosed(UplinkTap tap)
    {
        bool isCarrier = _ready.Count > 0 && _ready[0] == tap;
        _ready.RemoveAll(one => one == tap);
        if (isCarrier || _ready.Count == 0)
        {
            foreach (IUplinkObserver observer in _observers)
            {
                observer.OnClosed();
            }
        }

        if (isCarrier && _ready.Count > 0)
        {
            TellReady();
        }
    }

    private void TellReady()
    {
        foreach (IUplinkObserver observer in _observers)
        {
            observer.OnReady();
        }
    }
}
