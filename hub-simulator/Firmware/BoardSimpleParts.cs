// The hub's ports to the smaller parts of a simulated board.
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

internal sealed class BoardSimpleParts(IBoard board)
    : IPanel, IPower, IRandom, IWatchdog, IRestart, ITriggerAcknowledger, IRadio, IAudio, ILoadSwitch, IReceivers
{
    public PowerSource Source => (PowerSource)board.PowerSource;

    public int BatteryPercent => board.BatteryPercent;

    public BootReason LastReason => (BootReason)board.BootReason;

    public bool IsChannelBusy => board.IsChannelBusy;

    public bool IsWorking => board.IsRadioWorking;

    public bool IsSpeaking => board.IsSpeaking;

    public int Count => board.ReceiverCount;

    public void SetLamp(Lamp lamp, LampColour colour) => board.SetLamp((int)lamp, (int)colour);

    public uint NextUInt32() => board.NextRandom();

    public void Feed() => board.FeedWatchdog();

    public void Request(BootReason reason) => board.Restart((int)reason);

    public void AcknowledgePress(uint triggerId, uint pressToken) => board.AcknowledgePress(triggerId, pressToken);

    public bool Send(byte[] frame, int offset, int count, long nowMilliseconds) =>
        board.SendFrame(frame, offset, count, nowMilliseconds);

    public void Configure(int volumePercent, int language) => board.ConfigureAudio(volumePercent, language);

    public void Play(Sound sound) => board.PlaySound((int)sound);

    public bool Speak(Phrase phrase) => board.Speak((int)phrase);

    public void SetLampBrightness(int percent) => board.SetLampBrightness(percent);

    public void SetSecondBearer(bool isOn) => board.SetSecondBearer(isOn);

    public void PowerOff() => board.PowerOff();

    public void Use(int receiver, string host, int port) => board.UseReceiver(receiver, host, port);
}
