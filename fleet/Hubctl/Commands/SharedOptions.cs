// Options that several commands take.
using System.CommandLine;

namespace Fleet.Hubctl.Commands;

/// <summary>Options that several commands take.</summary>
internal sealed class SharedOptions
{
    /// <summary>The server.</summary>
    public Option<string?> Server { get; } = new("--server")
    {
        Description = "The fleet manager's address (default: HUBCTL_SERVER, the last login, http://127.0.0.1:8080)",
        Recursive = true,
        HelpName = "URL",
    };

    /// <summary>How lists are written; a fresh one for each command.</summary>
    public static Option<OutputFormat> Output()
    {
        return new Option<OutputFormat>("--output")
        {
            Description = "table, json or csv",
            HelpName = "table|json|csv",
        };
    }

    /// <summary>Says what would be done; a fresh one for each command.</summary>
    public static Option<bool> DryRun()
    {
        return new Option<bool>("--dry-run") { Description = "Say what would be done and change nothing" };
    }

    /// <summary>Changes only what has not changed since it was seen; a fresh one for each command.</summary>
    public static Option<long?> IfVersion()
    {
        return new Option<long?>("--if-version")
        {
            Description = "Refuse when it has another version by now",
            HelpName = "N",
        };
    }
}
