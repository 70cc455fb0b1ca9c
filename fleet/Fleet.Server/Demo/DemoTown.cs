// Furnishes the demo municipality, so that an alarm there finds somebody to tell.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Channels;
using Fleet.Server.Dispatch;
using Fleet.Server.Http;
using Fleet.Server.Hubs;
using Fleet.Server.Residents;
using Fleet.Server.Time;

namespace Fleet.Server.Demo;

/// <summary>
/// Makes groups and a rota in a demo municipality that has no rota yet, and a home for each hub that has none. What is
/// there stays as it is, so a second start changes nothing and what people change is theirs: the last rota cannot be
/// removed, and a home stays once it is entered.
/// </summary>
internal sealed class DemoTown : IRound
{
    private readonly IDemoAdministrator _administrator;
    private readonly IResponderGroups _groups;
    private readonly IRotas _rotas;
    private readonly IHubDirectory _hubs;
    private readonly IHomeRecords _homes;
    private readonly IPhones _phones;
    private readonly DemoPlan _plan = DemoPlan.Read();
    private Actor? _actor;
    private int _furnished;

    public DemoTown(
        IDemoAdministrator administrator,
        IResponderGroups groups,
        IRotas rotas,
        IHubDirectory hubs,
        IHomeRecords homes,
        IPhones phones)
    {
        (_administrator, _groups, _rotas) = (administrator, groups, rotas);
        (_hubs, _homes, _phones) = (hubs, homes, phones);
    }

    /// <summary>Short, since hubs are registered while somebody waits to press their buttons.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_actor is null)
        {
            if (await _administrator.FindAsync(cancellationToken).ConfigureAwait(false) is not { } actor)
            {
                return;
            }

            if ((await _rotas.ListAsync(actor, cancellationToken).ConfigureAwait(false)).Count == 0)
            {
                await PlanAsync(actor, cancellationToken).ConfigureAwait(false);
            }

            _actor = actor;
        }

        IReadOnlyList<HubView> hubs = await _hubs.ListAsync(_actor, Limits.Hubs.PerPage, null, cancellationToken)
            .ConfigureAwait(false);
        if (hubs.Count != _furnished)
        {
            await FurnishAsync(_actor, hubs, cancellationToken).ConfigureAwait(false);
            _furnished = hubs.Count;
        }
    }

    /// <summary>The rota comes last: while there is none, what was cut short is made whole by the next run.</summary>
    private async Task PlanAsync(Actor actor, CancellationToken cancellationToken)
    {
        foreach (DemoPhone phone in _plan.Phones)
        {
            await _phones.SetAsync(actor, phone.Number, phone.Name, null, cancellationToken).ConfigureAwait(false);
        }

        Dictionary<string, Guid> groups = (await _groups.ListAsync(actor, cancellationToken).ConfigureAwait(false))
            .ToDictionary(static group => group.Name, static group => group.GroupId);
        foreach (ResponderGroupEntry entry in _plan.Groups.Where(entry => !groups.ContainsKey(entry.Name!)))
        {
            groups[entry.Name!] = Require(
                await _groups.AddAsync(actor, entry, cancellationToken).ConfigureAwait(false)).GroupId;
        }

        var rota = new RotaEntry(
            _plan.Rota.Name,
            IsDefault: true,
            [.. _plan.Rota.Windows.Select(window => new RotaWindow(groups[window.Group], window.From, window.Until))]);
        Require(await _rotas.AddAsync(actor, rota, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Hubs in the order of their names get the homes in the plan's order.</summary>
    private async Task FurnishAsync(Actor actor, IReadOnlyList<HubView> hubs, CancellationToken cancellationToken)
    {
        HashSet<string> known = await KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        int number = known.Count;
        foreach (HubView hub in hubs
            .Where(hub => !known.Contains(hub.HubId))
            .OrderBy(static hub => hub.Name, StringComparer.Ordinal))
        {
            HomeChange change = await _homes.SaveAsync(
                actor, hub.HubId, _plan.Home(number++), ifVersion: 0, cancellationToken).ConfigureAwait(false);
            if (change.Result == HomeChangeResult.Invalid)
            {
                throw Faulty(change.Faults);
            }
        }
    }

    private async Task<HashSet<string>> KnownAsync(Actor actor, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        string? after = null;
        IReadOnlyList<HomeSummary> page;
        do
        {
            page = await _homes.ListAsync(actor, Limits.Residents.PerPage, after, cancellationToken)
                .ConfigureAwait(false);
            known.UnionWith(page.Select(static home => home.HubId));
            after = page.LastOrDefault()?.HubId;
        }
        while (page.Count == Limits.Residents.PerPage);
        return known;
    }

    private static T Require<T>(DispatchChange<T> change)
        where T : class
    {
        return change.Result == DispatchChangeResult.Done ? change.Item! : throw Faulty(change.Faults);
    }

    /// <summary>The plan comes with the program: a fault in it is the program's.</summary>
    private static InvalidDataException Faulty(IReadOnlyList<FieldFault> faults)
    {
        string all = string.Join(' ', faults.Select(static fault => $"{fault.Field} {fault.Sentence}"));
        return new InvalidDataException("The demo's plan is refused: " + all);
    }
}
