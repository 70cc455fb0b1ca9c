// Ends a simulation in which an invariant does not hold.
using System;

namespace Hub.Simulator.Checks;

/// <summary>An invariant does not hold; the message names it, the time and the seed.</summary>
public sealed class InvariantBrokenException : Exception
{
    /// <summary>Makes the exception.</summary>
    public InvariantBrokenException(string message)
        : base(message)
    {
    }
}
