// What the demonstration was asked for.
using Hub.Simulator.World;

namespace Hub.Simulator.App;

internal sealed record DemoOptions
{
    internal required int? Hubs { get; init; }

    internal required ServerAddress Server { get; init; }

    internal required string CredentialsFile { get; init; }

    internal required string StateDirectory { get; init; }

    internal required int ControlPort { get; init; }

    /// <summary>The port of the page; null for no page.</summary>
    internal int? PagePort { get; init; }

    internal required int HeartbeatIntervalSeconds { get; init; }

    /// <summary>How many times as fast the hubs' time passes, 1 to <see cref="RealClock.MaxTimeFactor"/>.</summary>
    internal int TimeFactor { get; init; } = 1;

    internal required TlsTrust? Tls { get; init; }
}
