// An IP network whose link the test decides.
using Hub.Esp32S3.Linking;

namespace Board.Tests.Linking;

internal sealed class ScriptedNetwork : IIpNetwork
{
    public bool IsUp { get; set; } = true;

    internal int StepCount { get; private set; }

    public void Step(long nowMilliseconds) => StepCount++;
}
