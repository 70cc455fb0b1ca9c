// What the wiring takes from the interpreter beside buses and pins.
using Hub.Core.Ports;
using Hub.Esp32S3.Linking;

namespace Hub.Esp32S3.Wiring;

/// <summary>Time, randomness, the IP stack and who the chip is. All must be set.</summary>
public sealed class BoardSources
{
    /// <summary>Takes them.</summary>
    /// <param name="uptime">The time.</param>
    /// <param name="random">Randomness.</param>
    /// <param name="network">Whether the IP stack has a link.</param>
    /// <param name="chipId">The chip's id, 12 to 32 hexadecimal digits.</param>
    public BoardSources(IUptime uptime, IRandom random, INetworkProbe network, string chipId)
    {
        Uptime = uptime;
        Random = random;
        Network = network;
        ChipId = chipId;
    }

    /// <summary>The time.</summary>
    public IUptime Uptime { get; }

    /// <summary>Randomness.</summary>
    public IRandom Random { get; }

    /// <summary>The IP stack.</summary>
    public INetworkProbe Network { get; }

    /// <summary>Who the chip is.</summary>
    public string ChipId { get; }
}
