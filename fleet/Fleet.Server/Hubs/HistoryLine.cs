// A line of a hub's history on its way into the store.
using System;

namespace Fleet.Server.Hubs;

/// <summary>
/// A history line. Lines from messages carry where they come from, so that writing them again changes nothing.
/// </summary>
/// <param name="Hub">The hub.</param>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Kind">See <see cref="HubHistoryEntry.Kind"/>.</param>
/// <param name="Detail">A short plain text without personal data.</param>
/// <param name="CaseId">The case it belongs to.</param>
/// <param name="BatchId">The ingest batch; 0 when no message is behind the line.</param>
/// <param name="Frame">The frame within the batch.</param>
internal readonly record struct HistoryLine(
    LiveHub Hub, long At, string Kind, string Detail, Guid? CaseId = null, long BatchId = 0, int Frame = 0);
