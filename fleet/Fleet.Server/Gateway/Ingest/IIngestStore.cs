// The seam between the ingest and the database: one transaction per group.
using System;
using Fleet.Server.Store;

namespace Fleet.Server.Gateway.Ingest;

/// <summary>Writes groups. Called by the commit thread only.</summary>
internal interface IIngestStore : IDisposable
{
    /// <summary>The session of the open transaction, through which cases are written in it.</summary>
    StoreSession Session { get; }

    /// <summary>Waits for the turn to write and begins a transaction.</summary>
    void Begin();

    /// <summary>Writes the raw frames.</summary>
    /// <returns>The batch's id.</returns>
    long AppendBatch(long nodeEpoch, long committedAt, int messageCount, ReadOnlySpan<byte> frames);

    /// <summary>Marks a place to go back to.</summary>
    void Save();

    /// <summary>Gives up the mark and keeps what was written since.</summary>
    void Keep();

    /// <summary>Takes back what was written since the mark.</summary>
    void GoBack();

    /// <summary>Commits: when this returns, the group is on the disk.</summary>
    void Commit();

    /// <summary>Takes everything back. Never throws.</summary>
    void Rollback();
}
