// The network cable of a simulated hub.
using System;

namespace Hub.Simulator.World;

/// <summary>A network that can be pulled out and plugged in again. Read by other threads too.</summary>
public sealed class NetworkSwitch
{
    private volatile bool _isOn = true;

    /// <summary>Whether the hub has a network.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            if (_isOn != value)
            {
                _isOn = value;
                Changed?.Invoke();
            }
        }
    }

    /// <summary>Called when the network has been pulled out or plugged in.</summary>
    public Action? Changed { get; set; }
}
