// The figures of a running hub that checks and pages look at.
namespace Hub.Simulator.Hardware;

/// <summary>Numbers only; enumerations are their numbers.</summary>
public interface IHubFigures
{
    /// <summary>The code of the check that has stopped it, or 0.</summary>
    int StoppedByCheckCode { get; }

    /// <summary>Starts of the hub, as its journal counts them.</summary>
    long BootCount { get; }

    /// <summary>Seconds between heartbeats in force.</summary>
    int HeartbeatIntervalSeconds { get; }

    /// <summary>What is shed to save the battery.</summary>
    int LoadStage { get; }

    /// <summary>Minutes that the battery lasts; negative when not known.</summary>
    int BatteryMinutesLeft { get; }

    /// <summary>Whether a responder is checked in.</summary>
    bool IsCheckedIn { get; }

    /// <summary>Alarms that wait for their acknowledgement.</summary>
    int PendingCount { get; }

    /// <summary>Whether no more can wait.</summary>
    bool IsPendingFull { get; }

    /// <summary>Places for alarms that wait.</summary>
    int PendingCapacity { get; }

    /// <summary>The kind of the alarm in a place; negative when there is none.</summary>
    int PendingKindAt(int place);

    /// <summary>Its status code.</summary>
    int PendingStatusAt(int place);

    /// <summary>Its trigger.</summary>
    uint PendingTriggerAt(int place);

    /// <summary>Whether the hub keeps devices at all.</summary>
    bool HasDevices { get; }

    /// <summary>Devices paired.</summary>
    int DeviceCount { get; }

    /// <summary>Places for devices.</summary>
    int DeviceCapacity { get; }

    /// <summary>The device in a place; 0 for none.</summary>
    uint DeviceIdAt(int place);

    /// <summary>Minutes between its reports; 0 when it is not supervised.</summary>
    int SupervisionMinutesAt(int place);

    /// <summary>The place of a device; -1 when it is not paired.</summary>
    int FindDevice(uint deviceId);

    /// <summary>How far an update has come; 0 for a hub without slots.</summary>
    int UpdatePhase { get; }

    /// <summary>Why it was refused, or gone back from; 0 for neither.</summary>
    int UpdateReason { get; }

    /// <summary>Bytes fetched since the start.</summary>
    long FetchedBytes { get; }
}
