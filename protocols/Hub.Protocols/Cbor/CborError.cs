// Why a CBOR text was refused, or why one could not be written.
namespace Hub.Protocols.Cbor;

/// <summary>The named faults of the deterministic CBOR profile (RFC 8949 §4.2.1, without tags and floats).</summary>
public enum CborError
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>The input ends within an item, or announces more than is left.</summary>
    Truncated = 1,

    /// <summary>The input is longer than allowed; for the writer: the output does not fit.</summary>
    Oversized = 2,

    /// <summary>A number or length is not in its shortest form.</summary>
    NonCanonical = 3,

    /// <summary>An item of indefinite length, or a break.</summary>
    IndefiniteLength = 4,

    /// <summary>The same key twice in one map.</summary>
    DuplicateKey = 5,

    /// <summary>The keys of a map are not in ascending order of their encoded bytes.</summary>
    KeyOrder = 6,

    /// <summary>Maps and arrays lie deeper in one another than <see cref="ProtocolLimits.MaxCborDepth"/>.</summary>
    TooDeep = 7,

    /// <summary>Another type than the one asked for, or a map or array as the key of a map.</summary>
    UnexpectedType = 8,

    /// <summary>A text that is not UTF-8 (RFC 3629), or for the writer a surrogate without its other half.</summary>
    InvalidUtf8 = 9,

    /// <summary>A reserved form, or a simple value other than false, true and null.</summary>
    ReservedValue = 10,

    /// <summary>Bytes follow the item.</summary>
    TrailingBytes = 11,

    /// <summary>A map or array has more than <see cref="ProtocolLimits.MaxCborItems"/> pairs or items.</summary>
    TooManyItems = 12,

    /// <summary>A number that the asked type cannot hold, or a text longer than asked for.</summary>
    OutOfRange = 13,

    /// <summary>A tag; the profile has none.</summary>
    TagNotAllowed = 14,

    /// <summary>A floating-point number; the profile has none.</summary>
    FloatNotAllowed = 15,

    /// <summary>A text with a NUL, where the strings of the board would end.</summary>
    NulInText = 16,

    /// <summary>The buffer given is null, or offset and count do not lie in it.</summary>
    BadBuffer = 17
}
