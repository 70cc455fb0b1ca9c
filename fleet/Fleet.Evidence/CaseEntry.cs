// One entry of a case's own log.
using System;

namespace Fleet.Evidence;

/// <summary>
/// An entry of a case's log. Its hash is SHA-256 over: the hash before it, the case, number, time, step, actor's id,
/// actor's name and detail.
/// </summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">1, 2, 3 … within the case.</param>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Step">A stable code.</param>
/// <param name="Detail">A note without personal data.</param>
/// <param name="ActorId">Who; null for the system.</param>
/// <param name="ActorName">The actor's display name.</param>
/// <param name="Hash">The entry's hash.</param>
public sealed record CaseEntry(
    Guid CaseId, long Number, long At, string Step, string Detail, Guid? ActorId, string? ActorName, byte[] Hash)
{
    /// <summary>The hash that the entry must have.</summary>
    /// <param name="previous">The hash of the entry before; 32 zero bytes before the first.</param>
    public byte[] ComputeHash(ReadOnlySpan<byte> previous)
    {
        return new CanonicalBytes()
            .Raw(previous)
            .Id(CaseId)
            .Number(Number)
            .Number(At)
            .Text(Step)
            .Id(ActorId)
            .Text(ActorName)
            .Text(Detail)
            .Hash();
    }
}
