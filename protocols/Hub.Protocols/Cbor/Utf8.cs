// UTF-8 as RFC 3629 has it, checked by hand: the board's decoder is more forgiving than the wire may be.
namespace Hub.Protocols.Cbor;

/// <summary>Measures, writes and checks UTF-8 without throwing; allocates on the board beyond U+FFFF only.</summary>
public static class Utf8
{
    /// <summary>How many bytes a text takes.</summary>
    /// <returns>The number of bytes, or -1 for a text that may not be sent: a NUL or half a surrogate pair.</returns>
    public static int Measure(string text)
    {
        int bytes = 0;
        int length = text.Length;
        for (int i = 0; i < length; i++)
        {
            char c = text[i];
            if (c == 0)
            {
                return -1;
            }

            if (c < 0x80)
            {
                bytes++;
            }
            else if (c < 0x800)
            {
                bytes += 2;
            }
            else if (c < 0xD800 || c > 0xDFFF)
            {
                bytes += 3;
            }
            else if (c > 0xDBFF || i + 1 >= length || !IsSecondHalf(SecondHalf(text, i)))
            {
                return -1;
            }
            else
            {
                bytes += 4;
                i++;
            }
        }

        return bytes;
    }

    /// <summary>Writes a text that <see cref="Measure"/> has passed, into room that is known to suffice.</summary>
    /// <returns>The offset after the last byte written.</returns>
    public static int Write(string text, byte[] buffer, int offset)
    {
        int length = text.Length;
        for (int i = 0; i < length; i++)
        {
            int code = text[i];
            if (code < 0x80)
            {
                buffer[offset++] = (byte)code;
                continue;
            }

            if (code < 0x800)
            {
                buffer[offset++] = (byte)(0xC0 | (code >> 6));
            }
            else
            {
                if (code >= 0xD800 && code <= 0xDBFF)
                {
                    code = 0x10000 + ((code - 0xD800) << 10) + (SecondHalf(text, i) - 0xDC00);
                    i++;
                    buffer[offset++] = (byte)(0xF0 | (code >> 18));
                    buffer[offset++] = (byte)(0x80 | ((code >> 12) & 0x3F));
                }
                else
                {
                    buffer[offset++] = (byte)(0xE0 | (code >> 12));
                }

                buffer[offset++] = (byte)(0x80 | ((code >> 6) & 0x3F));
            }

            buffer[offset++] = (byte)(0x80 | (code & 0x3F));
        }

        return offset;
    }

    /// <summary>Checks bytes: RFC 3629 §4 (nothing overlong, no surrogates, at most U+10FFFF); no NUL.</summary>
    /// <returns><see cref="CborError.None"/>, <see cref="CborError.InvalidUtf8"/> or
    /// <see cref="CborError.NulInText"/>.</returns>
    public static CborError Check(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        while (offset < end)
        {
            int first = buffer[offset++];
            if (first == 0)
            {
                return CborError.NulInText;
            }

            if (first < 0x80)
            {
                continue;
            }

            int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
            if (first < 0xC2 || first > 0xF4 || end - offset < more)
            {
                return CborError.InvalidUtf8;
            }

            // The second byte carries the limits of each length; the rest are plain continuations.
            int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            for (int i = 0; i < more; i++)
            {
                int next = buffer[offset++];
                if (next < low || next > high)
                {
                    return CborError.InvalidUtf8;
                }

                low = 0x80;
                high = 0xBF;
            }
        }

        return CborError.None;
    }

    // The board's indexer gives the first half of a surrogate pair twice; there only a copy of the pair holds the
    // second. So a character beyond U+FFFF allocates on the board; nothing the hub writes of its own has one.
    private static char SecondHalf(string text, int index)
    {
        char second = text[index + 1];
        return second == text[index] ? text.ToCharArray(index, 2)[1] : second;
    }

    private static bool IsSecondHalf(char c)
    {
        return c >= 0xDC00 && c <= 0xDFFF;
    }
}
