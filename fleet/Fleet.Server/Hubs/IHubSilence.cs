// How the supervision learns which hubs have fallen silent and which have returned.
using System;
using System.Collections.Generic;

namespace Fleet.Server.Hubs;

/// <summary>A hub that has fallen silent, or has returned.</summary>
/// <param name="RowId">The hub's row in the store.</param>
/// <param name="TenantId">The municipality.</param>
/// <param name="LastHeardAt">The last message before the silence, unix milliseconds UTC.</param>
public readonly record struct QuietHub(long RowId, Guid TenantId, long LastHeardAt);

/// <summary>Finds silent hubs. Used by one thread at a time.</summary>
public interface IHubSilence
{
    /// <summary>Begins to watch, with silence counted from now.</summary>
    /// <param name="silentSince">Hubs known to be silent, by row, with the time since when.</param>
    void Begin(IReadOnlyDictionary<long, long> silentSince);

    /// <summary>The server could not hear anybody until now: silence counts from here.</summary>
    void ListenAnew();

    /// <summary>Looks at the hubs whose time has come.</summary>
    /// <param name="silent">Gets the hubs whose silence has become a fault; each counts as silent from now.</param>
    /// <param name="returned">Gets the hubs that were silent and have been heard.</param>
    void Look(List<QuietHub> silent, List<QuietHub> returned);

    /// <summary>Whether a hub counts as silent.</summary>
    bool IsSilent(long rowId);

    /// <summary>Adds a line to the hub's history.</summary>
    /// <param name="rowId">The hub.</param>
    /// <param name="at">Unix milliseconds UTC.</param>
    /// <param name="isSilent">True when it fell silent, false when it returned.</param>
    /// <param name="detail">A short plain text.</param>
    /// <param name="caseId">The case it belongs to.</param>
    void Note(long rowId, long at, bool isSilent, string detail, Guid? caseId);
}
