// The watch for silence as the supervision sees it.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Hubs;

/// <inheritdoc cref="IHubSilence"/>
internal sealed class HubSilence : IHubSilence
{
    private readonly HubRegistry _registry;
    private readonly SilenceWatch _watch;
    private readonly HubProjection _projection;
    private readonly List<LiveHub> _silent = [];
    private readonly List<LiveHub> _returned = [];

    public HubSilence(HubRegistry registry, SilenceWatch watch, HubProjection projection)
    {
        _registry = registry;
        _watch = watch;
        _projection = projection;
    }

    public void Begin(IReadOnlyDictionary<long, long> silentSince)
    {
        foreach ((long rowId, long since) in silentSince)
        {
            if (_registry.FindRow(rowId) is { } hub)
            {
                hub.TryFallSilent(hub.Facts.HeardTick, since);
            }
        }

        _watch.ListenAnew();
        foreach (LiveHub hub in _registry.All())
        {
            _watch.Watch(hub);
        }
    }

    public void ListenAnew()
    {
        _watch.ListenAnew();
    }

    public void Look(List<QuietHub> silent, List<QuietHub> returned)
    {
        _silent.Clear();
        _returned.Clear();
        _watch.Look(_silent, _returned);
        silent.AddRange(_silent.ConvertAll(Quiet));
        returned.AddRange(_returned.ConvertAll(Quiet));
    }

    public bool IsSilent(long rowId)
    {
        return _registry.FindRow(rowId) is { } hub && hub.Facts.SilentSince != 0;
    }

    public void Note(long rowId, long at, bool isSilent, string detail, Guid? caseId)
    {
        if (_registry.FindRow(rowId) is { } hub)
        {
            string kind = isSilent ? HistoryKinds.Silent : HistoryKinds.Returned;
            _projection.AddLine(new HistoryLine(hub, at, kind, detail, caseId));
        }
    }

    private static QuietHub Quiet(LiveHub hub)
    {
        return new QuietHub(hub.RowId, hub.TenantId, hub.Facts.LastHeardAt);
    }
}
