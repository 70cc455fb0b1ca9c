// The database's schema is not one this program can work with.
using System;

namespace Fleet.Server.Store;

/// <summary>
/// The schema is unknown, changed or too old; the message is a sentence for the person who starts the server.
/// </summary>
public sealed class StoreSchemaException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreSchemaException(string message)
        : base(message)
    {
    }
}
