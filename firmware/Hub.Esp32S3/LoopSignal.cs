// How an adapter on another thread wakes the loop before its time.
using System.Threading;

namespace Hub.Esp32S3;

/// <summary>One event that all adapters share: something has come, and the hub should be stepped now.</summary>
public sealed class LoopSignal
{
    private readonly AutoResetEvent _event = new AutoResetEvent(false);

    /// <summary>Wakes the loop, or keeps it from sleeping the next time. From any thread.</summary>
    public void Set()
    {
        _event.Set();
    }

    /// <summary>Sleeps until somebody calls <see cref="Set"/>. Only for the loop.</summary>
    /// <param name="milliseconds">The longest sleep, 0 and more.</param>
    /// <returns>False when the time has passed.</returns>
    public bool Wait(int milliseconds)
    {
        return _event.WaitOne(milliseconds, false);
    }
}
