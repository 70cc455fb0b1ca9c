// The hub's loudspeaker, as a person in the room hears it.
using System;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>Remembers what was played last.</summary>
public sealed class SimulatedSpeaker : IAudio
{
    /// <summary>Called with each signal.</summary>
    public Action<Sound>? Played { get; set; }

    /// <summary>The signal played last.</summary>
    public Sound Last { get; private set; }

    /// <summary>Signals played.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Play(Sound sound)
    {
        Last = sound;
        Count++;
        Played?.Invoke(sound);
    }
}
