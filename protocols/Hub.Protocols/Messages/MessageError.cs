// Why a message body was refused.
namespace Hub.Protocols.Messages;

/// <summary>The named faults of a message body. Numbers below 32 equal those of <see cref="Cbor.CborError"/>.</summary>
public enum MessageError
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>As <see cref="Cbor.CborError.Truncated"/>; an empty body too.</summary>
    Truncated = 1,

    /// <summary>The body is longer than <see cref="ProtocolLimits.MaxMessageBytes"/>.</summary>
    Oversized = 2,

    /// <summary>As <see cref="Cbor.CborError.NonCanonical"/>.</summary>
    NonCanonical = 3,

    /// <summary>As <see cref="Cbor.CborError.IndefiniteLength"/>.</summary>
    IndefiniteLength = 4,

    /// <summary>As <see cref="Cbor.CborError.DuplicateKey"/>.</summary>
    DuplicateKey = 5,

    /// <summary>As <see cref="Cbor.CborError.KeyOrder"/>.</summary>
    KeyOrder = 6,

    /// <summary>As <see cref="Cbor.CborError.TooDeep"/>.</summary>
    TooDeep = 7,

    /// <summary>A known field of another type, or a key of the message that is not a number of zero or more.</summary>
    UnexpectedType = 8,

    /// <summary>As <see cref="Cbor.CborError.InvalidUtf8"/>.</summary>
    InvalidUtf8 = 9,

    /// <summary>As <see cref="Cbor.CborError.ReservedValue"/>.</summary>
    ReservedValue = 10,

    /// <summary>As <see cref="Cbor.CborError.TrailingBytes"/>.</summary>
    TrailingBytes = 11,

    /// <summary>As <see cref="Cbor.CborError.TooManyItems"/>.</summary>
    TooManyItems = 12,

    /// <summary>As <see cref="Cbor.CborError.TagNotAllowed"/>.</summary>
    TagNotAllowed = 14,

    /// <summary>As <see cref="Cbor.CborError.FloatNotAllowed"/>.</summary>
    FloatNotAllowed = 15,

    /// <summary>As <see cref="Cbor.CborError.NulInText"/>.</summary>
    NulInText = 16,

    /// <summary>As <see cref="Cbor.CborError.BadBuffer"/>.</summary>
    BadBuffer = 17,

    /// <summary>The body is well-formed so far but not a map.</summary>
    NotAMap = 32,

    /// <summary>A field that the message must have is absent.</summary>
    MissingField = 33,

    /// <summary>A number out of its field's range, a text too long, or fields that contradict one another.</summary>
    FieldOutOfRange = 34,

    /// <summary>The protocol version is higher than this code reads; the rest was not looked at.</summary>
    UnsupportedVersion = 35
}
