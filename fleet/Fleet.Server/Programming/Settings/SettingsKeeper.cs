// Tells hubs that come for the first time, or as another model, what their levels tell.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Settings;

/// <summary>
/// A hub belongs to a model by its hello. Looked at some in a round: after a restart all hubs say hello, and nearly all
/// of them have been told.
/// </summary>
internal sealed class SettingsKeeper : IRound
{
    private readonly FleetStore _store;
    private readonly MetHubs _met;
    private readonly SettingsMaker _maker;
    private readonly SettingsDispatch _dispatch;
    private readonly SteadyClock _clock;

    public SettingsKeeper(
        FleetStore store, MetHubs met, SettingsMaker maker, SettingsDispatch dispatch, SteadyClock clock)
    {
        _store = store;
        _met = met;
        _maker = maker;
        _dispatch = dispatch;
        _clock = clock;
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (HubPrincipal hub in _met.Take(Limits.Programming.MetPerRound))
        {
            bool isOther = await _store.ReadAsync(
                session => _maker.IsOther(session, hub, _maker.LevelsOf(session, hub)), cancellationToken)
                .ConfigureAwait(false);
            if (isOther)
            {
                await TellAsync(hub, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TellAsync(HubPrincipal hub, CancellationToken cancellationToken)
    {
        var system = new Actor(Guid.Empty, hub.TenantId, "system");
        var cause = new RevisionCause(new ChangeCause("what the hub's levels tell"));
        MadeSettings made = await _store.WriteAsync(
            session => _maker.Make(session, system, hub, _maker.LevelsOf(session, hub), cause, _clock.UnixNow),
            cancellationToken).ConfigureAwait(false);
        if (made.IsNew)
        {
            await _dispatch.SendAsync(system, hub, made.Version, cancellationToken).ConfigureAwait(false);
        }
    }
}
