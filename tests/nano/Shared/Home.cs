// A hub with every port in the test's hands, and a clock that the test moves.
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace NFUnitTest;

internal sealed class Home : IPanel, IPower, IWatchdog, IRestart, IRandom, ITriggerAcknowledger
{
    private readonly MemoryFlash _flash;
    private uint _random = 1;
    private uint _token;

    internal Home(MemoryFlash flash, HubSettings settings, IRadio? radio, IFlash? deviceFlash)
    {
        _flash = flash;
        HubPorts ports = new HubPorts();
        ports.Flash = flash;
        ports.Uplink = Uplink;
        ports.Panel = this;
        ports.Power = this;
        ports.Random = this;
        ports.Watchdog = this;
        ports.Restart = this;
        ports.Triggers = this;
        ports.Radio = radio;
        ports.DeviceFlash = deviceFlash;
        settings.HubId = "00c0ffee00c0ffee";
        settings.Password = "not-a-secret";
        settings.FirmwareVersion = "1.2.3";
        settings.HardwareModel = "test";
        settings.Link.ReconnectSpreadSeconds = 5;
        Hub = new HubCore(settings, ports);
    }

    internal HubCore Hub { get; }

    internal ScriptedUplink Uplink { get; } = new ScriptedUplink();

    internal long Now { get; private set; }

    internal int FeedCount { get; private set; }

    internal int RestartCount { get; private set; }

    /// <summary>Presses that their trigger saw acknowledged.</summary>
    internal int AcknowledgedCount { get; private set; }

    internal bool IsWithoutPower
    {
        get { return _flash.IsCut; }
    }

    internal int LampChangeCount { get; private set; }

    public BootReason LastReason
    {
        get { return BootReason.PowerOn; }
    }

    public PowerSource Source
    {
        get { return PowerSource.Mains; }
    }

    public int BatteryPercent
    {
        get { return 90; }
    }

    /// <summary>Steps the hub when it asks for it, for so long.</summary>
    internal void Run(long milliseconds)
    {
        long until = Now + milliseconds;
        long next = Hub.Step(Now);
        while (next <= until)
        {
            Now = next > Now ? next : Now + 1;
            next = Hub.Step(Now);
        }

        Now = until;
        Hub.Step(Now);
    }

    internal void Press(uint trigger)
    {
        _token++;
        Assert(Hub.PressTrigger(
            trigger, DeviceTypes.PersonalTrigger, StatusCodes.ManualAlarm, LocationCodes.BathRoom, _token, Now));
        Hub.Step(Now);
    }

    public void SetLamp(Lamp lamp, LampColour colour)
    {
        LampChangeCount++;
    }

    public void Feed()
    {
        FeedCount++;
    }

    public void Request(BootReason reason)
    {
        RestartCount++;
    }

    public uint NextUInt32()
    {
        _random = (_random * 1664525) + 1013904223;
        return _random;
    }

    public void AcknowledgePress(uint triggerId, uint pressToken)
    {
        AcknowledgedCount += _flash.IsCut ? 0 : 1;
    }

    private static void Assert(bool condition)
    {
        nanoFramework.TestFramework.Assert.IsTrue(condition, "the ring of presses is full");
    }
}
