// Reads the lines of the service console from bytes as they come.
using System.Text;
using Hub.Protocols.Security;

namespace Hub.Protocols.Bench;

/// <summary>
/// Collects bytes to lines, checks them and tells their words. What a line says holds until the next byte is put.
/// A CR ends a line as a LF does, and the LF after it belongs to it. Made once and used again; only
/// <see cref="Text"/> and <see cref="Value"/> allocate. Never throws. Not safe for use by two threads at once.
/// </summary>
public sealed class BenchLineReader
{
    // Star and eight digits.
    private const int ChecksumBytes = 9;

    private readonly byte[] _line = new byte[BenchLimits.LineBytes];
    private readonly int[] _starts = new int[BenchLimits.MaxWords];
    private readonly int[] _lengths = new int[BenchLimits.MaxWords];
    private int _length;
    private bool _isTooLong;
    private bool _isAfterReturn;
    private bool _hasEnded;

    /// <summary>Who the line is from.</summary>
    public BenchLineKind Kind { get; private set; }

    /// <summary>The number of a request or an answer; <see cref="BenchLineWriter.NoNumber"/> for <c>?</c> and for an
    /// event.</summary>
    public int Number { get; private set; } = BenchLineWriter.NoNumber;

    /// <summary>The words after the number, or from the event's name on.</summary>
    public int WordCount { get; private set; }

    /// <summary>The line as it came, without its end, in its first <see cref="LineLength"/> bytes.</summary>
    public byte[] Line
    {
        get { return _line; }
    }

    /// <summary>The bytes of the line.</summary>
    public int LineLength
    {
        get { return _length; }
    }

    /// <summary>Forgets what has come of the line.</summary>
    public void Clear()
    {
        Start();
        _isAfterReturn = false;
    }

    /// <summary>Takes the next byte.</summary>
    public BenchLineResult Put(byte next)
    {
        if (_hasEnded)
        {
            Start();
        }

        bool isAfterReturn = _isAfterReturn;
        _isAfterReturn = next == '\r';
        if (next == '\n' && isAfterReturn)
        {
            return BenchLineResult.None;
        }

        if (next == '\n' || next == '\r')
        {
            _hasEnded = true;
            return _isTooLong ? BenchLineResult.TooLong : Take();
        }

        // One byte is left for the end of the line.
        if (_length >= BenchLimits.LineBytes - 1)
        {
            _isTooLong = true;
        }
        else
        {
            _line[_length++] = next;
        }

        return BenchLineResult.None;
    }

    /// <summary>Whether a word is this one; false where there is none.</summary>
    public bool Is(int index, string word)
    {
        if (index < 0 || index >= WordCount || _lengths[index] != word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (_line[_starts[index] + i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A word as a text; empty where there is none.</summary>
    public string Text(int index)
    {
        return index < 0 || index >= WordCount
            ? ""
            : Encoding.UTF8.GetString(_line, _starts[index], _lengths[index]);
    }

    /// <summary>The value of a key; empty when it is not there.</summary>
    public string Value(string key)
    {
        for (int i = 0; i < WordCount; i++)
        {
            int start = _starts[i];
            bool isKey = _lengths[i] > key.Length + 1 && _line[start + key.Length] == '=';
            for (int j = 0; j < key.Length && isKey; j++)
            {
                isKey = _line[start + j] == key[j];
            }

            if (isKey)
            {
                return Encoding.UTF8.GetString(_line, start + key.Length + 1, _lengths[i] - key.Length - 1);
            }
        }

        return "";
    }

    /// <summary>Reads a word as a number in decimal digits.</summary>
    /// <returns>The number, or -1 when there is none from 0 to <paramref name="max"/>.</returns>
    public int NumberAt(int index, int max)
    {
        return index < 0 || index >= WordCount ? -1 : ReadNumber(_starts[index], _lengths[index], max);
    }

    /// <summary>Reads a word of 8 hexadecimal digits.</summary>
    /// <returns>Whether it is one.</returns>
    public bool TryHexNumber(int index, out uint number)
    {
        number = 0;
        return index >= 0 && index < WordCount && _lengths[index] == 8 && ReadHex(_starts[index], out number);
    }

    /// <summary>Reads a word as bytes in hexadecimal, two digits each, in either case.</summary>
    /// <param name="index">Which word.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="max">The most bytes taken.</param>
    /// <returns>The bytes, or -1 when the word is not hexadecimal, empty or too long.</returns>
    public int HexAt(int index, byte[] output, int max)
    {
        if (index < 0 || index >= WordCount || (_lengths[index] & 1) != 0 || _lengths[index] / 2 > max)
        {
            return -1;
        }

        int count = _lengths[index] / 2;
        for (int i = 0; i < count; i++)
        {
            int high = DigitOf(_line[_starts[index] + (2 * i)]);
            int low = DigitOf(_line[_starts[index] + (2 * i) + 1]);
            if (high < 0 || low < 0)
            {
                return -1;
            }

            output[i] = (byte)((high << 4) | low);
        }

        return count;
    }

    private void Start()
    {
        _length = 0;
        _isTooLong = false;
        _hasEnded = false;
        WordCount = 0;
        Kind = BenchLineKind.None;
        Number = BenchLineWriter.NoNumber;
    }

    private BenchLineResult Take()
    {
        if (_length == 0)
        {
            return BenchLineResult.Empty;
        }

        BenchLineKind kind = KindOf(_line[0]);
        if (kind == BenchLineKind.None)
        {
            return BenchLineResult.Foreign;
        }

        Kind = kind;
        int checksum = _length - ChecksumBytes;
        if (checksum < 2 || _line[checksum] != '*' || _line[checksum - 1] != ' '
            || !ReadUpperHex(checksum + 1, out uint crc) || crc != Crc32.Compute(_line, 0, checksum))
        {
            return BenchLineResult.BadChecksum;
        }

        if (Split(checksum) && (kind == BenchLineKind.Event || TakeNumber()) && WordCount > 0)
        {
            return BenchLineResult.Line;
        }

        WordCount = 0;
        Number = BenchLineWriter.NoNumber;
        return BenchLineResult.BadForm;
    }

    // Every word ends with one blank, the last one with that before the star.
    private bool Split(int end)
    {
        int start = 1;
        for (int i = 1; i < end; i++)
        {
            byte c = _line[i];
            if (c == ' ')
            {
                if (i == start || WordCount >= BenchLimits.MaxWords)
                {
                    return false;
                }

                _starts[WordCount] = start;
                _lengths[WordCount++] = i - start;
                start = i + 1;
            }
            else if (c < ' ' || c > '~')
            {
                return false;
            }
        }

        return WordCount > 0;
    }

    // The first word of a request or an answer is its number.
    private bool TakeNumber()
    {
        bool isUnknown = Kind == BenchLineKind.Answer && Is(0, "?");
        Number = NumberAt(0, BenchLimits.MaxRequestNumber);
        WordCount--;
        for (int i = 0; i < WordCount; i++)
        {
            _starts[i] = _starts[i + 1];
            _lengths[i] = _lengths[i + 1];
        }

        return isUnknown || Number >= 0;
    }

    private int ReadNumber(int start, int length, int max)
    {
        long number = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = _line[start + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
            if (number > max)
            {
                return -1;
            }
        }

        return length == 0 ? -1 : (int)number;
    }

    private bool ReadUpperHex(int start, out uint number)
    {
        for (int i = 0; i < 8; i++)
        {
            if (_line[start + i] >= 'a')
            {
                number = 0;
                return false;
            }
        }

        return ReadHex(start, out number);
    }

    private bool ReadHex(int start, out uint number)
    {
        number = 0;
        for (int i = 0; i < 8; i++)
        {
            int digit = DigitOf(_line[start + i]);
            if (digit < 0)
            {
                return false;
            }

            number = (number << 4) | (uint)digit;
        }

        return true;
    }

    private static BenchLineKind KindOf(byte first)
    {
        switch (first)
        {
            case (byte)'@': return BenchLineKind.Request;
            case (byte)'=': return BenchLineKind.Answer;
            case (byte)'!': return BenchLineKind.Event;
            default: return BenchLineKind.None;
        }
    }

    private static int DigitOf(byte c)
    {
        if (c >= '0' && c <= '9')
        {
            return c - '0';
        }

        int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 6 && c >= 'A' ? letter + 10 : -1;
    }
}
