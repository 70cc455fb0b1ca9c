// How other slices add a line to a hub's history.
using Fleet.Server.Gateway;

namespace Fleet.Server.Hubs;

/// <summary>Adds lines that no message is behind, such as what a person asked for.</summary>
public interface IHubHistory
{
    /// <summary>Adds a line; cheap, from any thread, written with the next lines.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="at">Unix milliseconds UTC.</param>
    /// <param name="kind">See <see cref="HubHistoryEntry.Kind"/>.</param>
    /// <param name="detail">A short plain text without personal data and secrets.</param>
    void Note(HubPrincipal hub, long at, string kind, string detail);
}
