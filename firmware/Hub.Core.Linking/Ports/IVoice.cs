// Calls through the modem: one at a time, with the hub's own loudspeaker and microphone.
namespace Hub.Core.Ports;

/// <summary>Call control. Nothing blocks; what happens shows in <see cref="Call"/>, read at every step.</summary>
public interface IVoice
{
    /// <summary>How far the call has come.</summary>
    CallState Call { get; }

    /// <summary>Why the last call ended.</summary>
    CallEnd LastEnd { get; }

    /// <summary>Whether the number of who calls, when <see cref="Call"/> is Ringing, is this one.</summary>
    bool IsCaller(string number);

    /// <summary>Begins to call.</summary>
    /// <returns>False when the modem cannot: it has no network, or a call is under way.</returns>
    bool Dial(string number);

    /// <summary>Takes the call that rings.</summary>
    void Answer();

    /// <summary>Ends the call, or refuses the one that rings.</summary>
    void HangUp();

    /// <summary>Sets the loudspeaker, 0 to <see cref="Limits.MaxVolume"/>.</summary>
    void SetVolume(int volume);

    /// <summary>Says which way the sound goes.</summary>
    void SetSpeech(SpeechMode mode);

    /// <summary>Takes the next tone that the other end has sent.</summary>
    /// <returns>The digit 0 to 9, or -1 when there is none.</returns>
    int TakeTone();
}
