// The voice module: frames, files, the amplifier, and a module that is dead or hangs.
using System;
using System.Device.Gpio;
using System.IO.Ports;
using System.Linq;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Voice;
using Hub.Hardware;

namespace Board.Tests.Voice;

public sealed class VoiceModuleTests : IUptime, IVoice
{
    private readonly ScriptedVoice _chip;
    private readonly VoiceModule _voice;
    private long _now;
    private long _due;

    public VoiceModuleTests()
    {
        BoardPins.Reset();
        _chip = new ScriptedVoice(() => _now);
        _voice = new VoiceModule(
            "COM3", new GpioController(), PinMap.VoiceBusy, PinMap.AmplifierEnable, 1, this, this, new LoopSignal());
        SerialPort.Made.Written = _chip.Take;
    }

    public static TheoryData<Phrase> Phrases => [.. Enum.GetValues<Phrase>().Where(p => p != Phrase.None)];

    public long Milliseconds => _now;

    public CallState Call { get; private set; }

    public CallEnd LastEnd => CallEnd.None;

    private bool IsAmplifierOn => BoardPins.Get(PinMap.AmplifierEnable).Level;

    [Fact]
    public void What_is_said_before_the_module_has_started_is_said_afterwards()
    {
        Assert.Equal(9_600, SerialPort.Made.BaudRate);
        Assert.True(_voice.IsSpeaking);
        Assert.True(_voice.Speak(Phrase.AlarmOnItsWay));
        Run(BoardLimits.VoiceStartMilliseconds - 1);
        Assert.Empty(_chip.Commands);

        Run(1_000);
        Assert.Equal([(6, 0, (byte)BoardLimits.VoiceVolume), (15, 1, 3)], _chip.Commands);
        Assert.True(_chip.Times[1] - _chip.Times[0] >= BoardLimits.VoiceCommandMilliseconds);
        Assert.Equal(0, _chip.BadFrames);
    }

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Every_phrase_has_the_file_of_its_number(Phrase phrase)
    {
        Start();
        Assert.True(_voice.Speak(phrase));
        Run(500);

        Assert.Equal([(int)phrase], _chip.Files);
    }

    [Fact]
    public void Signals_are_files_101_to_106_and_silence_is_none()
    {
        Start();
        foreach (Sound sound in Enum.GetValues<Sound>())
        {
            _voice.Play(sound);
            Run(4_000);
        }

        Assert.Equal(Enumerable.Range(101, 6), _chip.Files);
        Assert.False(_voice.Speak(Phrase.None));
        Assert.False(_voice.Speak((Phrase)100));
        Assert.False(_voice.Speak((Phrase)(-1)));
        _voice.Play((Sound)7);
        Run(1_000);
        Assert.Equal(6, _chip.Files.Count());
    }

    [Fact]
    public void It_speaks_from_the_request_until_the_pin_falls_and_the_amplifier_a_little_longer()
    {
        Start();
        Assert.False(_voice.IsSpeaking);
        Assert.False(IsAmplifierOn);
        _voice.Speak(Phrase.AlarmReceived);
        Assert.True(_voice.IsSpeaking);
        Run(100);
        Assert.True(IsAmplifierOn);
        Run(1_900);
        Assert.True(_voice.IsSpeaking);

        Run(200);
        Assert.False(_voice.IsSpeaking);
        Assert.True(IsAmplifierOn);
        Run(500);
        Assert.False(IsAmplifierOn);
        Assert.Equal(0, _voice.FailureCount);
    }

    [Fact]
    public void A_signal_cuts_short_what_sounds()
    {
        Start();
        _voice.Speak(Phrase.AlarmReceived);
        Run(700);
        _voice.Play(Sound.PressHeard);
        Run(300);

        Assert.Equal([1, 101], _chip.Files);
        Assert.True(_voice.IsSpeaking);
        Run(3_000);
        Assert.False(_voice.IsSpeaking);
    }

    [Fact]
    public void A_dead_module_holds_nobody_up()
    {
        _chip.IsDead = true;
        Start();
        _voice.Speak(Phrase.AlarmReceived);
        Run(BoardLimits.VoiceBeginMilliseconds + 200);

        Assert.False(_voice.IsSpeaking);
        Assert.Equal(1, _voice.FailureCount);
        Run(1_000);
        Assert.False(IsAmplifierOn);
    }

    [Fact]
    public void A_module_that_never_ends_is_restarted_and_speaks_again()
    {
        Start();
        _chip.IsHung = true;
        _voice.Speak(Phrase.AlarmReceived);
        Run(BoardLimits.VoiceMaxMilliseconds + BoardLimits.VoiceStartMilliseconds + 1_000);

        Assert.False(_voice.IsSpeaking);
        Assert.Equal(1, _voice.FailureCount);
        Assert.Contains(_chip.Commands, c => c.Command == 0x0C);
        _voice.Speak(Phrase.TestReceived);
        Run(500);
        Assert.Equal([1, 9], _chip.Files);
        Assert.Equal(2, _chip.Commands.Count(c => c.Command == 0x06));
    }

    [Fact]
    public void A_port_that_throws_costs_the_phrase_and_nothing_else()
    {
        Start();
        SerialPort.Made.Written = _ => throw new InvalidOperationException();
        _voice.Speak(Phrase.AlarmReceived);
        Run(500);
        Assert.Equal(1, _voice.FailureCount);

        SerialPort.Made.Written = _chip.Take;
        Run(BoardLimits.VoiceStartMilliseconds + 1_500);
        _voice.Speak(Phrase.TestReceived);
        Run(500);
        Assert.Equal([9], _chip.Files);
    }

    [Theory]
    [InlineData(CallState.Dialling, true)]
    [InlineData(CallState.Active, true)]
    [InlineData(CallState.Ringing, false)]
    [InlineData(CallState.Idle, false)]
    public void A_call_has_the_amplifier(CallState state, bool isOn)
    {
        Start();
        Call = state;
        Run(BoardLimits.VoiceIdleMilliseconds + 100);
        Assert.Equal(isOn, IsAmplifierOn);

        Call = CallState.Idle;
        Run(1_000);
        Assert.False(IsAmplifierOn);
    }

    bool IVoice.IsCaller(string number) => false;

    bool IVoice.Dial(string number) => false;

    void IVoice.Answer()
    {
    }

    void IVoice.HangUp()
    {
    }

    void IVoice.SetVolume(int volume)
    {
    }

    void IVoice.SetSpeech(SpeechMode mode)
    {
    }

    int IVoice.TakeTone() => -1;

    private void Start() => Run(BoardLimits.VoiceStartMilliseconds + 1_500);

    private void Run(long milliseconds)
    {
        _due = _due < _now ? _due : _now;
        for (long end = _now + milliseconds; _now < end; _now += 10)
        {
            _chip.Step(BoardPins.Get(PinMap.VoiceBusy));
            if (_now >= _due || _voice.IsSpeaking)
            {
                _due = _voice.Poll(_now);
            }
        }
    }
}
