// Notes which signals the hub gave and what it said.
using System.Collections.Generic;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class SoundRecorder : IAudio
{
    internal List<Sound> Played { get; } = [];

    internal List<Phrase> Spoken { get; } = [];

    internal (int VolumePercent, int Language) Configured { get; private set; }

    public void Configure(int volumePercent, int language) => Configured = (volumePercent, language);

    public bool IsSpeaking { get; set; }

    public void Play(Sound sound) => Played.Add(sound);

    public bool Speak(Phrase phrase)
    {
        Spoken.Add(phrase);
        return true;
    }
}
