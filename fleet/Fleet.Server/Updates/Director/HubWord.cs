// What a hub last said of its firmware, as the store has it.
using System;
using Hub.Protocols.Updates;

namespace Fleet.Server.Updates.Director;

/// <summary>A sealed word of a hub that was found authentic. Times are unix milliseconds UTC.</summary>
/// <param name="Running">The release that runs.</param>
/// <param name="Phase">Where it is with <paramref name="Release"/>.</param>
/// <param name="Release">What the phase is about.</param>
/// <param name="Reason">Why.</param>
/// <param name="BytesDone">Bytes of the image that it has.</param>
/// <param name="BytesTotal">Of how many.</param>
/// <param name="Resumes">How often it took fetching up again.</param>
/// <param name="SecondsLeft">Of a trial.</param>
/// <param name="HasPrevious">Whether there is something to go back to.</param>
/// <param name="Previous">What that is.</param>
/// <param name="Nonce">What the next order must carry.</param>
/// <param name="ClassId">The hub's class.</param>
/// <param name="RunningDigest">Digest of what runs.</param>
/// <param name="KeyIds">The keys that it trusts, hexadecimal, one after the other.</param>
/// <param name="Sequence">The message's; of two words the higher is the later.</param>
/// <param name="At">When it came.</param>
internal sealed record HubWord(
    long Running,
    UpdatePhase Phase,
    long Release,
    UpdateReason Reason,
    long BytesDone,
    long BytesTotal,
    int Resumes,
    int SecondsLeft,
    bool HasPrevious,
    long Previous,
    byte[] Nonce,
    byte[] ClassId,
    byte[] RunningDigest,
    string KeyIds,
    long Sequence,
    long At)
{
    /// <summary>The class as text.</summary>
    public string Class => Convert.ToHexStringLower(ClassId);

    /// <summary>Whether the hub trusts a key.</summary>
    public bool Trusts(string keyId)
    {
        return KeyIds.AsSpan(0, 8).SequenceEqual(keyId) || KeyIds.AsSpan(8, 8).SequenceEqual(keyId);
    }

    /// <summary>Whether the hub has said this after it took an order: it then offers another nonce.</summary>
    public bool IsAfter(byte[] orderNonce)
    {
        return !Nonce.AsSpan().SequenceEqual(orderNonce);
    }
}
