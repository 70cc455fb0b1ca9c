// The bounds of the loop.
namespace Hub.Esp32S3;

/// <content>The loop.</content>
public static partial class BoardLimits
{
    /// <summary>Adapters that the loop looks at.</summary>
    public const int MaxPolled = 16;

    /// <summary>How soon an adapter that has thrown is looked at again, in ms.</summary>
    public const int PollRetryMilliseconds = 1_000;

    /// <summary>How long a start that has failed waits before the next, in ms.</summary>
    public const int FailedStartMilliseconds = 10_000;

    /// <summary>Turns of the loop that may fail one after the other before a restart is asked for.</summary>
    public const int MaxFailedTurns = 10;
}
