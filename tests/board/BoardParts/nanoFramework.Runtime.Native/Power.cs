// Restarting the board on the host: counts what the running test's firmware has asked for.
using System.Threading;

namespace nanoFramework.Runtime.Native;

public class Power
{
    private static readonly AsyncLocal<Counter?> Current = new();

    /// <summary>Only for tests: restarts asked for since <see cref="Reset"/>.</summary>
    public static int RebootCount => Current.Value?.Count ?? 0;

    /// <summary>Only for tests: nothing has been asked for yet.</summary>
    public static void Reset() => Current.Value = new Counter();

    /// <summary>Returns, which the real one does not.</summary>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
    {
        if (Current.Value != null)
        {
            Current.Value.Count++;
        }
    }

    private sealed class Counter
    {
        internal int Count { get; set; }
    }
}
