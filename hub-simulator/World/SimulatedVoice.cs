// The calls of a simulated modem, and the people at the other end.
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Hub.Simulator.World;

/// <summary>One call at a time; how it goes is set beforehand.</summary>
public sealed class SimulatedVoice : IVoice
{
    private const long PickUpMilliseconds = 6_000;
    private const long BusyMilliseconds = 3_000;
    private const long DropMilliseconds = 20_000;

    private readonly Agenda _agenda;
    private readonly SimulatedModem _modem;
    private readonly Queue<int> _tones = new();
    private readonly List<string> _dialled = [];
    private string _caller = "";
    private int _call;

    internal SimulatedVoice(Agenda agenda, SimulatedModem modem)
    {
        _agenda = agenda;
        _modem = modem;
    }

    /// <summary>How the hub's next calls go.</summary>
    public CallOutcome Outcome { get; set; }

    /// <summary>How long after picking up the other end hangs up, in ms; 0: it never does.</summary>
    public long TalkMilliseconds { get; set; }

    /// <summary>The numbers that the hub has called.</summary>
    public IReadOnlyList<string> Dialled => _dialled;

    /// <summary>The loudspeaker's volume.</summary>
    public int Volume { get; private set; }

    /// <summary>Which way the sound goes.</summary>
    public SpeechMode Speech { get; private set; }

    /// <inheritdoc/>
    public CallState Call { get; private set; }

    /// <inheritdoc/>
    public CallEnd LastEnd { get; private set; }

    /// <summary>Somebody calls the hub.</summary>
    /// <returns>False when they hear that it cannot be reached, or a busy tone.</returns>
    public bool Ring(string caller)
    {
        if (!_modem.IsOnline || Call != CallState.Idle)
        {
            return false;
        }

        _caller = caller;
        Change(CallState.Ringing);
        return true;
    }

    /// <summary>The other end sends a tone.</summary>
    public void Tone(int digit) => _tones.Enqueue(digit);

    /// <summary>The other end hangs up.</summary>
    public void HangUpThere() => End(CallEnd.There);

    /// <inheritdoc/>
    public bool IsCaller(string number) => number == _caller;

    /// <inheritdoc/>
    public bool Dial(string number)
    {
        if (!_modem.IsOnline || Call != CallState.Idle)
        {
            return false;
        }

        _dialled.Add(number);
        Change(CallState.Dialling);
        switch (Outcome)
        {
            case CallOutcome.Busy:
                Later(BusyMilliseconds, () => End(CallEnd.Busy));
                break;
            case CallOutcome.Answered or CallOutcome.Dropped:
                Later(PickUpMilliseconds, TakeThere);
                break;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Answer() => Change(CallState.Active);

    /// <inheritdoc/>
    public void HangUp() => End(CallEnd.Here);

    /// <inheritdoc/>
    public void SetVolume(int volume) => Volume = volume;

    /// <inheritdoc/>
    public void SetSpeech(SpeechMode mode) => Speech = mode;

    /// <inheritdoc/>
    public int TakeTone() => _tones.TryDequeue(out int tone) ? tone : -1;

    internal void Lose() => End(CallEnd.Dropped);

    private void TakeThere()
    {
        Change(CallState.Active);
        if (Outcome == CallOutcome.Dropped)
        {
            Later(DropMilliseconds, Lose);
        }
        else if (TalkMilliseconds > 0)
        {
            Later(TalkMilliseconds, HangUpThere);
        }
    }

    private void End(CallEnd end)
    {
        if (Call != CallState.Idle)
        {
            LastEnd = end;
            _tones.Clear();
            Change(CallState.Idle);
        }
    }

    private void Change(CallState state)
    {
        _call++;
        Call = state;
        _modem.Woken?.Invoke();
    }

    private void Later(long milliseconds, System.Action action)
    {
        int call = _call;
        _agenda.After(milliseconds, () =>
        {
            if (call == _call)
            {
                action();
            }
        });
    }
}
