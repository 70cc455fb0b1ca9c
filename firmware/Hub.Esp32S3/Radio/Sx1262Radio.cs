// The SX1262 of Semtech as the hub's transceiver, in its (G)FSK packet mode.
using System;
using System.Device.Gpio;
using Hub.Protocols.Radio;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// Receives on end and sends when asked. The chip adds and checks preamble, sync word, length and CRC; whitening is the
/// firmware's (<see cref="FrameWhitening"/>). DIO1 tells of events, DIO2 switches the antenna, DIO3 feeds the TCXO.
/// Of the chip's known limitations 15.1 and 15.2 concern GFSK; 15.3 and 15.4 are LoRa's.
/// </summary>
public sealed class Sx1262Radio : SpiRadio
{
    private const int FrameOffset = 3;

    private readonly Sx1262Chip _chip;
    private readonly Sx1262Settings _settings;
    private readonly GpioPin _reset;

    /// <summary>Takes the part and its lines. The chip is started by the first polls.</summary>
    /// <param name="gpio">The controller's pins.</param>
    /// <param name="pins">Which it is wired to.</param>
    /// <param name="uptime">The time.</param>
    /// <param name="signal">Wakes the loop.</param>
    public Sx1262Radio(GpioController gpio, RadioPins pins, IUptime uptime, LoopSignal signal)
        : base(gpio, pins, uptime, signal)
    {
        _chip = new Sx1262Chip(Part, gpio.OpenPin(pins.Busy, PinMode.Input), uptime);
        _settings = new Sx1262Settings(_chip);
        _reset = gpio.OpenPin(pins.Reset, PinMode.Output);
        _reset.Write(PinValue.High);
    }

    private protected override void BeginCall()
    {
        _chip.BeginCall();
    }

    private protected override int StartStep(int step)
    {
        switch (step)
        {
            case 0:
                _reset.Write(PinValue.Low);
                return BoardLimits.RadioResetMilliseconds;
            case 1:
                _reset.Write(PinValue.High);
                return BoardLimits.RadioSettleMilliseconds;
            case 2:
                Expect(Sx1262Code.ModeStandbyRc);
                _settings.StartCalibration();
                return BoardLimits.RadioSettleMilliseconds;
            case 3:
                CheckErrors();
                _settings.Write();
                Verify(Sx1262Code.ModeStandbyRc);
                _settings.Receive();
                return BoardLimits.RadioResetMilliseconds;
            default:
                Expect(Sx1262Code.ModeReceive);
                CheckErrors();
                return Started;
        }
    }

    private protected override void Serve(long nowMilliseconds)
    {
        for (int i = 0; i < BoardLimits.RadioEventsPerCall && HasNews; i++)
        {
            int events = _chip.Pair(Sx1262Code.GetIrqStatus);
            if ((events & ~Sx1262Code.IrqKnown) != 0)
            {
                throw new RadioFaultException(RadioFault.Garbage);
            }

            // Before the frame is read: what comes meanwhile raises the line again.
            _chip.Command(Sx1262Code.ClearIrqStatus, events >> 8, events);
            if ((events & Sx1262Code.IrqTimeout) != 0)
            {
                throw new RadioFaultException(RadioFault.Sending);
            }

            if ((events & Sx1262Code.IrqRxDone) != 0)
            {
                TakeFrame(events);
            }

            if ((events & Sx1262Code.IrqTxDone) != 0 && State == RadioState.Sending)
            {
                _settings.Receive();
                EndSending();
            }
        }

        if (HasNews)
        {
            throw new RadioFaultException(RadioFault.Line);
        }
    }

    private protected override void Look(long nowMilliseconds)
    {
        int mode = _chip.ReadMode();
        if (State == RadioState.Receiving ? mode == Sx1262Code.ModeReceive : mode == Sx1262Code.ModeTransmit)
        {
            return;
        }

        // It may have come to its end between the two readings.
        if (!HasNews)
        {
            throw new RadioFaultException(RadioFault.State);
        }
    }

    private protected override void Verify()
    {
        Verify(Sx1262Code.ModeReceive);
        CheckErrors();
    }

    private protected override void StartSending(byte[] whitened, int count)
    {
        _chip.Command(Sx1262Code.SetStandby, 1);
        Expect(Sx1262Code.ModeStandbyXosc);
        _settings.WritePacket(count);
        Array.Copy(whitened, 0, _chip.Out, 2, count);
        _chip.WriteBuffer(Sx1262Settings.SendBase, count);
        Expect(Sx1262Code.ModeStandbyXosc);
        _settings.Send(count);
    }

    // Only the level: the chip does not say that it has found a sync word without telling all of its events.
    private protected override bool IsHearing()
    {
        return false;
    }

    private protected override int ReadLevelDbm()
    {
        _chip.Query(Sx1262Code.GetRssiInst, 3);
        int level = _chip.In[2];
        if (((_chip.In[1] >> Sx1262Code.ModeShift) & Sx1262Code.ModeMask) != Sx1262Code.ModeReceive)
        {
            throw new RadioFaultException(RadioFault.State);
        }

        return -(level >> 1);
    }

    private void TakeFrame(int events)
    {
        int place = _chip.Pair(Sx1262Code.GetRxBufferStatus);
        int count = place >> 8;
        _chip.Query(Sx1262Code.GetPacketStatus, 5);
        int status = _chip.In[2];
        int level = _chip.In[4];
        if ((events & Sx1262Code.IrqCrcError) != 0 || (status & Sx1262Code.PacketSpoilt) != 0
            || count < 1 || count > RadioLimits.MaxFrameBytes)
        {
            CountSpoilt();
            return;
        }

        _chip.ReadBuffer(place & 0xFF, count);
        Take(_chip.In, FrameOffset, count, -(level >> 1));
    }

    private void Expect(int mode)
    {
        if (_chip.ReadMode() != mode)
        {
            throw new RadioFaultException(RadioFault.State);
        }
    }

    private void Verify(int mode)
    {
        Expect(mode);
        if (!_settings.AreThere())
        {
            throw new RadioFaultException(RadioFault.Settings);
        }
    }

    private void CheckErrors()
    {
        if (_chip.Pair(Sx1262Code.GetDeviceErrors) != 0)
        {
            throw new RadioFaultException(RadioFault.Chip);
        }
    }
}
