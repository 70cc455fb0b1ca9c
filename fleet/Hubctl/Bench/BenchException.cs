// The service console gives no answer, or its line is gone.
using System;

namespace Fleet.Hubctl.Bench;

/// <summary>Why nothing more can be asked of the hub at the moment.</summary>
public sealed class BenchException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence for the person at the terminal.</param>
    /// <param name="isLost">See <see cref="IsLost"/>.</param>
    public BenchException(string message, bool isLost)
        : base(message)
    {
        IsLost = isLost;
    }

    /// <summary>True when the line itself is gone; false when the hub is silent.</summary>
    public bool IsLost { get; }
}
