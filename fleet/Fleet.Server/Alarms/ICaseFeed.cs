// The live stream of case changes that the console and the API's event stream show.
using System;

namespace Fleet.Server.Alarms;

/// <summary>Tells listeners in this process, after the commit, that a case changed.</summary>
public interface ICaseFeed
{
    /// <summary>
    /// Calls <paramref name="listener"/> for every changed case of the tenant until disposed. The listener must not
    /// block.
    /// </summary>
    IDisposable Subscribe(Guid tenantId, Action<AlarmCaseView> listener);
}
