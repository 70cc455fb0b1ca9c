// Which hubs have not answered their newest document, and when to try again.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;

namespace Fleet.Server.Programming;

/// <summary>A hub and the kind of document that it is to answer.</summary>
internal readonly record struct DocumentAim(HubPrincipal Hub, DocumentKind Kind);

/// <summary>
/// In memory, so that a hello of a hub with nothing to hear costs a look-up. A hub that does not answer while it stays
/// connected is tried some times and then left until it says hello again. Safe from many threads.
/// </summary>
internal sealed class PendingDocuments
{
    private static readonly DocumentKind[] Kinds = [DocumentKind.Settings, DocumentKind.RuleSet];

    private const long Never = long.MaxValue;
    private readonly Dictionary<DocumentAim, Pending> _hubs = [];
    private readonly TimeProvider _time;

    public PendingDocuments(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>How many documents are still to be answered.</summary>
    public int Count
    {
        get
        {
            lock (_hubs)
            {
                return _hubs.Count;
            }
        }
    }

    /// <summary>A hub has something new to hear.</summary>
    public void Add(HubPrincipal hub, DocumentKind kind)
    {
        lock (_hubs)
        {
            _hubs[new DocumentAim(hub, kind)] = new Pending(0, 0);
        }
    }

    /// <summary>A hub turns out to have something to hear; tries that go on are left as they are.</summary>
    public void AddIfMissing(HubPrincipal hub, DocumentKind kind)
    {
        lock (_hubs)
        {
            _hubs.TryAdd(new DocumentAim(hub, kind), new Pending(0, 0));
        }
    }

    /// <summary>A hub has said hello: the tries begin anew, if there is anything to hear.</summary>
    public void IsBack(HubPrincipal hub)
    {
        lock (_hubs)
        {
            foreach (DocumentKind kind in Kinds)
            {
                var aim = new DocumentAim(hub, kind);
                if (_hubs.ContainsKey(aim))
                {
                    _hubs[aim] = new Pending(0, 0);
                }
            }
        }
    }

    /// <summary>A hub has answered, or nothing is wanted of it any more.</summary>
    public void Remove(HubPrincipal hub, DocumentKind kind)
    {
        lock (_hubs)
        {
            _hubs.Remove(new DocumentAim(hub, kind));
        }
    }

    /// <summary>A document has left, or could not.</summary>
    public void Tried(HubPrincipal hub, DocumentKind kind)
    {
        lock (_hubs)
        {
            var aim = new DocumentAim(hub, kind);
            if (_hubs.TryGetValue(aim, out Pending pending))
            {
                int tries = pending.Tries + 1;
                long wait = (Limits.Programming.RetrySeconds * 1_000L) << (tries - 1);
                _hubs[aim] = new Pending(tries, tries >= Limits.Programming.Tries ? Never : Now + wait);
            }
        }
    }

    /// <summary>A hub is at work on its document: it is not tried before a time, unless it says hello.</summary>
    public void Defer(HubPrincipal hub, DocumentKind kind, long until)
    {
        lock (_hubs)
        {
            var aim = new DocumentAim(hub, kind);
            if (_hubs.TryGetValue(aim, out Pending pending))
            {
                _hubs[aim] = pending with { NextAt = until };
            }
        }
    }

    /// <summary>The hubs whose time to be tried has come.</summary>
    public List<DocumentAim> Due()
    {
        var due = new List<DocumentAim>();
        long now = Now;
        lock (_hubs)
        {
            foreach ((DocumentAim aim, Pending pending) in _hubs)
            {
                if (pending.NextAt <= now)
                {
                    due.Add(aim);
                }
            }
        }

        return due;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private readonly record struct Pending(int Tries, long NextAt);
}
