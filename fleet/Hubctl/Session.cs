// What a command works with: the terminal, the configuration and a signed-in client.
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl;

/// <summary>Carries terminal and configuration, and connects.</summary>
public sealed class Session
{
    /// <summary>Creates a session.</summary>
    public Session(Terminal terminal, Configuration configuration, TimeProvider time)
    {
        Time = time;
        Terminal = terminal;
        Configuration = configuration;
    }

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
            return new FleetClient(server, token);
        }

        if (Configuration.User is { } user)
        {
            string password = Configuration.Password
                ?? throw new FailureException(ExitCode.Usage, "HUBCTL_USER is set, HUBCTL_PASSWORD is not.");
            var client = new FleetClient(server, null);
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
            ? new FleetClient(server, kept.Token)
            : throw new FailureException(ExitCode.Refused, "The sign-in has expired. Run hubctl login.");
    }
}
