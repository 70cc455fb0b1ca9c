// One line from the modem, read in place.
namespace Hub.Esp32S3.Modem;

/// <summary>A line of bytes in a fixed buffer, with the fields after its colon. Nothing is copied into text.</summary>
internal sealed class AtLine
{
    private readonly byte[] _bytes = new byte[BoardLimits.ModemLineBytes];

    internal int Count { get; private set; }

    internal bool IsTooLong { get; private set; }

    internal void Clear()
    {
        Count = 0;
        IsTooLong = false;
    }

    internal void Append(byte value)
    {
        if (Count < _bytes.Length)
        {
            _bytes[Count++] = value;
        }
        else
        {
            IsTooLong = true;
        }
    }

    internal bool Is(string text)
    {
        return Count == text.Length && StartsWith(text);
    }

    internal bool StartsWith(string text)
    {
        return HasAt(0, text);
    }

    /// <summary>Where the text begins at or after a place; -1 when it does not.</summary>
    internal int Find(string text, int from)
    {
        for (int i = from; i >= 0 && i + text.Length <= Count; i++)
        {
            if (HasAt(i, text))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The whole number in a field, counted from 0 after the colon; -1 when there is none.</summary>
    internal int Number(int field)
    {
        int at = Start(field);
        return at < 0 || at >= Count || _bytes[at] == '"' ? -1 : NumberAt(at);
    }

    /// <summary>The whole number in a field in quotes; -1 when there is none.</summary>
    internal int QuotedNumber(int field)
    {
        int at = Start(field);
        return at < 0 || at >= Count || _bytes[at] != '"' ? -1 : NumberAt(at + 1);
    }

    internal bool IsQuoted(int field)
    {
        int at = Start(field);
        return at >= 0 && at < Count && _bytes[at] == '"';
    }

    /// <summary>Whether a field is a text in quotes.</summary>
    internal bool IsText(int field, string text)
    {
        int at = Start(field);
        return at >= 0 && HasAt(at, "\"") && HasAt(at + 1, text) && HasAt(at + 1 + text.Length, "\"");
    }

    /// <summary>The byte at the place; 0 behind the end.</summary>
    internal byte At(int index)
    {
        return index >= 0 && index < Count ? _bytes[index] : (byte)0;
    }

    /// <summary>Where a field begins, blanks skipped; -1 when there are not so many.</summary>
    internal int Start(int field)
    {
        int at = 0;
        while (at < Count && _bytes[at] != ':')
        {
            at++;
        }

        bool isQuoted = false;
        for (at++; at <= Count; at++)
        {
            if (field == 0 && At(at) != ' ')
            {
                return at;
            }

            isQuoted = At(at) == '"' ? !isQuoted : isQuoted;
            field -= At(at) == ',' && !isQuoted ? 1 : 0;
        }

        return -1;
    }

    private int NumberAt(int at)
    {
        int value = 0;
        int digits = 0;
        for (; at < Count && _bytes[at] >= '0' && _bytes[at] <= '9' && digits < 9; at++, digits++)
        {
            value = (value * 10) + _bytes[at] - '0';
        }

        return digits > 0 ? value : -1;
    }

    private bool HasAt(int at, string text)
    {
        if (at + text.Length > Count)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (_bytes[at + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }
}
