// The other ports of a hub, which do nothing and so allocate nothing.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Board.Tests.Modem;

/// <summary>A board without lamps, on mains.</summary>
internal sealed class QuietBoard : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger
{
    public PowerSource Source => PowerSource.Mains;

    public int BatteryPercent => 100;

    public BootReason LastReason => BootReason.PowerOn;

    public void SetLamp(Lamp lamp, LampColour colour)
    {
    }

    public void Feed()
    {
    }

    public void Request(BootReason reason)
    {
    }

    public void AcknowledgePress(uint triggerId, uint pressToken)
    {
    }
}
