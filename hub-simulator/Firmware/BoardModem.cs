// The hub's ports to the modem of a simulated board.
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

internal sealed class BoardModem(IBoardModem modem) : IModem, IVoice
{
    public NetworkState Network => (NetworkState)modem.Network;

    public RadioTechnology Technology => (RadioTechnology)modem.Technology;

    public bool IsRoaming => modem.IsRoaming;

    public int NetworkCode => modem.NetworkCode;

    public int SignalDbm => modem.SignalDbm;

    public long AnswerCount => modem.AnswerCount;

    public IVoice? Voice => modem.HasVoice ? this : null;

    public ShortMessageState ShortMessage => (ShortMessageState)modem.ShortMessage;

    public CallState Call => (CallState)modem.Call;

    public CallEnd LastEnd => (CallEnd)modem.LastEnd;

    public void RequestStatus() => modem.RequestStatus();

    public void Reattach() => modem.Reattach();

    public void PowerCycle() => modem.PowerCycle();

    public bool SendShortMessage(string number, byte[] text, int count) =>
        modem.SendShortMessage(number, text, count);

    public bool IsCaller(string number) => modem.IsCaller(number);

    public bool Dial(string number) => modem.Dial(number);

    public void Answer() => modem.Answer();

    public void HangUp() => modem.HangUp();

    public void SetVolume(int volume) => modem.SetVolume(volume);

    public void SetSpeech(SpeechMode mode) => modem.SetSpeech((int)mode);

    public int TakeTone() => modem.TakeTone();
}
