// A failure with the sentence and the exit code it ends in.
using System;

namespace Fleet.Signer;

/// <summary>Ends a command; the message is for the person at the terminal.</summary>
public sealed class FailureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="exitCode">One of <see cref="Signer.ExitCode"/>.</param>
    /// <param name="message">A sentence that says what to do.</param>
    public FailureException(int exitCode, string message)
        : base(message)
    {
        ExitCode = exitCode;
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }
}
