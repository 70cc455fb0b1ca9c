// The types a message field can have on the wire.
namespace Hub.Protocols.Messages;

/// <summary>The wire type of a field.</summary>
public enum FieldType
{
    /// <summary>A number of zero or more, at most 2^63 − 1.</summary>
    Unsigned = 0,

    /// <summary>A number of zero or more with all 64 bits; held in a <c>long</c> bit for bit.</summary>
    Unsigned64 = 1,

    /// <summary>A number that may be below zero.</summary>
    Signed = 2,

    /// <summary>A text in UTF-8 without NUL.</summary>
    Text = 3,

    /// <summary>A byte string.</summary>
    Bytes = 4
}
