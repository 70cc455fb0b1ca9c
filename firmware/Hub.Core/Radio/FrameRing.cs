// Where the transceiver puts frames until the next step.
using Hub.Protocols;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// A fixed ring between the transceiver and the core. <see cref="Put"/> may be called from another thread or an
/// interrupt callback; everything else belongs to the core's loop. A frame that finds no place is lost, as if it had
/// not been heard: its device gets no acknowledgement and sends again.
/// </summary>
public sealed class FrameRing
{
    private readonly object _gate = new object();
    private readonly ReceivedFrame[] _frames = new ReceivedFrame[Limits.FrameRingCapacity];
    private int _first;
    private int _count;

    /// <summary>Makes an empty ring.</summary>
    public FrameRing()
    {
        for (int i = 0; i < _frames.Length; i++)
        {
            _frames[i] = new ReceivedFrame();
        }
    }

    /// <summary>Frames that waited for a place in vain, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Frames too short or too long for any of the protocol, since the start.</summary>
    public long MisshapenCount { get; private set; }

    /// <summary>Whether a frame waits.</summary>
    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _count == 0;
            }
        }
    }

    /// <summary>Puts a frame; see <see cref="HubCore.PutFrame"/> for the arguments.</summary>
    /// <returns>False when it was not taken.</returns>
    internal bool Put(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds)
    {
        lock (_gate)
        {
            if (frame == null || offset < 0 || count < RadioLimits.MinFrameBytes || count > RadioLimits.MaxFrameBytes
                || offset > frame.Length - count)
            {
                MisshapenCount++;
                return false;
            }

            if (_count == _frames.Length)
            {
                RefusedCount++;
                return false;
            }

            ReceivedFrame place = _frames[(_first + _count) % Limits.FrameRingCapacity];
            System.Array.Copy(frame, offset, place.Bytes, 0, count);
            place.Count = count;
            place.SignalDbm = signalDbm < ProtocolLimits.MinSignalDbm || signalDbm > 0 ? 0 : signalDbm;
            place.HeardAtMilliseconds = nowMilliseconds;
            _count++;
            return true;
        }
    }

    /// <summary>Copies the oldest frame into <paramref name="into"/> and takes it out.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Take(ReceivedFrame into)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return false;
            }

            into.CopyFrom(_frames[_first]);
            _first = (_first + 1) % Limits.FrameRingCapacity;
            _count--;
            return true;
        }
    }
}
