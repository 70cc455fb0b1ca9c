// A failure with the sentence and the exit code it ends in.
using System;

namespace Fleet.Hubctl;

/// <summary>Ends a command; the message is for the person at the terminal.</summary>
public sealed class FailureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="exitCode">One of <see cref="Hubctl.ExitCode"/>.</param>
    /// <param name="message">A sentence that says what to do.</param>
    /// <param name="status">See <see cref="Status"/>.</param>
    public FailureException(int exitCode, string message, int status = 0)
        : base(message)
    {
        ExitCode = exitCode;
        Status = status;
    }

    /// <summary>The HTTP status behind it; 0 when there is none.</summary>
    public int Status { get; }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }
}
