// Where the radio puts presses until the next step.
namespace Hub.Core.Alarming;

/// <summary>
/// A fixed ring between the radio side and the core. <see cref="Put"/> may be called from another thread or an
/// interrupt callback; everything else belongs to the core's loop.
/// </summary>
public sealed class PressRing
{
    private readonly object _gate = new object();
    private readonly Press[] _presses = new Press[Limits.PressRingCapacity];
    private int _first;
    private int _count;

    /// <summary>Makes an empty ring.</summary>
    public PressRing()
    {
        for (int i = 0; i < _presses.Length; i++)
        {
            _presses[i] = new Press();
        }
    }

    /// <summary>Presses that waited for a place in vain, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Whether a press waits.</summary>
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

    /// <summary>Puts a press; see <see cref="HubCore.PressTrigger"/> for the arguments.</summary>
    /// <returns>False when the ring is full.</returns>
    internal bool Put(
        uint triggerId,
        int deviceType,
        int statusCode,
        int locationCode,
        uint pressToken,
        long nowMilliseconds)
    {
        lock (_gate)
        {
            if (_count == _presses.Length)
            {
                RefusedCount++;
                return false;
            }

            Press press = _presses[(_first + _count) % Limits.PressRingCapacity];
            press.TriggerId = triggerId;
            press.DeviceType = deviceType;
            press.StatusCode = statusCode;
            press.LocationCode = locationCode;
            press.Token = pressToken;
            press.PressedAtMilliseconds = nowMilliseconds;
            _count++;
            return true;
        }
    }

    /// <summary>Copies the oldest press into <paramref name="into"/> and takes it out.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Take(Press into)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return false;
            }

            into.CopyFrom(_presses[_first]);
            _first = (_first + 1) % Limits.PressRingCapacity;
            _count--;
            return true;
        }
    }
}
