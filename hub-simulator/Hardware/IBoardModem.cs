// The modem of a simulated board, with its calls.
namespace Hub.Simulator.Hardware;

/// <summary>As the hub's ports to modem and calls; enumerations are their numbers.</summary>
public interface IBoardModem
{
    /// <summary>Registration.</summary>
    int Network { get; }

    /// <summary>Radio technology.</summary>
    int Technology { get; }

    /// <summary>Whether the network is a foreign one.</summary>
    bool IsRoaming { get; }

    /// <summary>The network's code; 0 when not known.</summary>
    int NetworkCode { get; }

    /// <summary>Signal strength in dBm, or 0.</summary>
    int SignalDbm { get; }

    /// <summary>Answers so far.</summary>
    long AnswerCount { get; }

    /// <summary>What became of the last short message.</summary>
    int ShortMessage { get; }

    /// <summary>Asks for the status.</summary>
    void RequestStatus();

    /// <summary>Looks for a network anew.</summary>
    void Reattach();

    /// <summary>Power off and on.</summary>
    void PowerCycle();

    /// <summary>Sends a short message; false when it takes none now.</summary>
    bool SendShortMessage(string number, byte[] text, int count);

    /// <summary>Whether it can call.</summary>
    bool HasVoice { get; }

    /// <summary>How far the call has come.</summary>
    int Call { get; }

    /// <summary>Why the last call ended.</summary>
    int LastEnd { get; }

    /// <summary>Whether this number calls.</summary>
    bool IsCaller(string number);

    /// <summary>Calls; false when it cannot.</summary>
    bool Dial(string number);

    /// <summary>Takes the call.</summary>
    void Answer();

    /// <summary>Ends the call.</summary>
    void HangUp();

    /// <summary>Sets the loudspeaker.</summary>
    void SetVolume(int volume);

    /// <summary>Says which way the sound goes.</summary>
    void SetSpeech(int mode);

    /// <summary>The next tone, or -1.</summary>
    int TakeTone();
}
