// Waits until something outside this process has become true.
using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Processes;

/// <summary>
/// Another process tells nobody when it has got somewhere, so it is asked again and again until a generous limit.
/// </summary>
internal static class Eventually
{
    /// <summary>Long enough for a busy machine; a test that waits this long has failed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks until <paramref name="isTrue"/> says yes; fails with <paramref name="what"/> after the limit.
    /// </summary>
    public static Task IsTrueAsync(string what, Func<Task<bool>> isTrue, CancellationToken cancellationToken) =>
        GetAsync(what, async () => await isTrue() ? "yes" : null, cancellationToken);

    /// <summary>Asks until <paramref name="get"/> gives something, and returns that.</summary>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> get, CancellationToken cancellationToken)
        where T : class
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await get() is { } got)
            {
                return got;
            }

            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"not within {Limit.TotalSeconds} s: {what}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
