// Evidence for those who follow up.
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence.Exports;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <summary>Whether a municipality's log is as it was written.</summary>
/// <param name="IsWhole">True when every entry looked at is.</param>
/// <param name="FirstFault">The number of the first entry that is not; null when all are.</param>
/// <param name="After">The entries after this number were looked at.</param>
/// <param name="CheckedTo">The last entry looked at that is right; ask again from here until it is the head.</param>
/// <param name="HeadNumber">The number of the newest entry.</param>
public sealed record LogCheckView(bool IsWhole, long? FirstFault, long After, long CheckedTo, long HeadNumber);

/// <summary>An entry of a municipality's log.</summary>
/// <param name="Number">1, 2, 3 ….</param>
/// <param name="At">When.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Subject">The id of that.</param>
/// <param name="Step">What was done.</param>
/// <param name="Detail">A note without personal data.</param>
/// <param name="ActorName">Who; null for the system.</param>
public sealed record TenantLogView(
    long Number, DateTimeOffset At, string Topic, string Subject, string Step, string Detail, string? ActorName);

/// <summary>Facts that an exported log needs besides its entries, so that figures can be computed from it.</summary>
public interface IExportFacts
{
    /// <summary>Lines about hubs and response times; few enough to be held in memory.</summary>
    IReadOnlyList<ExportLine> Lines(StoreSession session, Guid tenantId);
}

/// <summary>Exports and checks; each export is itself an entry of the log (HBG-095, HBG-099).</summary>
public interface IEvidenceExports
{
    /// <summary>The bundle of a case; null when the municipality has no such case.</summary>
    Task<byte[]?> BundleAsync(Actor actor, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Writes the log of a period, Swedish days, as lines of JSON.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    Task ExportAsync(Actor actor, DateOnly from, DateOnly to, Stream stream, CancellationToken cancellationToken);

    /// <summary>Checks chain, signatures and the cases' own logs.</summary>
    /// <param name="actor">Whose municipality's log.</param>
    /// <param name="after">0, or the number up to which an earlier call has looked.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    Task<LogCheckView> CheckAsync(Actor actor, long after, CancellationToken cancellationToken);

    /// <summary>The public keys, oldest first.</summary>
    Task<IReadOnlyList<LogKeyView>> KeysAsync(CancellationToken cancellationToken);

    /// <summary>The newest entries that are not of cases, newest first.</summary>
    /// <param name="actor">Whose municipality's log.</param>
    /// <param name="topic">Only of this topic; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<TenantLogView>> EntriesAsync(
        Actor actor, string? topic, int limit, CancellationToken cancellationToken);
}
