// The hub's loudspeaker, as a person in the room hears it.
using System;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>Remembers what was played last, and passes on what is spoken.</summary>
public sealed class SimulatedSpeaker : IAudio
{
    /// <summary>Called with each signal.</summary>
    public Action<Sound>? Played { get; set; }

    /// <summary>The signal played last.</summary>
    public Sound Last { get; private set; }

    /// <summary>Signals played.</summary>
    public int Count { get; private set; }

    /// <summary>Called with each phrase.</summary>
    public Action<Phrase>? Spoken { get; set; }

    /// <summary>How loud it is, in percent.</summary>
    public int VolumePercent { get; private set; }

    /// <summary>The language: 0 Swedish, 1 English.</summary>
    public int Language { get; private set; }

    /// <inheritdoc/>
    public void Configure(int volumePercent, int language) => (VolumePercent, Language) = (volumePercent, language);

    /// <inheritdoc/>
    public bool IsSpeaking => false;

    /// <inheritdoc/>
    public bool Speak(Phrase phrase)
    {
        Spoken?.Invoke(phrase);
        return true;
    }

    /// <inheritdoc/>
    public void Play(Sound sound)
    {
        Last = sound;
        Count++;
        Played?.Invoke(sound);
    }
}
