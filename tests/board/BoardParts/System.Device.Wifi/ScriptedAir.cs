// The Wi-Fi around the board, as a test wants it.
using System.Collections.Concurrent;
using System.Threading;

namespace System.Device.Wifi;

/// <summary>Belongs to the test that made it, with the threads that the test started.</summary>
public sealed class ScriptedAir
{
    private static readonly AsyncLocal<ScriptedAir?> Running = new();

    public ScriptedAir() => Running.Value = this;

    internal static ScriptedAir Current =>
        Running.Value ?? throw new InvalidOperationException("The test has made no ScriptedAir.");

    /// <summary>What a try to join is answered with.</summary>
    public WifiConnectionStatus Answer { get; set; } = WifiConnectionStatus.Success;

    /// <summary>Whether the board has an adapter at all.</summary>
    public bool HasAdapter { get; set; } = true;

    /// <summary>Whether every call throws.</summary>
    public bool Throws { get; set; }

    /// <summary>Set while a try to join may go on; reset it and the call hangs.</summary>
    public ManualResetEvent Gate { get; } = new(true);

    /// <summary>What was asked, in order: "join name passphrase" or "leave".</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Times that the adapters were looked for.</summary>
    public int FindCount { get; internal set; }

    internal void Note(string call)
    {
        Calls.Enqueue(call);
        Gate.WaitOne();
        if (Throws)
        {
            throw new InvalidOperationException(call);
        }
    }
}
