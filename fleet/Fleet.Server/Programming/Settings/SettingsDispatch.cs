// Has a version of settings sent, and notes it in the hub's history.
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Fleet.Server.Time;

namespace Fleet.Server.Programming.Settings;

/// <summary>Sends at once to a hub that is here; to another when it is back.</summary>
internal sealed class SettingsDispatch
{
    private readonly PendingDocuments _unanswered;
    private readonly DocumentSender _sender;
    private readonly IHubHistory _history;
    private readonly SteadyClock _clock;

    public SettingsDispatch(
        PendingDocuments unanswered, DocumentSender sender, IHubHistory history, SteadyClock clock)
    {
        _unanswered = unanswered;
        _sender = sender;
        _history = history;
        _clock = clock;
    }

    /// <summary>Sends the newest version, if the hub has not answered it.</summary>
    public async Task SendAsync(Actor actor, HubPrincipal hub, long version, CancellationToken cancellationToken)
    {
        _unanswered.Add(hub, DocumentKind.Settings);
        bool isSent = await _sender.SendAsync(hub, DocumentKind.Settings, cancellationToken).ConfigureAwait(false);
        _history.Note(hub, _clock.UnixNow, "command", string.Create(CultureInfo.InvariantCulture,
            $"Settings {version} by {actor.DisplayName}: {(isSent ? "sent" : "waiting")}"));
    }
}
