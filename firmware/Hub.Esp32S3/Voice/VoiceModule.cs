// The voice module: phrases and signals from its files.
using System;
using System.Device.Gpio;
using System.IO.Ports;
using Hub.Core.Panel;
using Hub.Core.Ports;

namespace Hub.Esp32S3.Voice;

/// <summary>
/// A YX5200 or YX5300 with a file for each phrase and signal in one folder for each language: file n of the folder is
/// phrase n (docs/phrases.md), files 101 to 106 are the signals in the order of <see cref="Sound"/>. It is told by
/// serial line and answers by one pin, so whether a phrase was heard is not known, only whether it was begun. The
/// amplifier is on while something sounds or a call is under way.
/// </summary>
public sealed class VoiceModule : IAudio, IPolled
{
    private const int FirstSignalFile = 100;
    private const int LastPhrase = 99;

    private enum Stage
    {
        Starting,
        Idle,
        Waiting,
        Speaking,
    }

    private readonly SerialPort _port;
    private readonly GpioPin _busy;
    private readonly GpioPin _amplifier;
    private readonly IVoice? _call;
    private readonly LoopSignal _signal;
    private readonly int _firstFolder;
    private readonly byte[] _frame = new byte[VoiceCommand.FrameBytes];
    private Stage _stage = Stage.Starting;
    private long _stageSinceMilliseconds;
    private long _commandAtMilliseconds;
    private long _soundedAtMilliseconds;
    private int _file;
    private int _volume = BoardLimits.VoiceVolume;
    private int _language;
    private bool _isVolumeSet;
    private bool _isAmplifierOn;

    /// <summary>Opens the port and takes the pins; nothing is said yet.</summary>
    /// <param name="portName">The serial port, for instance COM3; its pin must have been assigned.</param>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="busyPin">High while the module speaks.</param>
    /// <param name="amplifierPin">High switches the amplifier on.</param>
    /// <param name="folder">The folder of the first language, 1 to 98; the others follow.</param>
    /// <param name="call">The modem's calls, which sound through the same amplifier; null when there are none.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">Wakes the loop.</param>
    public VoiceModule(
        string portName,
        GpioController gpio,
        int busyPin,
        int amplifierPin,
        int folder,
        IVoice? call,
        IUptime uptime,
        LoopSignal signal)
    {
        _port = new SerialPort(portName, 9_600, Parity.None, 8, StopBits.One);
        _port.Open();
        _busy = gpio.OpenPin(busyPin, PinMode.Input);
        _amplifier = gpio.OpenPin(amplifierPin, PinMode.Output);
        _amplifier.Write(PinValue.Low);
        _firstFolder = folder;
        _call = call;
        _signal = signal;
        _stageSinceMilliseconds = uptime.Milliseconds;
    }

    /// <summary>Phrases and signals that the module has not begun, or did not end, since the start.</summary>
    public long FailureCount { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Also while the module starts, so that what waits is not lost.</remarks>
    public bool IsSpeaking
    {
        get { return _stage != Stage.Idle || _file != 0; }
    }

    /// <inheritdoc/>
    public void Configure(int volumePercent, int language)
    {
        int volume = BoardLimits.VoiceVolume * volumePercent / 100;
        _volume = volume > 0 ? volume : 1;
        _language = language;
        _isVolumeSet = false;
        _signal.Set();
    }

    /// <inheritdoc/>
    public void Play(Sound sound)
    {
        int number = (int)sound;
        if (number > 0 && number <= (int)Sound.PairingClosed)
        {
            Begin(FirstSignalFile + number);
        }
    }

    /// <inheritdoc/>
    public bool Speak(Phrase phrase)
    {
        int number = (int)phrase;
        if (number <= 0 || number > LastPhrase)
        {
            return false;
        }

        Begin(number);
        return true;
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        try
        {
            Step(nowMilliseconds);
        }
        catch (Exception)
        {
            // The port failed: what was to be said is left out, and the hub goes on without its voice.
            FailureCount++;
            _file = 0;
            Restart(nowMilliseconds);
        }

        return nowMilliseconds + (IsSpeaking || _isAmplifierOn
            ? BoardLimits.VoicePollMilliseconds
            : BoardLimits.VoiceIdleMilliseconds);
    }

    private void Begin(int file)
    {
        _file = file;
        _signal.Set();
    }

    private void Step(long now)
    {
        bool isBusy = _busy.Read() == PinValue.High;
        long since = now - _stageSinceMilliseconds;
        switch (_stage)
        {
            case Stage.Starting:
                if (since >= BoardLimits.VoiceStartMilliseconds)
                {
                    Enter(Stage.Idle, now);
                }

                break;
            case Stage.Waiting:
                if (isBusy)
                {
                    Enter(Stage.Speaking, now);
                }
                else if (since >= BoardLimits.VoiceBeginMilliseconds)
                {
                    FailureCount++;
                    Enter(Stage.Idle, now);
                }

                break;
            case Stage.Speaking:
                if (!isBusy)
                {
                    Enter(Stage.Idle, now);
                }
                else if (since >= BoardLimits.VoiceMaxMilliseconds)
                {
                    FailureCount++;
                    Send(VoiceCommand.Restart, 0, 0, now);
                    Restart(now);
                }

                break;
        }

        StepCommands(now);
        StepAmplifier(now);
    }

    private void StepCommands(long now)
    {
        bool isReady = _stage != Stage.Starting
            && now - _commandAtMilliseconds >= BoardLimits.VoiceCommandMilliseconds;
        if (!isReady)
        {
            return;
        }

        if (!_isVolumeSet)
        {
            _isVolumeSet = true;
            Send(VoiceCommand.SetVolume, 0, _volume, now);
        }
        else if (_file != 0)
        {
            // What speaks is cut short by it.
            int file = _file;
            _file = 0;
            SetAmplifier(true);
            Send(VoiceCommand.PlayInFolder, _firstFolder + _language, file, now);
            Enter(Stage.Waiting, now);
        }
    }

    private void StepAmplifier(long now)
    {
        bool isCalling = _call != null && (_call.Call == CallState.Dialling || _call.Call == CallState.Active);
        bool isSounding = isCalling || _stage == Stage.Waiting || _stage == Stage.Speaking;
        if (isSounding)
        {
            _soundedAtMilliseconds = now;
            SetAmplifier(true);
        }
        else if (_isAmplifierOn && now - _soundedAtMilliseconds >= BoardLimits.AmplifierAfterMilliseconds)
        {
            SetAmplifier(false);
        }
    }

    private void SetAmplifier(bool isOn)
    {
        if (_isAmplifierOn != isOn)
        {
            _isAmplifierOn = isOn;
            _amplifier.Write(isOn ? PinValue.High : PinValue.Low);
        }
    }

    private void Send(byte command, int high, int low, long now)
    {
        VoiceCommand.Write(_frame, command, (byte)high, (byte)low);
        _commandAtMilliseconds = now;
        _port.Write(_frame, 0, VoiceCommand.FrameBytes);
    }

    private void Restart(long now)
    {
        _isVolumeSet = false;
        Enter(Stage.Starting, now);
    }

    private void Enter(Stage stage, long now)
    {
        _stage = stage;
        _stageSinceMilliseconds = now;
    }
}
