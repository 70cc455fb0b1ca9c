// Why a release was refused.
namespace Hub.Protocols.Updates;

/// <summary>The named faults of a release. The first one found refuses the whole release; the numbers stay.</summary>
public enum ReleaseFault
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>No buffer, or a count that does not lie in it.</summary>
    BadBuffer = 1,

    /// <summary>Longer than <see cref="UpdateLimits.MaxEnvelopeBytes"/>.</summary>
    TooLong = 2,

    /// <summary>It does not begin as a SUIT envelope does (tag 107).</summary>
    NotAnEnvelope = 3,

    /// <summary>Not deterministic CBOR, or bytes missing or left over.</summary>
    BadForm = 4,

    /// <summary>An item of another type than the profile has there.</summary>
    WrongType = 5,

    /// <summary>A number, a text or a byte string out of its range.</summary>
    OutOfRange = 6,

    /// <summary>A field or command that must be there is not, or another one stands in its place.</summary>
    UnknownField = 7,

    /// <summary>More or fewer items than the profile has there.</summary>
    WrongCount = 8,

    /// <summary>A version of the manifest that this code does not know.</summary>
    UnknownVersion = 9,

    /// <summary>Another algorithm than the profile's: of a digest, or of the signature.</summary>
    WrongAlgorithm = 10,

    /// <summary>Commands other than the profile's in a sequence that is the same in all releases.</summary>
    WrongSequence = 11,

    /// <summary>Two images for one class.</summary>
    TwiceTheClass = 12,

    /// <summary>A new key that is no HSS key of one level, or whose verification would cost too much.</summary>
    BadNewKey = 13,

    /// <summary>No trusted key has the key id that the release names.</summary>
    UnknownKey = 14,

    /// <summary>The trusted key is no HSS key of one level, or its verification would cost too much.</summary>
    BadKey = 15,

    /// <summary>The manifest has not the digest that is signed.</summary>
    WrongDigest = 16,

    /// <summary>The signature has not the form that goes with the key.</summary>
    BadSignatureForm = 17,

    /// <summary>The signature is not by the trusted key over this digest.</summary>
    BadSignature = 18,

    /// <summary>The new key is the one that signed: nothing would change, and a lost key stay the only one.</summary>
    SameKey = 19,

    /// <summary>Of another vendor.</summary>
    OtherVendor = 20
}
