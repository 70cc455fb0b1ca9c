// Which server, and as whom: flags before the environment before the file.
using System;
using System.IO;
using System.Text.Json;

namespace Fleet.Hubctl;

/// <summary>What <c>hubctl login</c> keeps.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Token">The bearer token.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record StoredSignIn(string Server, string Token, DateTimeOffset ExpiresAt);

/// <summary>Reads the environment and the file <c>~/.config/hubctl.json</c> (mode 0600).</summary>
public sealed class Configuration
{
    /// <summary>Where the fleet manager listens unless told otherwise.</summary>
    public const string DefaultServer = "http://127.0.0.1:8080";

    private readonly Func<string, string?> _environment;

    /// <summary>Uses the given environment.</summary>
    public Configuration(Func<string, string?> environment)
    {
        _environment = environment;
    }

    /// <summary>The file with the token.</summary>
    public string FilePath
    {
        get
        {
            string? folder = Value("XDG_CONFIG_HOME");
            folder ??= Path.Combine(
                Value("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
            return Path.Combine(folder, "hubctl.json");
        }
    }

    /// <summary>Where hubctl keeps what it must not forget: <c>~/.local/state/hubctl</c>.</summary>
    public string StateFolder
    {
        get
        {
            string? folder = Value("XDG_STATE_HOME");
            folder ??= Path.Combine(
                Value("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
            return Path.Combine(folder, "hubctl");
        }
    }

    /// <summary>Passphrase of the hub's Wi-Fi network, from the environment.</summary>
    public string? WifiPassphrase => Value("HUBCTL_WIFI_PASSPHRASE");

    /// <summary>The search path for programs.</summary>
    public string? SearchPath => Value("PATH");

    /// <summary>User name from the environment.</summary>
    public string? User => Value("HUBCTL_USER");

    /// <summary>Password from the environment.</summary>
    public string? Password => Value("HUBCTL_PASSWORD");

    /// <summary>Token from the environment.</summary>
    public string? Token => Value("HUBCTL_TOKEN");

    /// <summary>The server's address.</summary>
    /// <param name="flag">What <c>--server</c> says.</param>
    public Uri Server(string? flag)
    {
        string text = flag ?? Value("HUBCTL_SERVER") ?? Load()?.Server ?? DefaultServer;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new FailureException(
                ExitCode.Usage, $"\"{text}\" is not an address such as {DefaultServer} (--server or HUBCTL_SERVER).");
    }

    /// <summary>The kept sign-in; null when there is none.</summary>
    public StoredSignIn? Load()
    {
        try
        {
            return File.Exists(FilePath)
                ? JsonSerializer.Deserialize<StoredSignIn>(File.ReadAllText(FilePath), JsonSerializerOptions.Web)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException(
                ExitCode.Failed, $"{FilePath} cannot be read ({exception.Message}). Delete it and run hubctl login.");
        }
    }

    /// <summary>Keeps a sign-in.</summary>
    public void Save(StoredSignIn signIn)
    {
        PrivateFile.Write(FilePath, JsonSerializer.Serialize(signIn, JsonSerializerOptions.Web));
    }

    private string? Value(string name)
    {
        string? value = _environment(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
