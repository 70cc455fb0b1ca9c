// The link's own steady state allocates nothing: four paths, a modem, tests over each path, calls, short messages.
using System;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class LinkAllocationTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    /// <summary>Ports that do nothing, and so allocate nothing.</summary>
    private sealed class Silence
        : IPanel, IPower, IWatchdog, IRestart, ITriggerAcknowledger, IAudio, IModem, IVoice
    {
        private bool _isHung;

        public PowerSource Source => PowerSource.Mains;

        public int BatteryPercent => 100;

        public BootReason LastReason => BootReason.PowerOn;

        public bool IsSpeaking => false;

        public NetworkState Network => NetworkState.Registered;

        public RadioTechnology Technology => RadioTechnology.FourthGeneration;

        public bool IsRoaming => true;

        public int NetworkCode => 240_001;

        public int SignalDbm => -90;

        public long AnswerCount { get; private set; }

        public IVoice? Voice => this;

        public ShortMessageState ShortMessage { get; private set; }

        public CallState Call { get; private set; }

        public CallEnd LastEnd => CallEnd.There;

        public int ShortMessageCount { get; private set; }

        public int DialCount { get; private set; }

        public int PowerCycleCount { get; private set; }

        public void Hang() => _isHung = true;

        public void SetLamp(Lamp lamp, LampColour colour)
        {
        }

        public void Feed()
        {
        }

        public void Request(BootReason reason) => throw new InvalidOperationException("no restart is expected");

        public void Configure(int volumePercent, int language)
        {
        }

        public bool Speak(Hub.Core.Panel.Phrase phrase) => true;

        public void Play(Sound sound)
        {
        }

        public void AcknowledgePress(uint triggerId, uint pressToken)
        {
        }

        public void RequestStatus()
        {
            AnswerCount += _isHung ? 0 : 1;
            Call = CallState.Idle;
        }

        public void Reattach()
        {
        }

        public void PowerCycle()
        {
            PowerCycleCount++;
            _isHung = false;
        }

        public bool SendShortMessage(string number, byte[] text, int count)
        {
            ShortMessageCount++;
            ShortMessage = ShortMessageState.Sent;
            return true;
        }

        public bool IsCaller(string number) => true;

        public bool Dial(string number)
        {
            DialCount++;
            Call = CallState.Active;
            return true;
        }

        public void Answer() => Call = CallState.Active;

        public void HangUp() => Call = CallState.Idle;

        public void SetVolume(int volume)
        {
        }

        public void SetSpeech(SpeechMode mode)
        {
        }

        public int TakeTone() => 1;
    }

    private readonly Silence _silence = new();
    private readonly LoopbackBroker[] _brokers =
    [
        new(), new() { Kind = BearerKind.Lte }, new(), new() { Kind = BearerKind.Lte },
    ];

    private readonly HubCore _hub;
    private long _now;
    private uint _token;

    public LinkAllocationTests()
    {
        HubSettings settings = new() { HubId = "00c0ffee00c0ffee", Password = "x" };
        settings.Link.ShortMessageNumbers = ["123"];
        settings.Link.VoiceNumbers = ["123"];
        settings.Link.AnsweredNumbers = ["123"];
        settings.Link.ReconnectSpreadSeconds = 5;
        UplinkPath[] paths = new UplinkPath[_brokers.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = new UplinkPath(i / 2, new MqttUplink(settings, _brokers[i]));
        }

        _hub = new HubCore(settings, new HubPorts
        {
            Flash = new NorFlash(),
            Paths = paths,
            Panel = _silence,
            Power = _silence,
            Random = new SeededRandom(1),
            Watchdog = _silence,
            Restart = _silence,
            Triggers = _silence,
            Audio = _silence,
            Modem = _silence,
        });
        Run(30 * Second);
        Assert.True(_hub.Status.Session.IsReady);
    }

    [Fact]
    public void HBG_018_days_with_tests_over_each_path_calls_cuts_and_a_hung_modem_allocate_no_byte()
    {
        Work();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int calls = _silence.DialCount;
        int messages = _silence.ShortMessageCount;
        long switches = _hub.Status.Link.Paths.SwitchCount;
        Work();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(_silence.DialCount > calls && _silence.ShortMessageCount > messages);
        Assert.True(_hub.Status.Link.Paths.SwitchCount > switches + 4 && _silence.PowerCycleCount >= 3);
        Assert.Equal(0, allocated);
    }

    private void Work()
    {
        Run(100 * Hour);
        Press();
        Run(2 * Minute);
        foreach (LoopbackBroker broker in _brokers)
        {
            broker.CannotOpen = true;
            broker.Close();
        }

        Press();
        Run(10 * Minute);
        foreach (LoopbackBroker broker in _brokers)
        {
            broker.CannotOpen = false;
        }

        _silence.Hang();
        Run(2 * Hour);
    }

    private void Press()
    {
        if (!_hub.PressTrigger(1, 3, 10, 0, ++_token, _now))
        {
            throw new InvalidOperationException("the ring is full");
        }
    }

    private void Run(long milliseconds)
    {
        long end = _now + milliseconds;
        long next = _hub.Step(_now);
        while (next <= end)
        {
            _now = next > _now ? next : _now;
            next = _hub.Step(_now);
        }

        _now = end;
    }
}
