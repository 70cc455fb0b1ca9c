// hubctl login and whoami.
using System;
using System.CommandLine;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Spectre.Console;

namespace Fleet.Hubctl.Commands;

/// <summary>Signs in and keeps the token.</summary>
internal static class LoginCommand
{
    /// <summary>The command <c>login</c>.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var user = new Option<string?>("--user") { Description = "The user name (default: HUBCTL_USER, or asked for)" };
        var fromInput = new Option<bool>("--password-stdin")
        {
            Description = "Read the password from standard input (default: HUBCTL_PASSWORD, or asked for)",
        };
        var command = new Command("login", "Sign in and keep the token in ~/.config/hubctl.json") { user, fromInput };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            session,
            parsed.GetValue(shared.Server),
            parsed.GetValue(user),
            parsed.GetValue(fromInput),
            cancellationToken));
        return command;
    }

    /// <summary>The command <c>whoami</c>.</summary>
    public static Command MakeWhoAmI(Session session, SharedOptions shared)
    {
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("whoami", "Show who is signed in") { output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FleetClient client = await session.ConnectAsync(parsed.GetValue(shared.Server), cancellationToken)
                .ConfigureAwait(false);
            JsonObject me = await client.GetAsync("api/access/me", cancellationToken).ConfigureAwait(false);
            session.Terminal.WriteItem(parsed.GetValue(output), me);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, string? serverFlag, string? userFlag, bool fromInput, CancellationToken cancellationToken)
    {
        Uri server = session.Configuration.Server(serverFlag);
        string user = userFlag ?? session.Configuration.User ?? Ask(session, "User name:", isSecret: false);
        string password = fromInput
            ? session.Terminal.Input.ReadLine() ?? ""
            : session.Configuration.Password ?? Ask(session, "Password:", isSecret: true);
        using var client = new FleetClient(server, null);
        TimeSpan lasts = await client.SignInAsync(user, password, cancellationToken).ConfigureAwait(false);
        DateTimeOffset expiresAt = session.Time.GetUtcNow() + lasts;
        session.Configuration.Save(new StoredSignIn(server.ToString(), client.Token!, expiresAt));
        session.Terminal.Say($"Signed in at {server} as {user}, until {expiresAt:yyyy-MM-dd HH:mm} UTC.");
        return ExitCode.Ok;
    }

    private static string Ask(Session session, string question, bool isSecret)
    {
        if (!session.Terminal.IsTerminal || Console.IsInputRedirected)
        {
            throw new FailureException(
                ExitCode.Usage,
                "Nobody can be asked here: give --user and --password-stdin, or set HUBCTL_USER and HUBCTL_PASSWORD.");
        }

        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Terminal.Error) };
        IAnsiConsole console = AnsiConsole.Create(settings);
        var prompt = new TextPrompt<string>(question);
        return console.Prompt(isSecret ? prompt.Secret() : prompt);
    }
}
