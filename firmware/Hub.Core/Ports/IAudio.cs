// The hub's loudspeaker, for short signals and spoken phrases.
using Hub.Core.Panel;

namespace Hub.Core.Ports;

/// <summary>Plays short signals and speaks phrases. Never blocks: what cannot be played is left out.</summary>
public interface IAudio
{
    /// <summary>Whether a phrase is being spoken.</summary>
    bool IsSpeaking { get; }

    /// <summary>Sets how loud and in which language; called once at the start and when it changes.</summary>
    /// <param name="volumePercent">Of full, 10 to 100.</param>
    /// <param name="language">0 Swedish, 1 English; one that the board does not have is passed over.</param>
    void Configure(int volumePercent, int language);

    /// <summary>Begins to play a signal; one that is playing is cut short.</summary>
    void Play(Sound sound);

    /// <summary>Begins to speak a phrase, in the language the board is set to. Only called when nothing is being
    /// spoken.</summary>
    /// <returns>False when the board has no such phrase or cannot speak.</returns>
    bool Speak(Phrase phrase);
}
