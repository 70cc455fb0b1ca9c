// One entry of a municipality's log.
using System;

namespace Fleet.Evidence;

/// <summary>
/// An entry of the tenant's log. Its hash is SHA-256 over: the text <see cref="Label"/>, the hash before it, the
/// tenant, number, time, topic, subject, subject's number, step, detail, actor's id, actor's name, the content's hash
/// and the id of the key, each as <c>docs/evidence.md</c> says. The signature is ECDSA with P-256 and SHA-256 over
/// the same
/// bytes, in DER.
/// </summary>
/// <param name="TenantId">The municipality.</param>
/// <param name="Number">1, 2, 3 … within the municipality.</param>
/// <param name="At">Unix milliseconds UTC.</param>
/// <param name="Topic">A stable code; <see cref="CaseTopic"/> for an entry of a case's own log.</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="SubjectNumber">The number in the case's own log; 0 for other topics.</param>
/// <param name="Step">A stable code; empty for <see cref="CaseTopic"/>.</param>
/// <param name="Detail">A note without personal data.</param>
/// <param name="ActorId">Who; null for the system.</param>
/// <param name="ActorName">The actor's display name.</param>
/// <param name="ContentHash">The hash of the case's own entry; 32 zero bytes for most other topics.</param>
/// <param name="PreviousHash">The hash of the entry before; 32 zero bytes before the first.</param>
/// <param name="KeyId">
/// SHA-256 of the public key (SubjectPublicKeyInfo, DER) that the signature is checked with.
/// </param>
/// <param name="Hash">The entry's hash.</param>
/// <param name="Signature">The entry's signature.</param>
public sealed record TenantEntry(
    Guid TenantId,
    long Number,
    long At,
    string Topic,
    string Subject,
    long SubjectNumber,
    string Step,
    string Detail,
    Guid? ActorId,
    string? ActorName,
    byte[] ContentHash,
    byte[] PreviousHash,
    byte[] KeyId,
    byte[] Hash,
    byte[] Signature)
{
    /// <summary>Begins the hashed bytes, so that a hash of something else is never one of an entry.</summary>
    public const string Label = "fleet-tenant-log-1";

    /// <summary>An entry of a case's own log.</summary>
    public const string CaseTopic = "case";

    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    /// <summary>The hash before the first entry, and the content's hash of entries without one.</summary>
    public static readonly byte[] Zeros = new byte[HashBytes];

    /// <summary>Whether the entry is one that can be hashed in one way only, and has that hash.</summary>
    public bool IsIntact => PreviousHash.Length == HashBytes && ContentHash.Length == HashBytes
        && KeyId.Length == HashBytes && ComputeHash().AsSpan().SequenceEqual(Hash);

    /// <summary>The hash that the entry must have.</summary>
    public byte[] ComputeHash()
    {
        return new CanonicalBytes()
            .Text(Label)
            .Raw(PreviousHash)
            .Id(TenantId)
            .Number(Number)
            .Number(At)
            .Text(Topic)
            .Text(Subject)
            .Number(SubjectNumber)
            .Text(Step)
            .Text(Detail)
            .Id(ActorId)
            .Text(ActorName)
            .Raw(ContentHash)
            .Raw(KeyId)
            .Hash();
    }
}
