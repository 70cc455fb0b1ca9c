// What the other end says by tones during a call.
using Hub.Core.Ports;

namespace Hub.Core.Voice;

/// <summary>
/// The tones of SCAIP's voice session: 0 clears the call down, 1 is louder, 3 is softer, 4 duplex, 7 microphone only,
/// 8 loudspeaker only. Others mean nothing here.
/// </summary>
public sealed class CallTones
{
    private const int ClearDown = 0;
    private const int Louder = 1;
    private const int Softer = 3;
    private const int ToDuplex = 4;
    private const int ToMicrophone = 7;
    private const int ToSpeaker = 8;

    /// <summary>The loudspeaker's volume, 0 to <see cref="Limits.MaxVolume"/>.</summary>
    public int Volume { get; private set; } = Limits.DefaultVolume;

    /// <summary>Which way the sound goes when it is not muted.</summary>
    public SpeechMode Mode { get; private set; } = SpeechMode.Duplex;

    /// <summary>Whether somebody in the home has muted the call.</summary>
    public bool IsMuted { get; private set; }

    /// <summary>A call begins: everything as usual.</summary>
    internal void Begin(IVoice voice)
    {
        Volume = Limits.DefaultVolume;
        Mode = SpeechMode.Duplex;
        IsMuted = false;
        voice.SetVolume(Volume);
        voice.SetSpeech(Mode);
    }

    /// <summary>Mutes both ways, or ends that.</summary>
    internal void Mute(IVoice voice, bool isMuted)
    {
        IsMuted = isMuted;
        voice.SetSpeech(isMuted ? SpeechMode.Muted : Mode);
    }

    /// <summary>Does what the waiting tones say, a few in one step.</summary>
    /// <returns>True when the call is to be cleared down.</returns>
    internal bool Take(IVoice voice)
    {
        for (int i = 0; i < Limits.TonesPerStep; i++)
        {
            switch (voice.TakeTone())
            {
                case -1:
                    return false;
                case ClearDown:
                    return true;
                case Louder:
                    SetVolume(voice, Volume + 1);
                    break;
                case Softer:
                    SetVolume(voice, Volume - 1);
                    break;
                case ToDuplex:
                    SetMode(voice, SpeechMode.Duplex);
                    break;
                case ToMicrophone:
                    SetMode(voice, SpeechMode.MicrophoneOnly);
                    break;
                case ToSpeaker:
                    SetMode(voice, SpeechMode.SpeakerOnly);
                    break;
            }
        }

        return false;
    }

    private void SetVolume(IVoice voice, int volume)
    {
        Volume = volume < 0 ? 0 : volume > Limits.MaxVolume ? Limits.MaxVolume : volume;
        voice.SetVolume(Volume);
    }

    private void SetMode(IVoice voice, SpeechMode mode)
    {
        Mode = mode;
        voice.SetSpeech(IsMuted ? SpeechMode.Muted : mode);
    }
}
