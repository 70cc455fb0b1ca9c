// A loudspeaker that notes what it is asked for.
using System.Collections.Generic;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Board.Tests;

internal sealed class SilentSpeaker : IAudio
{
    internal List<Phrase> Spoken { get; } = [];

    internal List<Sound> Played { get; } = [];

    internal (int VolumePercent, int Language) Configured { get; private set; }

    public void Configure(int volumePercent, int language) => Configured = (volumePercent, language);

    public bool IsSpeaking => false;

    public void Play(Sound sound) => Played.Add(sound);

    public bool Speak(Phrase phrase)
    {
        Spoken.Add(phrase);
        return true;
    }
}
