// The hub's lamps, as a person in the room sees them.
using System;
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>Remembers what each lamp shows and for how long it has.</summary>
public sealed class SimulatedPanel : IPanel
{
    private static readonly Lamp[] AllLamps = Enum.GetValues<Lamp>();

    private readonly IWorldClock _clock;
    private readonly LampColour[] _colours = new LampColour[AllLamps.Length];
    private readonly long[] _since = new long[AllLamps.Length];
    private bool _isPowered;

    /// <summary>All lamps dark.</summary>
    public SimulatedPanel(IWorldClock clock)
    {
        _clock = clock;
    }

    /// <summary>Called when a lamp has changed.</summary>
    public Action<Lamp, LampColour>? Changed { get; set; }

    /// <summary>The lamps that tell how the hub is, in the order of their label.</summary>
    public static IReadOnlyList<Lamp> Lamps { get; } = [Lamp.Power, Lamp.Internet, Lamp.Service];

    /// <summary>Without power every lamp is dark and stays so.</summary>
    public bool IsPowered
    {
        get => _isPowered;
        set
        {
            _isPowered = value;
            foreach (Lamp lamp in AllLamps)
            {
                Show(lamp, value ? Colour(lamp) : LampColour.Off);
            }
        }
    }

    /// <summary>What a lamp shows.</summary>
    public LampColour Colour(Lamp lamp) => _colours[(int)lamp];

    /// <summary>World time since when the lamp has shown its colour, in ms.</summary>
    public long Since(Lamp lamp) => _since[(int)lamp];

    /// <inheritdoc/>
    public void SetLamp(Lamp lamp, LampColour colour)
    {
        if (_isPowered)
        {
            Show(lamp, colour);
        }
    }

    private void Show(Lamp lamp, LampColour colour)
    {
        if (_colours[(int)lamp] == colour)
        {
            return;
        }

        _colours[(int)lamp] = colour;
        _since[(int)lamp] = _clock.NowMilliseconds;
        Changed?.Invoke(lamp, colour);
    }
}
