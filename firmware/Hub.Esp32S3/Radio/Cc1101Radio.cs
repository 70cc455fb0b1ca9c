// The CC1101 of Texas Instruments as the hub's transceiver.
using System;
using System.Device.Gpio;
using Hub.Protocols.Radio;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// Receives on end and sends when asked. After each frame the chip is idle until the loop has taken it, so what comes
/// right behind it is not heard. It has no reset line; it is reset over the bus.
/// </summary>
public sealed class Cc1101Radio : SpiRadio
{
    // Length, level, and the byte with the CRC's result, round a frame in the FIFO.
    private const int FifoExtraBytes = 3;
    private const int FrameOffset = 2;
    private const int StableReadings = 4;

    private readonly Cc1101Settings _settings = new Cc1101Settings();
    private readonly GpioPin _hearing;
    private readonly byte[] _out = new byte[BoardLimits.RadioTransferBytes];
    private readonly byte[] _in = new byte[BoardLimits.RadioTransferBytes];
    private bool _wasElsewhere;

    /// <summary>Takes the part and its lines. The chip is started by the first polls.</summary>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="pins">Which it is wired to.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">Wakes the loop.</param>
    public Cc1101Radio(GpioController gpio, RadioPins pins, IUptime uptime, LoopSignal signal)
        : base(gpio, pins, uptime, signal)
    {
        _hearing = gpio.OpenPin(pins.Busy, PinMode.Input);
    }

    // Nothing is waited for: the chip takes commands as fast as they come, and what takes it time is looked at later.
    private protected override void BeginCall()
    {
    }

    private protected override int StartStep(int step)
    {
        switch (step)
        {
            case 0:
                Strobe(Cc1101Code.Reset);
                return BoardLimits.RadioResetMilliseconds;
            case 1:
                CheckVersion();
                Array.Copy(_settings.Registers, 0, _out, 1, Cc1101Settings.RegisterCount);
                Transfer(Cc1101Code.Burst, 1 + Cc1101Settings.RegisterCount);
                _out[1] = Cc1101Settings.Power;
                Transfer(Cc1101Code.PowerRegister, 2);
                CheckSettings();
                Listen();
                return BoardLimits.RadioResetMilliseconds;
            default:
                if (ReadState() != Cc1101Code.StateReceive)
                {
                    throw new RadioFaultException(RadioFault.State);
                }

                CheckLock();
                _wasElsewhere = false;
                return Started;
        }
    }

    private protected override void Serve(long nowMilliseconds)
    {
        if (State == RadioState.Sending)
        {
            // The line tells of received frames alone.
            throw new RadioFaultException(RadioFault.Line);
        }

        int count = ReadStable(Cc1101Code.ReceivedBytesRegister);
        if (count == 0)
        {
            throw new RadioFaultException(RadioFault.State);
        }

        if ((count & Cc1101Code.Overflow) != 0 || count >= BoardLimits.RadioTransferBytes)
        {
            CountSpoilt();
        }
        else
        {
            TakeFrame(count);
        }

        Listen();
        if (HasNews)
        {
            throw new RadioFaultException(RadioFault.Line);
        }
    }

    private protected override void Look(long nowMilliseconds)
    {
        int state = ReadState();
        if (State == RadioState.Sending)
        {
            LookSending(state);
            return;
        }

        if (state == Cc1101Code.StateReceive)
        {
            _wasElsewhere = false;
            return;
        }

        // Idle after a frame that was too long for it, or on its way back; lost its settings, or stopped. Once is no
        // fault while the settings stand.
        if (_wasElsewhere || HasNews)
        {
            throw new RadioFaultException(RadioFault.State);
        }

        CheckVersion();
        CheckSettings();
        _wasElsewhere = true;
        if (state == Cc1101Code.StateOverflow)
        {
            CountSpoilt();
        }

        Listen();
    }

    private protected override void Verify()
    {
        if (IsHearing() || HasNews)
        {
            return;
        }

        CheckVersion();
        CheckSettings();
        CheckLock();

        // The synthesiser is calibrated on the way from idle, and drifts with the temperature.
        Listen();
    }

    private protected override void StartSending(byte[] whitened, int count)
    {
        CheckVersion();
        Strobe(Cc1101Code.Idle);
        Strobe(Cc1101Code.FlushReceived);
        Strobe(Cc1101Code.FlushToSend);
        if (ReadState() != Cc1101Code.StateIdle)
        {
            throw new RadioFaultException(RadioFault.State);
        }

        _out[1] = (byte)count;
        Array.Copy(whitened, 0, _out, 2, count);
        Transfer(Cc1101Code.FifoRegister | Cc1101Code.Burst, 2 + count);
        Strobe(Cc1101Code.Transmit);
    }

    private protected override bool IsHearing()
    {
        return _hearing.Read() == PinValue.High;
    }

    private protected override int ReadLevelDbm()
    {
        return LevelDbm(ReadStatus(Cc1101Code.LevelRegister));
    }

    // Table 31 of the data sheet: half decibels with a sign, 74 dB off.
    private static int LevelDbm(int code)
    {
        return ((code >= 128 ? code - 256 : code) >> 1) - 74;
    }

    private void TakeFrame(int count)
    {
        Transfer(Cc1101Code.FifoRegister | Cc1101Code.ReadStatus, 1 + count);
        int length = _in[1];
        if (length < 1 || length > RadioLimits.MaxFrameBytes || count != length + FifoExtraBytes
            || (_in[FrameOffset + length + 1] & Cc1101Code.CrcIsRight) == 0)
        {
            CountSpoilt();
            return;
        }

        int level = LevelDbm(_in[FrameOffset + length]);
        Take(_in, FrameOffset, length, level);
    }

    private void LookSending(int state)
    {
        switch (state)
        {
            case Cc1101Code.StateIdle:
                CheckVersion();
                CheckSettings();
                Listen();
                EndSending();
                break;
            case Cc1101Code.StateTransmit:
            case Cc1101Code.StateCalibrate:
            case Cc1101Code.StateSettle:
                break;
            default:
                throw new RadioFaultException(RadioFault.Sending);
        }
    }

    private void Listen()
    {
        Strobe(Cc1101Code.Idle);
        Strobe(Cc1101Code.FlushReceived);
        Strobe(Cc1101Code.FlushToSend);
        Strobe(Cc1101Code.Receive);
    }

    private void CheckVersion()
    {
        int version = ReadStatus(Cc1101Code.VersionRegister);
        if (version == 0 || version == 0xFF)
        {
            throw new RadioFaultException(RadioFault.Garbage);
        }
    }

    private void CheckSettings()
    {
        Transfer(Cc1101Code.ReadStatus, 1 + Cc1101Settings.CheckedCount);
        for (int i = 0; i < Cc1101Settings.CheckedCount; i++)
        {
            if (_in[1 + i] != _settings.Registers[i])
            {
                throw new RadioFaultException(RadioFault.Settings);
            }
        }
    }

    private void CheckLock()
    {
        Transfer(Cc1101Code.SynthesiserRegister | Cc1101Code.Read, 2);
        if (_in[1] == Cc1101Code.NotLocked)
        {
            throw new RadioFaultException(RadioFault.Chip);
        }
    }

    private int ReadState()
    {
        Strobe(Cc1101Code.Nothing);
        return (_in[0] >> Cc1101Code.StateShift) & Cc1101Code.StateMask;
    }

    private int ReadStatus(int register)
    {
        Transfer(register | Cc1101Code.ReadStatus, 2);
        return _in[1];
    }

    // A count that changes while it is read can come out wrong (errata SWRZ020, SPI read synchronisation).
    private int ReadStable(int register)
    {
        int last = ReadStatus(register);
        for (int i = 0; i < StableReadings; i++)
        {
            int again = ReadStatus(register);
            if (again == last)
            {
                return again;
            }

            last = again;
        }

        throw new RadioFaultException(RadioFault.Garbage);
    }

    private void Strobe(int code)
    {
        Transfer(code, 1);
    }

    private void Transfer(int header, int count)
    {
        _out[0] = (byte)header;
        Part.Transfer(_out, _in, count);
        if ((_in[0] & Cc1101Code.NotReady) != 0)
        {
            throw new RadioFaultException(RadioFault.Garbage);
        }
    }
}
