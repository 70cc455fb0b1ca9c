// A hub of this build, as simulated boards step it.
using Hub.Core;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

/// <summary>Around the core; also of the hub that the simulator brings itself.</summary>
public sealed class RunningHub : IRunningHub
{
    /// <summary>Takes a core that has not been stepped.</summary>
    public RunningHub(HubCore core)
    {
        Core = core;
        Figures = new HubFigures(core.Status);
    }

    /// <summary>The core.</summary>
    public HubCore Core { get; }

    /// <inheritdoc/>
    public IHubFigures Figures { get; }

    /// <inheritdoc/>
    public long Step(long nowMilliseconds) => Core.Step(nowMilliseconds);

    /// <inheritdoc/>
    public bool PutFrame(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds) =>
        Core.PutFrame(frame, offset, count, signalDbm, nowMilliseconds);

    /// <inheritdoc/>
    public bool PressTrigger(
        uint triggerId, int deviceType, int statusCode, int locationCode, uint pressToken, long nowMilliseconds) =>
        Core.PressTrigger(triggerId, deviceType, statusCode, locationCode, pressToken, nowMilliseconds);

    /// <inheritdoc/>
    public void PressFront(int button, long nowMilliseconds)
    {
        switch (button)
        {
            case 0: Core.PressAlarmButton(nowMilliseconds); break;
            case 1: Core.PressCheckInButton(); break;
            case 2: Core.PressCheckOutButton(); break;
            case 3: Core.HoldPairButton(); break;
            case 4: Core.PressCancelButton(); break;
            case 5: Core.HoldResetButton(); break;
        }
    }
}
