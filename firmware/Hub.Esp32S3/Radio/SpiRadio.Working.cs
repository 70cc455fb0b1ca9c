// The turns of a transceiver: start, receive, send, fail.
namespace Hub.Esp32S3.Radio;

/// <content>What happens in a poll.</content>
public abstract partial class SpiRadio
{
    /// <summary>Gives a received frame on.</summary>
    /// <param name="bytes">Holds it, still whitened; it is changed.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="signalDbm">Its level.</param>
    private protected void Take(byte[] bytes, int offset, int count, int signalDbm)
    {
        long at = _line.TakeEdge(_nowMilliseconds);
        _whitening.Apply(bytes, offset, count);
        ReceivedCount++;
        if (Received == null || !Received(bytes, offset, count, signalDbm, at))
        {
            DroppedCount++;
        }
    }

    /// <summary>A frame was received that is none.</summary>
    private protected void CountSpoilt()
    {
        SpoiltCount++;
        _line.TakeEdge(_nowMilliseconds);
    }

    /// <summary>The frame has been sent, and the chip receives again.</summary>
    private protected void EndSending()
    {
        SentCount++;
        _line.TakeEdge(_nowMilliseconds);
        State = RadioState.Receiving;
        _lookAtMilliseconds = _nowMilliseconds + BoardLimits.RadioLookMilliseconds;
    }

    private void Work(long now)
    {
        if (State == RadioState.Waiting && now >= _stepAtMilliseconds)
        {
            State = RadioState.Starting;
            _step = 0;
        }

        while (State == RadioState.Starting && now >= _stepAtMilliseconds)
        {
            Advance(now);
        }

        if (State == RadioState.Sending)
        {
            WorkSending(now);
        }
        else if (State == RadioState.Receiving)
        {
            WorkReceiving(now);
        }
    }

    private void Advance(long now)
    {
        int wait = StartStep(_step);
        _step++;
        if (wait != Started)
        {
            _stepAtMilliseconds = now + wait;
            return;
        }

        State = RadioState.Receiving;
        _lookAtMilliseconds = now + BoardLimits.RadioLookMilliseconds;
        _checkAtMilliseconds = now + BoardLimits.RadioCheckMilliseconds;
    }

    private void WorkReceiving(long now)
    {
        if (HasNews)
        {
            Serve(now);
        }

        if (now >= _lookAtMilliseconds)
        {
            _lookAtMilliseconds = now + BoardLimits.RadioLookMilliseconds;
            Look(now);
        }

        if (now >= _checkAtMilliseconds)
        {
            _checkAtMilliseconds = now + BoardLimits.RadioCheckMilliseconds;
            Verify();

            // It has held for so long: the next fault is a first one again.
            _tries = 0;
        }
    }

    private void WorkSending(long now)
    {
        if (HasNews)
        {
            Serve(now);
        }

        if (State == RadioState.Sending && now >= _sendEndsAtMilliseconds)
        {
            Look(now);
        }

        if (State == RadioState.Sending
            && now >= _sendEndsAtMilliseconds + BoardLimits.RadioSendSlackMilliseconds)
        {
            throw new RadioFaultException(RadioFault.Sending);
        }
    }

    private void Fail(RadioFault fault)
    {
        LastFault = fault;
        FaultCount++;
        State = RadioState.Waiting;
        long wait = 0;
        for (int i = 0; i < _tries && wait < BoardLimits.RadioMaxRetryMilliseconds; i++)
        {
            wait = wait == 0 ? BoardLimits.RadioRetryMilliseconds : wait * 2;
        }

        wait = wait > BoardLimits.RadioMaxRetryMilliseconds ? BoardLimits.RadioMaxRetryMilliseconds : wait;
        _tries = wait == BoardLimits.RadioMaxRetryMilliseconds ? _tries : _tries + 1;
        _stepAtMilliseconds = _nowMilliseconds + wait;
        _signal.Set();
    }

    private long NextAt(long now)
    {
        switch (State)
        {
            case RadioState.Receiving:
                return _lookAtMilliseconds;
            case RadioState.Sending:
                return now < _sendEndsAtMilliseconds
                    ? _sendEndsAtMilliseconds : now + BoardLimits.RadioSendLookMilliseconds;
            default:
                return _stepAtMilliseconds > now ? _stepAtMilliseconds : now;
        }
    }
}
