// What the signer's exit codes mean; the same as hubctl's.
namespace Fleet.Signer;

/// <summary>Exit codes; scripts rely on them, so they never change their meaning.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Failed: a file cannot be read or written.</summary>
    public const int Failed = 1;

    /// <summary>The command or one of its values is wrong.</summary>
    public const int Usage = 2;

    /// <summary>There is no such file.</summary>
    public const int NotFound = 3;

    /// <summary>Refused: a state that is copied, rolled back, used up or in use.</summary>
    public const int Refused = 4;

    /// <summary>A bundle or a list is not whole, or is signed by none of the keys given.</summary>
    public const int NotWhole = 6;
}
