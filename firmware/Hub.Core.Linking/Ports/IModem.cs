// The mobile modem: registration, short messages, calls, and the means to bring it back to its senses.
using Hub.Protocols.Messages;

namespace Hub.Core.Ports;

/// <summary>
/// The modem beside its data path, which is an <see cref="IBearer"/> of its own. Nothing here blocks: the adapter asks
/// the modem on its own and keeps the last answer. Texts and numbers are ASCII.
/// </summary>
public interface IModem
{
    /// <summary>Registration, as told last.</summary>
    NetworkState Network { get; }

    /// <summary>Radio technology in use (HBG-014), as told last.</summary>
    RadioTechnology Technology { get; }

    /// <summary>Whether the network in use is a foreign one.</summary>
    bool IsRoaming { get; }

    /// <summary>The network in use: mobile country code × 1,000 + network code; 0 when not known.</summary>
    int NetworkCode { get; }

    /// <summary>Signal strength in dBm (negative), or 0 when not known.</summary>
    int SignalDbm { get; }

    /// <summary>Grows with each answer of the modem to <see cref="RequestStatus"/>: the proof that it lives.</summary>
    long AnswerCount { get; }

    /// <summary>Its calls; null when it cannot speak.</summary>
    IVoice? Voice { get; }

    /// <summary>What became of the last short message.</summary>
    ShortMessageState ShortMessage { get; }

    /// <summary>Asks the modem how it is; the answer shows in <see cref="AnswerCount"/> and the properties.</summary>
    void RequestStatus();

    /// <summary>Has the modem leave its network and look for one anew.</summary>
    void Reattach();

    /// <summary>Takes the power from the modem and gives it back; calls and data sessions end.</summary>
    void PowerCycle();

    /// <summary>Begins to send a short message; the bytes are copied before the call returns.</summary>
    /// <param name="number">The receiver's number, at most <see cref="Limits.MaxNumberDigits"/> digits.</param>
    /// <param name="text">Holds the text from its start, in characters of the GSM alphabet.</param>
    /// <param name="count">Its length, at most 160.</param>
    /// <returns>False when the modem takes none now.</returns>
    bool SendShortMessage(string number, byte[] text, int count);
}
