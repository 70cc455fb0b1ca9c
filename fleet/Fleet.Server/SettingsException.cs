// Settings that the server cannot start with.
using System;
using System.Collections.Generic;

namespace Fleet.Server;

/// <summary>One or more settings are wrong.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="errors">One sentence per setting, beginning with its key.</param>
    public SettingsException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors))
    {
        Errors = errors;
    }

    /// <summary>One sentence per setting, beginning with its key.</summary>
    public IReadOnlyList<string> Errors { get; }
}
