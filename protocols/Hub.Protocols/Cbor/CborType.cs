// What the next CBOR item is, as seen from its first byte.
namespace Hub.Protocols.Cbor;

/// <summary>The types of the profile.</summary>
public enum CborType
{
    /// <summary>Nothing is left, or the reader has failed.</summary>
    None = 0,

    /// <summary>A number of zero or more.</summary>
    UnsignedInteger = 1,

    /// <summary>A number below zero.</summary>
    NegativeInteger = 2,

    /// <summary>A byte string.</summary>
    Bytes = 3,

    /// <summary>A text.</summary>
    Text = 4,

    /// <summary>An array.</summary>
    Array = 5,

    /// <summary>A map.</summary>
    Map = 6,

    /// <summary>False or true.</summary>
    Boolean = 7,

    /// <summary>Null.</summary>
    Null = 8,

    /// <summary>Something the profile does not have: a tag, a float, another simple value.</summary>
    NotAllowed = 9
}
