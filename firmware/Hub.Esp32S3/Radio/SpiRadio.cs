// What all transceivers on the SPI bus share: the states, starting anew, frames in and out.
using System;
using System.Device.Gpio;
using Hub.Core.Ports;
using Hub.Esp32S3.Wiring;
using Hub.Protocols.Radio;

namespace Hub.Esp32S3.Radio;

/// <summary>
/// A transceiver that is never waited for: its interrupt line only wakes the loop, and all else happens when the loop
/// polls or the core sends. Whatever goes wrong ends in a new start of the chip, at once the first time and then after
/// growing waits. While it does not receive, the channel counts as busy and nothing is sent. No call throws, and none
/// takes longer than <see cref="BoardLimits.RadioWaitMilliseconds"/> and the transfers themselves.
/// </summary>
public abstract partial class SpiRadio : IRadio, IPolled
{
    /// <summary>What <see cref="StartStep"/> answers after its last step.</summary>
    protected const int Started = -1;

    private const int MicrosecondsPerMillisecond = 1000;

    private readonly FrameWhitening _whitening = new FrameWhitening();
    private readonly byte[] _sent = new byte[RadioLimits.MaxFrameBytes];
    private readonly InterruptLine _line;
    private readonly LoopSignal _signal;
    private long _nowMilliseconds;
    private long _stepAtMilliseconds = long.MinValue;
    private long _lookAtMilliseconds;
    private long _checkAtMilliseconds;
    private long _sendEndsAtMilliseconds;
    private int _step;
    private int _tries;
    private bool _wasBusy;

    /// <summary>Takes the part and its lines. The chip is started by the first polls.</summary>
    private protected SpiRadio(GpioController gpio, RadioPins pins, IUptime uptime, LoopSignal signal)
    {
        Part = new SpiPart(pins.Select);
        _line = new InterruptLine(gpio, pins.Interrupt, uptime, signal);
        _signal = signal;
    }

    /// <summary>Where frames go; <c>HubCore.PutFrame</c>. Without it they are dropped.</summary>
    public FrameTaker? Received { get; set; }

    /// <summary>What it is doing.</summary>
    public RadioState State { get; private set; }

    /// <summary>The fault noticed last, since the start.</summary>
    public RadioFault LastFault { get; private set; }

    /// <summary>Faults, since the start.</summary>
    public long FaultCount { get; private set; }

    /// <summary>Frames handed on, since the start.</summary>
    public long ReceivedCount { get; private set; }

    /// <summary>Frames with a wrong CRC or length, since the start.</summary>
    public long SpoiltCount { get; private set; }

    /// <summary>Frames that nobody took, since the start.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Frames whose sending came to its end, since the start.</summary>
    public long SentCount { get; private set; }

    /// <inheritdoc/>
    public bool IsWorking
    {
        get { return State == RadioState.Receiving || State == RadioState.Sending; }
    }

    /// <inheritdoc/>
    public bool IsChannelBusy
    {
        get
        {
            if (State != RadioState.Receiving)
            {
                // Its own sending is nobody else's.
                return State != RadioState.Sending || _wasBusy;
            }

            try
            {
                BeginCall();
                _wasBusy = IsHearing() || ReadLevelDbm() >= BoardLimits.RadioBusyDbm;
                return _wasBusy;
            }
            catch (RadioFaultException fault)
            {
                Fail(fault.Fault);
            }
            catch (Exception)
            {
                Fail(RadioFault.Driver);
            }

            return true;
        }
    }

    /// <summary>The chip on its bus.</summary>
    private protected SpiPart Part { get; }

    /// <summary>Whether the chip's line says that there is news.</summary>
    private protected bool HasNews => _line.IsHigh;

    /// <inheritdoc/>
    public bool Send(byte[] frame, int offset, int count, long nowMilliseconds)
    {
        if (frame == null || offset < 0 || count < 1 || count > RadioLimits.MaxFrameBytes
            || offset > frame.Length - count || State != RadioState.Receiving)
        {
            return false;
        }

        _nowMilliseconds = nowMilliseconds;
        try
        {
            BeginCall();

            // What has been received would be lost.
            if (HasNews)
            {
                Serve(nowMilliseconds);
            }

            Array.Copy(frame, offset, _sent, 0, count);
            _whitening.Apply(_sent, 0, count);
            StartSending(_sent, count);
            State = RadioState.Sending;
            _sendEndsAtMilliseconds = nowMilliseconds + (AirTime.Microseconds(count) / MicrosecondsPerMillisecond) + 1;

            // The loop is to ask anew when it must poll.
            _signal.Set();
            return true;
        }
        catch (RadioFaultException fault)
        {
            Fail(fault.Fault);
        }
        catch (Exception)
        {
            Fail(RadioFault.Driver);
        }

        return false;
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        _nowMilliseconds = nowMilliseconds;
        try
        {
            BeginCall();
            Work(nowMilliseconds);
        }
        catch (RadioFaultException fault)
        {
            Fail(fault.Fault);
        }
        catch (Exception)
        {
            Fail(RadioFault.Driver);
        }

        return NextAt(nowMilliseconds);
    }

    /// <summary>A call begins: what may be waited for in it is counted from here.</summary>
    private protected abstract void BeginCall();

    /// <summary>Does one step of starting the chip.</summary>
    /// <param name="step">0 and up.</param>
    /// <returns>How long to wait before the next one, in ms; <see cref="Started"/> when the chip receives.</returns>
    private protected abstract int StartStep(int step);

    /// <summary>Takes what the chip's line tells of.</summary>
    private protected abstract void Serve(long nowMilliseconds);

    /// <summary>Looks whether the chip is in the state it should be in, without being told.</summary>
    private protected abstract void Look(long nowMilliseconds);

    /// <summary>Reads the settings back.</summary>
    private protected abstract void Verify();

    /// <summary>Begins to send; the last thing that it does is to switch the transmitter on.</summary>
    private protected abstract void StartSending(byte[] whitened, int count);

    /// <summary>Whether a frame is being received.</summary>
    private protected abstract bool IsHearing();

    /// <summary>The level at the antenna now, in dBm.</summary>
    private protected abstract int ReadLevelDbm();
}
