// Finds outages, lets them grow and shrink, and keeps all but one of their cases from sounding.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Outages;

/// <summary>
/// Looks every ten seconds. What is to be done is decided from the store alone and written in portions; a crash between
/// two of them is made good by the next look.
/// </summary>
internal sealed class OutageWatch : IRound
{
    private readonly FleetStore _store;
    private readonly AreaBook _areas;
    private readonly OutageRules _rules;
    private readonly OutageOptions _options;
    private readonly ICaseQuieting _quieting;
    private readonly SteadyClock _clock;

    public OutageWatch(
        FleetStore store,
        AreaBook areas,
        OutageRules rules,
        OutageOptions options,
        ICaseQuieting quieting,
        SteadyClock clock)
    {
        _store = store;
        _areas = areas;
        _rules = rules;
        _options = options;
        _quieting = quieting;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (OutageCause cause in Enum.GetValues<OutageCause>())
        {
            Dictionary<Guid, List<OutageChange>> changes = await _store.ReadAsync(
                session => Decide(session, cause), cancellationToken).ConfigureAwait(false);
            foreach ((Guid tenant, List<OutageChange> ofTenant) in changes)
            {
                foreach (OutageChange[] part in ofTenant.Chunk(Limits.Store.RowsPerBackgroundWrite))
                {
                    await _store.WriteAsync(session => Apply(session, tenant, cause, part), cancellationToken)
                        .ConfigureAwait(false);
                }
            }
        }
    }

    private Dictionary<Guid, List<OutageChange>> Decide(StoreSession session, OutageCause cause)
    {
        Dictionary<Guid, List<(long Row, long Since, Guid? CaseId)>> away = OutageStore.ReadAway(session, cause);
        Dictionary<Guid, List<OpenOutage>> open = OutageStore.ReadOpen(session, cause);
        var changes = new Dictionary<Guid, List<OutageChange>>();
        foreach (Guid tenant in away.Keys.Union(open.Keys))
        {
            List<(long Row, long Since, Guid? CaseId)> hubs = away.GetValueOrDefault(tenant, []);
            List<OpenOutage> outages = open.GetValueOrDefault(tenant, []);
            if (outages.Count == 0 && hubs.Count < _options.MinHubs)
            {
                continue;
            }

            AreaBook.Page page = _areas.Of(session, tenant, _clock.Now);
            List<AwayHub> named =
                [.. hubs.Select(hub => new AwayHub(hub.Row, page.Of(hub.Row), hub.Since, hub.CaseId))];
            changes[tenant] = _rules.Decide(named, outages, page.Count, _clock.UnixNow);
        }

        return changes;
    }

    private int Apply(StoreSession session, Guid tenantId, OutageCause cause, OutageChange[] changes)
    {
        Outbox.Open(session);
        long now = _clock.UnixNow;
        foreach (OutageChange change in changes)
        {
            switch (change.Step)
            {
                case OutageStep.Open:
                    OutageStore.Open(session, tenantId, change.OutageId, cause, change.Area, now);
                    break;
                case OutageStep.Join:
                    Join(session, tenantId, change, now);
                    break;
                case OutageStep.Back:
                    OutageStore.Back(session, change.OutageId, change.HubRowId, now);
                    break;
                default:
                    foreach (Guid caseId in OutageStore.End(session, change.OutageId, now))
                    {
                        _quieting.Wake(session, tenantId, caseId, "the outage is over, this home is still away", now);
                    }

                    break;
            }
        }

        return changes.Length;
    }

    private void Join(StoreSession session, Guid tenantId, OutageChange change, long now)
    {
        AwayHub hub = change.Hub!;
        OutageStore.Join(session, tenantId, change.OutageId, hub, now);
        if (hub.CaseId is { } caseId && !OutageStore.Lead(session, change.OutageId, caseId))
        {
            string area = change.Area.Length == 0 ? "the whole municipality" : change.Area;
            long until = now + (_options.QuietMinutes * 60_000L);
            _quieting.Quiet(session, tenantId, caseId, until, "one of an outage of " + area, now);
        }
    }
}
