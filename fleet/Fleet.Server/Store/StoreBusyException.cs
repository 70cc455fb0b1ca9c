// The store takes no more writes at the moment.
using System;

namespace Fleet.Server.Store;

/// <summary>Too many writes wait already, or the store is stopping; nothing was written.</summary>
public sealed class StoreBusyException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreBusyException()
        : base("The store takes no more writes at the moment; try again.")
    {
    }
}
