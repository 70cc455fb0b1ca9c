// Notes which signals the hub gave and what it said.
using System.Collections.Generic;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class SoundRecorder : IAudio
{
    internal List<Sound> Played { get; } = [];

    internal List<Phrase> Spoken { get; } = [];

    public bool IsSpeaking { get; set; }

    public void Play(Sound sound) => Played.Add(sound);

    public bool Speak(Phrase phrase)
    {
        Spoken.Add(phrase);
        return true;
    }
}
