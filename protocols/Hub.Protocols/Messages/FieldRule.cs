// One field of a message: its key, type and range, used alike for encoding, decoding and the tests.
namespace Hub.Protocols.Messages;

/// <summary>
/// What holds for one field. An optional field that holds its default (0 or the empty text) is left out when
/// encoding; a decoder takes it written as well as left out.
/// </summary>
public sealed class FieldRule
{
    private FieldRule(int key, string name, FieldType type, long min, long max, long alsoAllowed, bool isRequired)
    {
        Key = key;
        Name = name;
        Type = type;
        Min = min;
        Max = max;
        AlsoAllowed = alsoAllowed;
        IsRequired = isRequired;
    }

    /// <summary>The field's key in the message's map.</summary>
    public int Key { get; }

    /// <summary>The field's name, as in <c>hub.cddl</c>.</summary>
    public string Name { get; }

    /// <summary>The type on the wire.</summary>
    public FieldType Type { get; }

    /// <summary>The lowest number allowed; for a byte string its fewest bytes.</summary>
    public long Min { get; }

    /// <summary>The highest number allowed; for a text its most bytes of UTF-8, for a byte string its most bytes.
    /// </summary>
    public long Max { get; }

    /// <summary>One number allowed beyond the range, or <see cref="Min"/> when there is none.</summary>
    public long AlsoAllowed { get; }

    /// <summary>Whether a body without the field is refused.</summary>
    public bool IsRequired { get; }

    // The board runs static constructors in the order of the types, so a message's rules may not be taken from
    // another class's static fields: each message makes its own.

    /// <summary>Key 0 of every message.</summary>
    public static FieldRule ProtocolVersion()
    {
        return Number(0, "protocolVersion", 1, ProtocolLimits.MaxProtocolVersion);
    }

    /// <summary>Key 1 of every message.</summary>
    public static FieldRule BootCount()
    {
        return Number(1, "bootCount", 0, ProtocolLimits.MaxUInt32);
    }

    /// <summary>Key 2 of every message.</summary>
    public static FieldRule Sequence()
    {
        return Number64(2, "sequence");
    }

    /// <summary>A number of zero or more that must be there.</summary>
    public static FieldRule Number(int key, string name, long min, long max)
    {
        return new FieldRule(key, name, FieldType.Unsigned, min, max, min, true);
    }

    /// <summary>As <see cref="Number"/>, with one more number allowed outside the range.</summary>
    public static FieldRule NumberOr(int key, string name, long min, long max, long alsoAllowed)
    {
        return new FieldRule(key, name, FieldType.Unsigned, min, max, alsoAllowed, true);
    }

    /// <summary>A number of zero or more that is left out when 0.</summary>
    public static FieldRule OptionalNumber(int key, string name, long max)
    {
        return new FieldRule(key, name, FieldType.Unsigned, 0, max, 0, false);
    }

    /// <summary>A number of 64 bits without a sign that must be there.</summary>
    public static FieldRule Number64(int key, string name)
    {
        return new FieldRule(key, name, FieldType.Unsigned64, long.MinValue, long.MaxValue, 0, true);
    }

    /// <summary>A number, maybe below zero, that is left out when 0.</summary>
    public static FieldRule OptionalSigned(int key, string name, long min, long max)
    {
        return new FieldRule(key, name, FieldType.Signed, min, max, min, false);
    }

    /// <summary>A text that must be there.</summary>
    public static FieldRule Text(int key, string name, int maxBytes)
    {
        return new FieldRule(key, name, FieldType.Text, 0, maxBytes, 0, true);
    }

    /// <summary>A text that is left out when empty.</summary>
    public static FieldRule OptionalText(int key, string name, int maxBytes)
    {
        return new FieldRule(key, name, FieldType.Text, 0, maxBytes, 0, false);
    }

    /// <summary>A byte string that must be there.</summary>
    public static FieldRule Bytes(int key, string name, int minBytes, int maxBytes)
    {
        return new FieldRule(key, name, FieldType.Bytes, minBytes, maxBytes, minBytes, true);
    }

    /// <summary>Whether a number is in the range; of a byte string, its length.</summary>
    public bool Allows(long value)
    {
        return (value >= Min && value <= Max) || value == AlsoAllowed;
    }
}
