// The modem, as firmware of any build reaches it.
using Hub.Core.Ports;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.World.Slots;

internal sealed class ModemSocket(IModem modem) : IBoardModem
{
    public int Network => (int)modem.Network;

    public int Technology => (int)modem.Technology;

    public bool IsRoaming => modem.IsRoaming;

    public int NetworkCode => modem.NetworkCode;

    public int SignalDbm => modem.SignalDbm;

    public long AnswerCount => modem.AnswerCount;

    public int ShortMessage => (int)modem.ShortMessage;

    public bool HasVoice => modem.Voice != null;

    public int Call => (int)Voice.Call;

    public int LastEnd => (int)Voice.LastEnd;

    private IVoice Voice => modem.Voice!;

    public void RequestStatus() => modem.RequestStatus();

    public void Reattach() => modem.Reattach();

    public void PowerCycle() => modem.PowerCycle();

    public bool SendShortMessage(string number, byte[] text, int count) =>
        modem.SendShortMessage(number, text, count);

    public bool IsCaller(string number) => Voice.IsCaller(number);

    public bool Dial(string number) => Voice.Dial(number);

    public void Answer() => Voice.Answer();

    public void HangUp() => Voice.HangUp();

    public void SetVolume(int volume) => Voice.SetVolume(volume);

    public void SetSpeech(int mode) => Voice.SetSpeech((SpeechMode)mode);

    public int TakeTone() => Voice.TakeTone();
}
