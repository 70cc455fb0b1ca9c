// Thrown by a failed check and caught once, in the hub's step.
using System;

namespace Hub.Core;

/// <summary>A check did not hold: the hub's own state is not to be trusted and it must start again.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>Makes the exception for one place.</summary>
    /// <param name="code">One of <see cref="CheckCode"/>.</param>
    public CheckFailedException(int code)
        : base("A check of the hub failed.")
    {
        Code = code;
    }

    /// <summary>Where, one of <see cref="CheckCode"/>.</summary>
    public int Code { get; }
}
