// Everything of a board that a test is not about, and the ports of a hub on it.
using System.Collections.Generic;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.World;

namespace Board.Tests;

/// <summary>A board without lamps, on mains. It allocates nothing while nobody presses and nobody restarts.</summary>
internal sealed class QuietBoard : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger
{
    internal List<uint> Acknowledged { get; } = [];

    internal List<BootReason> RestartRequests { get; } = [];

    public PowerSource Source => PowerSource.Mains;

    public int BatteryPercent => 100;

    public BootReason LastReason => BootReason.PowerOn;

    public void SetLamp(Lamp lamp, LampColour colour)
    {
    }

    public void Feed()
    {
    }

    public void Request(BootReason reason) => RestartRequests.Add(reason);

    public void AcknowledgePress(uint triggerId, uint pressToken) => Acknowledged.Add(pressToken);

    /// <summary>The ports of a hub with this board, an empty journal and one uplink.</summary>
    internal HubPorts Ports(IUplink uplink, int sectors = 4) => new()
    {
        Flash = new SimFlash(sectors, 4_096, new SeededRandom(1)),
        Uplink = uplink,
        Panel = this,
        Power = this,
        Random = new SeededRandom(1),
        Watchdog = this,
        Restart = this,
        Triggers = this,
    };
}
