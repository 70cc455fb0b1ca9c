// Has the loop turn often enough for the console.
namespace Hub.Esp32S3.Provisioning;

/// <summary>The console is stepped with the hub; this makes the loop turn while nobody else wants it to.</summary>
internal sealed class ConsolePoll : IPolled
{
    public long Poll(long nowMilliseconds)
    {
        return nowMilliseconds + BoardLimits.ConsolePollMilliseconds;
    }
}
