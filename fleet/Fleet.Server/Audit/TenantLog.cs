// Appends to the logs of the municipalities.
using System;
using Fleet.Evidence;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <inheritdoc cref="ITenantLog"/>
internal sealed class TenantLog : ITenantLog
{
    private readonly LogSigner _signer;

    public TenantLog(LogSigner signer)
    {
        _signer = signer;
    }

    public void AppendCase(
        StoreSession session, Guid tenantId, Guid caseId, long number, long at, ReadOnlySpan<byte> hash)
    {
        AppendNext(session, new TenantEntry(
            tenantId, 0, at, TenantEntry.CaseTopic, caseId.ToString(), number, "", "", null, null, hash.ToArray(),
            TenantEntry.Zeros, _signer.KeyId, [], []));
    }

    public void Append(
        StoreSession session,
        Guid tenantId,
        string topic,
        string subject,
        string step,
        string detail,
        long at,
        Guid? actorId,
        string? actorName)
    {
        Append(session, tenantId, topic, subject, step, detail, at, actorId, actorName, 0, TenantEntry.Zeros);
    }

    /// <summary>As the public call, over a content that has a number and a hash of its own.</summary>
    /// <returns>The entry as it was written.</returns>
    public TenantEntry Append(
        StoreSession session,
        Guid tenantId,
        string topic,
        string subject,
        string step,
        string detail,
        long at,
        Guid? actorId,
        string? actorName,
        long subjectNumber,
        byte[] contentHash)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentOutOfRangeException.ThrowIfEqual(topic, TenantEntry.CaseTopic);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topic.Length, Limits.Audit.CodeLength, nameof(topic));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Length, Limits.Audit.SubjectLength, nameof(subject));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step.Length, Limits.Audit.CodeLength, nameof(step));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(detail.Length, Limits.Audit.DetailLength, nameof(detail));
        return AppendNext(session, new TenantEntry(
            tenantId, 0, at, topic, subject, subjectNumber, step, detail, actorId, actorName, contentHash,
            TenantEntry.Zeros, _signer.KeyId, [], []));
    }

    private TenantEntry AppendNext(StoreSession session, TenantEntry entry)
    {
        TenantLogHead head = TenantLogStore.Head(session, entry.TenantId);
        entry = entry with { Number = head.Number + 1, PreviousHash = head.Hash };
        byte[] hash = entry.ComputeHash();
        entry = entry with { Hash = hash, Signature = _signer.Sign(hash) };
        TenantLogStore.Insert(session, entry);
        return entry;
    }
}
