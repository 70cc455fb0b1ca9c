// The calls of a modem whose every turn a test decides.
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class TestVoice : IVoice
{
    private readonly Queue<int> _tones = new();

    internal List<string> Dialled { get; } = [];

    internal List<int> Volumes { get; } = [];

    internal List<SpeechMode> Modes { get; } = [];

    internal int AnswerCount { get; private set; }

    internal int HangUpCount { get; private set; }

    internal bool HasNetwork { get; set; } = true;

    internal string Caller { get; private set; } = "";

    public CallState Call { get; private set; }

    public CallEnd LastEnd { get; private set; }

    /// <summary>The other end takes the call.</summary>
    internal void Connect() => Call = CallState.Active;

    /// <summary>The call ends.</summary>
    internal void End(CallEnd end)
    {
        Call = CallState.Idle;
        LastEnd = end;
    }

    /// <summary>Somebody calls.</summary>
    internal void Ring(string caller)
    {
        Caller = caller;
        Call = CallState.Ringing;
    }

    internal void Tone(int digit) => _tones.Enqueue(digit);

    public bool IsCaller(string number) => number == Caller;

    public bool Dial(string number)
    {
        if (!HasNetwork || Call != CallState.Idle)
        {
            return false;
        }

        Dialled.Add(number);
        Call = CallState.Dialling;
        return true;
    }

    public void Answer()
    {
        AnswerCount++;
        Call = CallState.Active;
    }

    public void HangUp()
    {
        HangUpCount++;
        End(CallEnd.Here);
    }

    public void SetVolume(int volume) => Volumes.Add(volume);

    public void SetSpeech(SpeechMode mode) => Modes.Add(mode);

    public int TakeTone() => _tones.TryDequeue(out int tone) ? tone : -1;
}
