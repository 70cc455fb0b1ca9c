// Everything of a board that a test about the link is not about.
using System.Collections.Generic;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Board.Tests.Linking;

internal sealed class QuietBoard : IPanel, IPower, IRandom, IWatchdog, IRestart, ITriggerAcknowledger
{
    private uint _random = 1;

    internal List<uint> Acknowledged { get; } = [];

    internal List<BootReason> RestartRequests { get; } = [];

    public PowerSource Source => PowerSource.Mains;

    public int BatteryPercent => 100;

    public BootReason LastReason => BootReason.PowerOn;

    public void SetLamp(Lamp lamp, LampColour colour)
    {
    }

    public uint NextUInt32() => _random = (_random * 1_664_525) + 1_013_904_223;

    public void Feed()
    {
    }

    public void Request(BootReason reason) => RestartRequests.Add(reason);

    public void AcknowledgePress(uint triggerId, uint pressToken) => Acknowledged.Add(pressToken);
}
