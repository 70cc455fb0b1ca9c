// The board around a hub that runs from a slot.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World.Slots;

/// <summary>Shows the ports that the simulator's own build would be wired to, in types that every build shares.
/// </summary>
internal sealed class BoardSocket : IBoard
{
    private readonly HubPorts _ports;
    private readonly Dictionary<string, object> _settings = [];
    private readonly FlashSocket?[] _flashes;

    internal BoardSocket(HubSettings settings, HubPorts ports, IBoardSlots slots)
    {
        _ports = ports;
        Slots = slots;
        Keep(settings, "");
        Keep(settings.Link, nameof(HubSettings.Link) + ".");
        _settings["Link.Receivers"] = settings.Link.Receivers.Select(one => one.Host).ToArray();
        _settings["Link.Ports"] = settings.Link.Receivers.Select(one => one.Port).ToArray();
        IFlash?[] flashes =
            [ports.Flash, ports.DeviceFlash, ports.DocumentFlash, ports.SettingsFlash, ports.UpdateFlash];
        _flashes = Array.ConvertAll(flashes, flash => flash == null ? null : new FlashSocket(flash));
        Uplinks = Array.ConvertAll(ports.Paths, path => new UplinkSocket(path));
        Modem = ports.Modem == null ? null : new ModemSocket(ports.Modem);
    }

    public IBoardSlots Slots { get; }

    public IBoardUplink[] Uplinks { get; }

    public IBoardModem? Modem { get; }

    public int PowerSource => (int)_ports.Power!.Source;

    public int BatteryPercent => _ports.Power!.BatteryPercent;

    public int BootReason => (int)_ports.Restart!.LastReason;

    public bool HasRadio => _ports.Radio != null;

    public bool IsChannelBusy => _ports.Radio!.IsChannelBusy;

    public bool IsRadioWorking => _ports.Radio!.IsWorking;

    public bool HasAudio => _ports.Audio != null;

    public bool IsSpeaking => _ports.Audio!.IsSpeaking;

    public int ReceiverCount => _ports.Receivers?.Count ?? 0;

    public object? Setting(string name) => _settings.GetValueOrDefault(name);

    public IBoardFlash? Flash(BoardPart part) => _flashes[(int)part];

    public void SetLamp(int lamp, int colour) => _ports.Panel!.SetLamp((Lamp)lamp, (LampColour)colour);

    public uint NextRandom() => _ports.Random!.NextUInt32();

    public void FeedWatchdog() => _ports.Watchdog!.Feed();

    public void Restart(int reason) => _ports.Restart!.Request((BootReason)reason);

    public void AcknowledgePress(uint triggerId, uint pressToken) =>
        _ports.Triggers!.AcknowledgePress(triggerId, pressToken);

    public bool SendFrame(byte[] frame, int offset, int count, long nowMilliseconds) =>
        _ports.Radio!.Send(frame, offset, count, nowMilliseconds);

    public void ConfigureAudio(int volumePercent, int language) => _ports.Audio!.Configure(volumePercent, language);

    public void PlaySound(int sound) => _ports.Audio!.Play((Sound)sound);

    public bool Speak(int phrase) => _ports.Audio!.Speak((Phrase)phrase);

    public void SetLampBrightness(int percent) => _ports.Loads!.SetLampBrightness(percent);

    public void SetSecondBearer(bool isOn) => _ports.Loads!.SetSecondBearer(isOn);

    public void PowerOff() => _ports.Loads!.PowerOff();

    public void UseReceiver(int receiver, string host, int port) => _ports.Receivers!.Use(receiver, host, port);

    // Only what is made of types that every build shares.
    private void Keep(object settings, string prefix)
    {
        foreach (PropertyInfo property in settings.GetType().GetProperties())
        {
            Type type = property.PropertyType;
            while (type.IsArray)
            {
                type = type.GetElementType()!;
            }

            if ((type.IsPrimitive || type == typeof(string)) && property.GetValue(settings) is { } value)
            {
                _settings[prefix + property.Name] = value;
            }
        }
    }
}
