// Puts the parts of a document together and proves the whole.
using Hub.Core.Storage;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core.Programming;

/// <summary>
/// Parts may come in any order and as often as they like; those of an unfinished document are kept for a while, during
/// which a lower version is passed over. The whole is hashed a piece a step, so that no document delays a press.
/// </summary>
public sealed class DocumentAssembly
{
    /// <summary>The part is of no use; <see cref="Result"/> and <see cref="Reason"/> are the answer.</summary>
    internal const int Refused = 0;

    /// <summary>It is of the document in force, which is answered with done again.</summary>
    internal const int InForce = 1;

    /// <summary>It is kept, and others are missing.</summary>
    internal const int Kept = 2;

    /// <summary>The document is whole: <see cref="Prove"/> is to be called.</summary>
    internal const int Whole = 3;

    private readonly byte[] _key;
    private readonly int _kind;
    private readonly DocumentSeal _seal = new DocumentSeal();
    private readonly byte[] _document;
    private readonly byte[] _tag = new byte[RuleLimits.TagBytes];
    private int _parts;
    private long _begunAtMilliseconds;
    private int _hashed;

    internal DocumentAssembly(byte[] documentKey, int kind, int maxBytes)
    {
        _key = documentKey;
        _kind = kind;
        _document = new byte[maxBytes];
    }

    /// <summary>The message that parts are decoded into.</summary>
    internal DocumentPartMessage Message { get; } = new DocumentPartMessage();

    /// <summary>The document; a store is read into it too.</summary>
    internal byte[] Document
    {
        get { return _document; }
    }

    /// <summary>The bytes of the document.</summary>
    internal int Length { get; private set; }

    /// <summary>The version that its parts name.</summary>
    internal long Version { get; private set; }

    /// <summary>The tag that its parts name.</summary>
    internal byte[] Tag
    {
        get { return _tag; }
    }

    /// <summary>What is answered to a part that was refused.</summary>
    internal AcknowledgementResult Result { get; private set; }

    /// <summary>Why it was refused, ASCII.</summary>
    internal string Reason { get; private set; } = "";

    /// <summary>Takes the part that has been decoded into <see cref="Message"/>.</summary>
    /// <param name="store">Where the document in force is; null when the hub keeps none of the kind.</param>
    /// <param name="takesNone">Why all are refused when there is no store, or no key to prove documents with.</param>
    /// <param name="storeFault">Why none can be taken now when the store cannot be read.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns><see cref="Refused"/>, <see cref="InForce"/>, <see cref="Kept"/> or <see cref="Whole"/>.</returns>
    internal int Take(DocumentStore? store, string takesNone, string storeFault, long nowMilliseconds)
    {
        if (_key.Length == 0 || store == null)
        {
            return Refuse(AcknowledgementResult.Refused, takesNone);
        }

        if (!store.IsMounted)
        {
            return Refuse(AcknowledgementResult.Failed, storeFault);
        }

        if (Message.DocumentVersion == store.Version && store.HasTag(Message.Tag))
        {
            return InForce;
        }

        if (Message.DocumentVersion <= store.Version)
        {
            return Refuse(AcknowledgementResult.Refused, "old version");
        }

        if (!IsInPlace())
        {
            return Refuse(AcknowledgementResult.Refused, "part out of place");
        }

        return Add(nowMilliseconds) ? Whole : Kept;
    }

    private int Refuse(AcknowledgementResult result, string reason)
    {
        Result = result;
        Reason = reason;
        return Refused;
    }

    // Of the length that its place asks for, in a document that this hub can take.
    private bool IsInPlace()
    {
        int at = Message.PartIndex * RuleLimits.PartBytes;
        int left = Message.DocumentBytes - at;
        return Message.DocumentBytes <= _document.Length && left > 0
            && Message.PartLength == (left < RuleLimits.PartBytes ? left : RuleLimits.PartBytes);
    }

    // True when the document is whole now.
    private bool Add(long nowMilliseconds)
    {
        bool isStale = nowMilliseconds - _begunAtMilliseconds >= Limits.DocumentPatienceMilliseconds;
        if (_parts != 0 && !isStale && Message.DocumentVersion < Version)
        {
            return false;
        }

        if (_parts == 0 || isStale || !IsOfSame())
        {
            _parts = 0;
            _begunAtMilliseconds = nowMilliseconds;
            Version = Message.DocumentVersion;
            Length = Message.DocumentBytes;
            System.Array.Copy(Message.Tag, 0, _tag, 0, _tag.Length);
        }

        System.Array.Copy(
            Message.Part, 0, _document, Message.PartIndex * RuleLimits.PartBytes, Message.PartLength);
        _parts |= 1 << Message.PartIndex;
        int all = (Length + RuleLimits.PartBytes - 1) / RuleLimits.PartBytes;
        _hashed = 0;
        return _parts == (1 << all) - 1;
    }

    /// <summary>Takes a document that a store was read into.</summary>
    internal void TakeFromStore(int length, uint version)
    {
        Length = length;
        Version = version;
    }

    /// <summary>Hashes the next piece.</summary>
    /// <param name="isProven">Whether the tag is right; false while there is more to hash.</param>
    /// <returns>Whether all has been hashed.</returns>
    internal bool Prove(out bool isProven)
    {
        isProven = false;
        if (_hashed == 0)
        {
            _seal.Begin(_key, _kind, (uint)Version, Length);
        }

        int left = Length - _hashed;
        int piece = left < Limits.DocumentBytesHashedPerStep ? left : Limits.DocumentBytesHashedPerStep;
        _seal.Append(_document, _hashed, piece);
        _hashed += piece;
        if (_hashed < Length)
        {
            return false;
        }

        isProven = _seal.Proves(_tag, 0);
        return true;
    }

    /// <summary>Begins anew: what was put together is of no more use.</summary>
    internal void Forget()
    {
        _parts = 0;
        _hashed = 0;
    }

    private bool IsOfSame()
    {
        bool isSame = Message.DocumentVersion == Version && Message.DocumentBytes == Length;
        for (int i = 0; i < _tag.Length; i++)
        {
            isSame = isSame && Message.Tag[i] == _tag[i];
        }

        return isSame;
    }
}
