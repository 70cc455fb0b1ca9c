// What a command works with: the terminal, the configuration and a signed-in client.
using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;

namespace Fleet.Hubctl;

/// <summary>What hubctl meets outside itself, where it is not the machine's own.</summary>
/// <param name="Time">The clock; null for the machine's.</param>
/// <param name="Ports">The serial ports; null for the machine's.</param>
/// <param name="Http">Carries requests to the fleet manager; null for the network.</param>
public sealed record Surroundings(
    TimeProvider? Time = null, IBenchPorts? Ports = null, HttpMessageHandler? Http = null);

/// <summary>Carries terminal and configuration, and connects.</summary>
public sealed class Session
{
    private readonly HttpMessageHandler? _handler;

    /// <summary>Creates a session.</summary>
    public Session(Terminal terminal, Configuration configuration, Surroundings? surroundings = null)
    {
        Time = surroundings?.Time ?? TimeProvider.System;
        Ports = surroundings?.Ports ?? new SerialPorts(configuration.StateFolder);
        _handler = surroundings?.Http;
        Terminal = terminal;
        Configuration = configuration;
    }

    /// <summary>The serial ports.</summary>
    public IBenchPorts Ports { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The terminal.</summary>
    public Terminal Terminal { get; }

    /// <summary>The configuration.</summary>
    public Configuration Configuration { get; }

    /// <summary>
    /// A signed-in client: by token, by user and password of the environment, or by the kept sign-in.
    /// </summary>
    public async Task<FleetClient> ConnectAsync(string? serverFlag, CancellationToken cancellationToken)
    {
        Uri server = Configuration.Server(serverFlag);
        if (Configuration.Token is { } token)
        {
            return new FleetClient(server, token, _handler);
        }

        if (Configuration.User is { } user)
        {
            string password = Configuration.Password
                ?? throw new FailureException(ExitCode.Usage, "HUBCTL_USER is set, HUBCTL_PASSWORD is not.");
            var client = new FleetClient(server, null, _handler);
            await client.SignInAsync(user, password, cancellationToken).ConfigureAwait(false);
            return client;
        }

        StoredSignIn? kept = Configuration.Load();
        if (kept is null || !Uri.TryCreate(kept.Server, UriKind.Absolute, out Uri? keptServer) || keptServer != server)
        {
            throw new FailureException(
                ExitCode.Refused,
                $"Not signed in at {server}. Run hubctl login, or set HUBCTL_USER and HUBCTL_PASSWORD.");
        }

        return kept.ExpiresAt > Time.GetUtcNow()
            ? new FleetClient(server, kept.Token, _handler)
            : throw new FailureException(ExitCode.Refused, "The sign-in has expired. Run hubctl login.");
    }
}
