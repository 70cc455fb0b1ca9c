// Who wants to know that the fleet manager holds an alarm.
using Hub.Protocols.Alarms;

namespace Hub.Core.Alarming;

/// <summary>Receives what the fleet manager holds, from within a step.</summary>
internal interface IHeldListener
{
    /// <summary>The fleet manager holds an alarm.</summary>
    /// <param name="triggerId">Its trigger, 0 for the hub itself.</param>
    /// <param name="pressToken">The token of its last press.</param>
    /// <param name="kind">What it was about.</param>
    void OnHeld(uint triggerId, uint pressToken, AlarmKind kind);
}
