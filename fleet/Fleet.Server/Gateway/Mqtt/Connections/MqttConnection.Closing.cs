// How a connection ends: faults, deadlines, take-over, and the time to hear why.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway.Mqtt.Codec;
using Fleet.Server.Gateway.Mqtt.Timing;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.Gateway.Mqtt.Connections;

/// <content>Ending and deadlines.</content>
internal sealed partial class MqttConnection
{
    private long _lastHeard;
    private int _keepAliveMilliseconds;
    private Phase _phase;
    private LinkChangeReason _closeReason = LinkChangeReason.TransportLost;
    private bool _isClosing;
    private bool _isPaused;
    private bool _lingers;
    private bool _discardsWill;

    /// <summary>Where in its life a connection is.</summary>
    private enum Phase : byte
    {
        AwaitsConnect,
        Open,
        Lingers,
    }

    /// <summary>Ends the connection because the same client has connected again (MQTT 5.0 §3.1.4).</summary>
    internal void CloseTakenOver()
    {
        _gateway.Metrics.TakenOver();
        CloseFromOutside(ReasonCode.SessionTakenOver, LinkChangeReason.TakenOver);
    }

    /// <summary>Ends the connection because the server stops.</summary>
    internal void CloseStopping() =>
        CloseFromOutside(ReasonCode.ServerShuttingDown, LinkChangeReason.ServerStopping);

    /// <inheritdoc/>
    internal override long OnDue(long now)
    {
        switch (_phase)
        {
            case Phase.AwaitsConnect:
                // No version is known before CONNECT, so there is nothing to say.
                CloseFromOutside(ReasonCode.Success, LinkChangeReason.TransportLost, aborts: true);
                return 0;
            case Phase.Lingers:
                ThreadPool.UnsafeQueueUserWorkItem(static self => self._input.CancelPendingRead(), this, false);
                return 0;
            default:
                return OnOpenDue(now);
        }
    }

    /// <summary>Ends the connection for a fault of the client, told in 5.0, shown by the closing in 3.1.1
    /// (§4.13).</summary>
    private Step Fail(ReasonCode fault)
    {
        _gateway.Metrics.Faulted();
        LogFault(_gateway.Log, _hub?.HubId, fault);
        Close(fault, LinkChangeReason.ProtocolError);
        return Step.Close;
    }

    private void CloseFromOutside(ReasonCode reason, LinkChangeReason why, bool aborts = false)
    {
        if (!Close(reason, why))
        {
            return;
        }

        // Never on this thread: waking the reader may run all of its ending, and the caller may hold locks.
        ThreadPool.UnsafeQueueUserWorkItem(
            static state => state.Self.Wake(state.Aborts), (Self: this, Aborts: aborts), preferLocal: false);
    }

    private void Wake(bool aborts)
    {
        lock (this)
        {
            aborts = aborts || _isPaused || _stalled is not null;
        }

        if (aborts)
        {
            _context.Abort();
        }
        else
        {
            _input.CancelPendingRead();
        }
    }

    /// <summary>Decides that the connection ends, and appends the DISCONNECT where the client understands
    /// one.</summary>
    /// <returns>False when that was decided before.</returns>
    private bool Close(ReasonCode reason, LinkChangeReason why)
    {
        lock (this)
        {
            if (_isClosing)
            {
                return false;
            }

            _closeReason = why;
            if (reason != ReasonCode.Success && Level == ConnectPacket.Version5 && _session is not null)
            {
                AppendDisconnect(reason);
                _lingers = _stalled is null;
                FlushLocked();
            }

            _isClosing = true;
            return true;
        }
    }

    private long OnOpenDue(long now)
    {
        long next = 0;
        var isSilent = false;
        lock (this)
        {
            if (_isClosing)
            {
                return 0;
            }

            if (_stalled is not null)
            {
                next = _stalled.Since + (_gateway.Limits.WriteSeconds * 1000L);
            }
            else if (_keepAliveMilliseconds > 0)
            {
                // What was heard was dated by the last tick, so it may look a tick older than it is.
                var heard = _isPaused ? now : _lastHeard;
                next = heard + _keepAliveMilliseconds + TimerWheel.TickMilliseconds;
                isSilent = true;
            }
        }

        if (next == 0 || now < next)
        {
            return next;
        }

        if (isSilent)
        {
            _gateway.Metrics.KeepAliveTimedOut();
            CloseFromOutside(ReasonCode.KeepAliveTimeout, LinkChangeReason.KeepAliveTimeout);
        }
        else
        {
            CloseFromOutside(ReasonCode.Success, LinkChangeReason.TransportLost, aborts: true);
        }

        return 0;
    }

    private void LeaveSession()
    {
        lock (this)
        {
            _isClosing = true;
        }

        if (_session is not null)
        {
            _gateway.Sessions.Leave(this, _session, _discardsWill, _closeReason);
        }
    }

    /// <summary>
    /// Reads and forgets for a moment, so that the client can read the reason: closing with unread input makes TCP
    /// throw away what is on its way out.
    /// </summary>
    private async Task LingerAsync()
    {
        var until = _gateway.Wheel.Now + _gateway.Limits.LingerMilliseconds;
        _phase = Phase.Lingers;
        _gateway.Wheel.Forget(this);
        _gateway.Wheel.LookAt(this, until);
        while (true)
        {
            var result = await _input.ReadAsync();
            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || _gateway.Wheel.Now >= until)
            {
                return;
            }
        }
    }

    private void Leave()
    {
        bool isStalled;
        lock (this)
        {
            _isClosed = true;
            isStalled = _stalled is not null;
        }

        _gateway.Wheel.Forget(this);
        _gateway.Exit();
        if (isStalled)
        {
            // A peer that does not read must not hold what is left for it.
            _context.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Closing the connection of hub {HubId}: {Fault}.")]
    private static partial void LogFault(ILogger logger, string? hubId, ReasonCode fault);
}
