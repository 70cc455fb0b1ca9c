// A board whose firmware does not get all of it to work.
using System;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Faults;

/// <summary>Passes everything on, but for what the fault is about.</summary>
internal sealed class FaultyBoard(IBoard board) : IBoard
{
    private IBoardUplink[]? _uplinks;

    /// <summary>Whether the transceiver does not answer.</summary>
    internal bool IsDeaf { get; init; }

    /// <summary>Whether acknowledgements of test alarms are lost.</summary>
    internal bool LosesTests { get; init; }

    public IBoardSlots Slots => board.Slots;

    public IBoardUplink[] Uplinks => _uplinks ??= LosesTests
        ? Array.ConvertAll(board.Uplinks, IBoardUplink (one) => new ForgetfulUplink(one)) : board.Uplinks;

    public IBoardModem? Modem => board.Modem;

    public int PowerSource => board.PowerSource;

    public int BatteryPercent => board.BatteryPercent;

    public int BootReason => board.BootReason;

    public bool HasRadio => board.HasRadio;

    public bool IsChannelBusy => board.IsChannelBusy;

    public bool IsRadioWorking => !IsDeaf && board.IsRadioWorking;

    public bool HasAudio => board.HasAudio;

    public bool IsSpeaking => board.IsSpeaking;

    public int ReceiverCount => board.ReceiverCount;

    public object? Setting(string name) => board.Setting(name);

    public IBoardFlash? Flash(BoardPart part) => board.Flash(part);

    public void SetLamp(int lamp, int colour) => board.SetLamp(lamp, colour);

    public uint NextRandom() => board.NextRandom();

    public void FeedWatchdog() => board.FeedWatchdog();

    public void Restart(int reason) => board.Restart(reason);

    public void AcknowledgePress(uint triggerId, uint pressToken) => board.AcknowledgePress(triggerId, pressToken);

    public bool SendFrame(byte[] frame, int offset, int count, long nowMilliseconds) =>
        !IsDeaf && board.SendFrame(frame, offset, count, nowMilliseconds);

    public void ConfigureAudio(int volumePercent, int language) => board.ConfigureAudio(volumePercent, language);

    public void PlaySound(int sound) => board.PlaySound(sound);

    public bool Speak(int phrase) => board.Speak(phrase);

    public void SetLampBrightness(int percent) => board.SetLampBrightness(percent);

    public void SetSecondBearer(bool isOn) => board.SetSecondBearer(isOn);

    public void PowerOff() => board.PowerOff();

    public void UseReceiver(int receiver, string host, int port) => board.UseReceiver(receiver, host, port);
}
