// When an unacknowledged alarm is sent again.
namespace Hub.Core.Alarming;

/// <summary>At once, then every 30 s sixteen times, then every 10 min for ever (requirements 5.2).</summary>
internal static class RetrySchedule
{
    /// <summary>The wait after a sending.</summary>
    /// <param name="sendings">Sendings in this round so far, at least 1.</param>
    /// <returns>Milliseconds until the next one.</returns>
    internal static int DelayAfter(int sendings)
    {
        return sendings < Limits.QuickSendings ? Limits.QuickRetryMilliseconds : Limits.SlowRetryMilliseconds;
    }
}
