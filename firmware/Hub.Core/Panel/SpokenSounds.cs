// The signals, each followed by the phrase that says it in words.
using Hub.Core.Ports;

namespace Hub.Core.Panel;

/// <summary>Plays signals and says what they mean, for whoever does not know them (HUL-145).</summary>
internal sealed class SpokenSounds : IAudio
{
    private readonly IAudio? _audio;
    private readonly Speech _speech;

    internal SpokenSounds(IAudio? audio, Speech speech)
    {
        _audio = audio;
        _speech = speech;
    }

    /// <inheritdoc/>
    public bool IsSpeaking
    {
        get { return _audio != null && _audio.IsSpeaking; }
    }

    /// <summary>What is said instead of a signal's own phrase, while its cause is better known than by the signal.
    /// </summary>
    internal Phrase Instead { get; set; }

    /// <inheritdoc/>
    public void Configure(int volumePercent, int language)
    {
        _audio?.Configure(volumePercent, language);
    }

    /// <inheritdoc/>
    public void Play(Sound sound)
    {
        _audio?.Play(sound);
        Phrase phrase = Instead != Phrase.None ? Instead : PhraseOf(sound);
        if (phrase != Phrase.None)
        {
            _speech.Say(phrase);
        }
    }

    /// <inheritdoc/>
    public bool Speak(Phrase phrase)
    {
        return _audio != null && _audio.Speak(phrase);
    }

    private static Phrase PhraseOf(Sound sound)
    {
        switch (sound)
        {
            case Sound.PairingOpened: return Phrase.PairingOpened;
            case Sound.Paired: return Phrase.DevicePaired;
            case Sound.Refused: return Phrase.PairingRefused;
            case Sound.PairingClosed: return Phrase.PairingClosed;
            default: return Phrase.None;
        }
    }
}
