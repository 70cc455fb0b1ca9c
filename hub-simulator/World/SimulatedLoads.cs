// What of a hub's board takes power, switched by the hub and seen from outside.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Core.Power;
using Hub.Protocols.Messages;

namespace Hub.Simulator.World;

/// <summary>
/// Adds up the load from what the hub does: lamps that shine and how brightly, bearers with power, messages sent, a
/// call going on. The figures are those of <see cref="PowerBudget"/>, the states are the hub's own.
/// </summary>
public sealed class SimulatedLoads : ILoadSwitch, IUplinkObserver
{
    private static readonly Lamp[] AllLamps = Enum.GetValues<Lamp>();

    private readonly SimulatedPower _power;
    private readonly SimulatedPanel _panel;
    private readonly HubSettings _settings;
    private bool _isConnected;

    internal SimulatedLoads(SimulatedPower power, SimulatedPanel panel, HubSettings settings)
    {
        _power = power;
        _panel = panel;
        _settings = settings;
    }

    /// <summary>Brightness of the lamps, in percent.</summary>
    public int LampBrightness { get; private set; } = 100;

    /// <summary>Whether the board has a second bearer at all.</summary>
    public bool HasSecondBearer { get; set; } = true;

    /// <summary>Whether the second bearer has power.</summary>
    public bool IsSecondBearerOn { get; private set; } = true;

    /// <summary>Called when the second bearer has been given power, or has lost it.</summary>
    public Action? SecondBearerSwitched { get; set; }

    /// <summary>Whether somebody speaks with the reception centre.</summary>
    public bool IsInCall { get; set; }

    /// <summary>A board that does not do what it is asked to: nothing is shed.</summary>
    public bool IsStuck { get; set; }

    /// <summary>Whether the hub has asked to lose its power.</summary>
    public bool IsPowerOffRequested { get; private set; }

    /// <inheritdoc/>
    public void SetLampBrightness(int percent) => LampBrightness = IsStuck ? LampBrightness : percent;

    /// <inheritdoc/>
    public void SetSecondBearer(bool isOn)
    {
        IsSecondBearerOn = IsStuck || isOn;
        SecondBearerSwitched?.Invoke();
    }

    /// <inheritdoc/>
    public void PowerOff() => IsPowerOffRequested = true;

    /// <inheritdoc/>
    public void OnReady() => _isConnected = true;

    /// <inheritdoc/>
    public void OnClosed() => _isConnected = false;

    /// <inheritdoc/>
    public void OnPublished(MessageKind kind, ReadOnlySpan<byte> body) =>
        _power.Use(PowerBudget.AtBattery(PowerBudget.MessageMillijoules * 1000L) / 1000.0);

    /// <inheritdoc/>
    public void OnReceived(MessageKind kind, ReadOnlySpan<byte> body)
    {
    }

    /// <summary>The board starts: all that a stage has taken has its power again.</summary>
    internal void Start()
    {
        LampBrightness = 100;
        IsSecondBearerOn = true;
        SecondBearerSwitched?.Invoke();
        IsPowerOffRequested = false;
        _isConnected = false;
        Update(true);
    }

    /// <summary>Tells the battery what it has to give from now on.</summary>
    internal void Update(bool isRunning)
    {
        if (!isRunning)
        {
            _power.LoadMicrowatts = 0;
            return;
        }

        long load = PowerBudget.ControllerMicrowatts + PowerBudget.ReceiverMicrowatts
            + PowerBudget.ModemIdleMicrowatts + PowerBudget.BoardMicrowatts;
        foreach (Lamp lamp in AllLamps)
        {
            load += _panel.Colour(lamp) != LampColour.Off ? PowerBudget.LampMicrowatts * LampBrightness / 100 : 0;
        }

        load += HasSecondBearer && IsSecondBearerOn ? PowerBudget.SecondBearerMicrowatts : 0;
        load += IsInCall ? PowerBudget.CallMicrowatts : 0;

        // The transport's keep-alives pass the messages by.
        load += _isConnected ? PowerBudget.MessageMillijoules * 1000L / _settings.KeepAliveSeconds : 0;
        _power.LoadMicrowatts = PowerBudget.AtBattery(load);
    }
}
