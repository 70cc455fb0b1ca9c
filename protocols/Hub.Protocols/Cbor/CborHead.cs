// The rules about an item's first byte, its argument and the order of keys.
namespace Hub.Protocols.Cbor;

/// <summary>Rules of RFC 8949 §3 and §4.2.1 that need no state.</summary>
internal static class CborHead
{
    /// <summary>The type that a first byte announces.</summary>
    internal static CborType TypeOf(int first)
    {
        int major = first >> 5;
        if (major < 6)
        {
            return (CborType)(major + 1);
        }

        return first == 0xF4 || first == 0xF5 ? CborType.Boolean : first == 0xF6 ? CborType.Null : CborType.NotAllowed;
    }

    /// <summary>Whether the profile refuses a first byte, and why.</summary>
    internal static CborError Refuse(int major, int information)
    {
        if (major == 6)
        {
            return CborError.TagNotAllowed;
        }

        if (information == 31)
        {
            return major < 2 ? CborError.ReservedValue : CborError.IndefiniteLength;
        }

        if (information > 27)
        {
            return CborError.ReservedValue;
        }

        if (major != 7)
        {
            return CborError.None;
        }

        if (information > 24)
        {
            return CborError.FloatNotAllowed;
        }

        return information < 20 || information > 22 ? CborError.ReservedValue : CborError.None;
    }

    /// <summary>Whether an argument needed the bytes it was written in.</summary>
    internal static bool IsShortest(ulong argument, int size)
    {
        switch (size)
        {
            case 1: return argument >= 24;
            case 2: return argument > 0xFF;
            case 4: return argument > 0xFFFF;
            default: return argument > 0xFFFFFFFF;
        }
    }

    /// <summary>Compares two encoded keys byte by byte (RFC 8949 §4.2.1).</summary>
    /// <returns>Below zero when the first comes first, 0 when equal, above zero when it comes after.</returns>
    internal static int Compare(byte[] buffer, int offset1, int length1, int offset2, int length2)
    {
        int shorter = length1 < length2 ? length1 : length2;
        for (int i = 0; i < shorter; i++)
        {
            int difference = buffer[offset1 + i] - buffer[offset2 + i];
            if (difference != 0)
            {
                return difference;
            }
        }

        return length1 - length2;
    }
}
