// Which way the sound of a call goes.
namespace Hub.Core.Ports;

/// <summary>The ways of SCAIP's call handling; "microphone" and "speaker" are the hub's own.</summary>
public enum SpeechMode
{
    /// <summary>Neither end hears the other.</summary>
    Muted = 0,

    /// <summary>Both hear each other.</summary>
    Duplex = 1,

    /// <summary>The other end hears the home.</summary>
    MicrophoneOnly = 2,

    /// <summary>The home hears the other end.</summary>
    SpeakerOnly = 3,
}
