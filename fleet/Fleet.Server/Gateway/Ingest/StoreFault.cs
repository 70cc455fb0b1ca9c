// Says in a sentence why the store takes no writes.
using System;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Names the fault of a failed commit for the health check and the log.</summary>
internal static class StoreFault
{
    /// <summary>A sentence without paths or secrets.</summary>
    public static string Sentence(Exception exception)
    {
        return exception switch
        {
            SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => "The disk of the store is full.",
            SqliteException { SqliteErrorCode: raw.SQLITE_BUSY } => "The store is locked by another process.",
            SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => "The store cannot be written to.",
            SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => "The store's file is damaged: restore a backup.",
            SqliteException sqlite => $"The store failed with SQLite error {sqlite.SqliteErrorCode}"
                + $" ({sqlite.SqliteExtendedErrorCode}).",
            PostgresException postgres => $"The store failed with PostgreSQL error {postgres.SqlState}.",
            NpgsqlException => "The PostgreSQL server cannot be reached.",
            _ => $"The store failed: {exception.GetType().Name}.",
        };
    }
}
