// What the service console asks of a hub.
namespace Hub.Core;

/// <content>The service console's side.</content>
public sealed partial class HubCore
{
    /// <summary>Raises a manual test alarm now (sv: provlarm, HBG-040). Comes between two steps, on the loop's thread.
    /// </summary>
    /// <returns>The alarm's sequence; 0 when the hub has not started, is stopping, or a test is pending.</returns>
    public ulong RaiseServiceTest()
    {
        bool isRaised = _hasStarted && !_isStopped && !_isOff && _parts.Memory.IsStarted
            && _parts.Commands.RaiseTestAlarm(_nowMilliseconds);
        return isRaised ? _parts.Book.LastOwnSequence : 0;
    }
}
