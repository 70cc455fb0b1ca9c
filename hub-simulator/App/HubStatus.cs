// What the control port tells of one hub.
namespace Hub.Simulator.App;

/// <summary>The lamps' colours: off, white, orange or red.</summary>
internal sealed record LampStatus(string Power, string Internet, string Service);

/// <summary>One hub, at one moment.</summary>
/// <param name="Number">From 1, the place in the list of hubs.</param>
/// <param name="HubId">Its id.</param>
/// <param name="IsPowered">Whether it has power.</param>
/// <param name="IsOnMains">Whether that is mains.</param>
/// <param name="HasNetwork">Whether its network is plugged in.</param>
/// <param name="IsConnected">Whether it has a session with the fleet manager.</param>
/// <param name="Lamps">What its lamps show.</param>
/// <param name="PressCount">Presses of its button since the simulator started.</param>
/// <param name="AcceptedPressCount">Presses that the hub has told the trigger it holds.</param>
/// <param name="PendingAlarmCount">Alarms in its journal that the fleet manager does not hold.</param>
/// <param name="AcknowledgedAlarmCount">Alarms acknowledged as held since the simulator started.</param>
/// <param name="HeartbeatCount">Heartbeats sent since the simulator started.</param>
/// <param name="StartCount">Starts of the hub since the simulator started.</param>
internal sealed record HubStatus(
    int Number,
    string HubId,
    bool IsPowered,
    bool IsOnMains,
    bool HasNetwork,
    bool IsConnected,
    LampStatus Lamps,
    int PressCount,
    int AcceptedPressCount,
    int PendingAlarmCount,
    int AcknowledgedAlarmCount,
    int HeartbeatCount,
    int StartCount);
