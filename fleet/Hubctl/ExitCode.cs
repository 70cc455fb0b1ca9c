// What hubctl's exit codes mean.
namespace Fleet.Hubctl;

/// <summary>Exit codes; scripts rely on them, so they never change their meaning.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Failed: the server is away or failed itself, a file cannot be written.</summary>
    public const int Failed = 1;

    /// <summary>The command or one of its values is wrong.</summary>
    public const int Usage = 2;

    /// <summary>There is no such hub or case.</summary>
    public const int NotFound = 3;

    /// <summary>Refused: not signed in, not allowed, owned by another, changed since.</summary>
    public const int Refused = 4;

    /// <summary>Partly done; what was done is said, and in the file.</summary>
    public const int Partly = 5;

    /// <summary>Evidence is not as it was written, or is signed by none of the keys given.</summary>
    public const int NotWhole = 6;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
