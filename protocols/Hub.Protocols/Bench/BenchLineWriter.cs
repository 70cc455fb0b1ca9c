// Writes one line of the service console.
using Hub.Protocols.Security;

namespace Hub.Protocols.Bench;

/// <summary>
/// Words with a blank after each, <c>*</c>, the CRC-32 of all before it, LF. A word is printable ASCII without blanks;
/// anything else, or a line too long, fails the line. Made once and used again; only the caller's texts are allocated.
/// Not safe for use by two threads at once.
/// </summary>
public sealed class BenchLineWriter
{
    /// <summary>The number of an answer to a line whose number is not known, written <c>?</c>.</summary>
    public const int NoNumber = -1;

    // Star, eight digits, LF.
    private const int TailBytes = 10;
    private const string Digits = "0123456789ABCDEF";
    private const string SmallDigits = "0123456789abcdef";

    // The most digits that a number of 64 bits has.
    private readonly char[] _digits = new char[20];
    private bool _isBroken;

    /// <summary>The line, in its first <see cref="Length"/> bytes.</summary>
    public byte[] Buffer { get; } = new byte[BenchLimits.LineBytes];

    /// <summary>The bytes of the line.</summary>
    public int Length { get; private set; }

    /// <summary>Starts a request.</summary>
    public void BeginRequest(int number, string verb)
    {
        Begin('@', number);
        Word(verb);
    }

    /// <summary>Starts an answer: <see cref="BenchErrors.Ok"/> or <see cref="BenchErrors.Error"/>.</summary>
    /// <param name="number">Of the request, or <see cref="NoNumber"/>.</param>
    /// <param name="outcome">How it begins.</param>
    public void BeginAnswer(int number, string outcome)
    {
        Begin('=', number);
        Word(outcome);
    }

    /// <summary>Starts what is told unasked.</summary>
    public void BeginEvent(string name)
    {
        Length = 0;
        _isBroken = name.Length == 0;
        Put('!');
        Word(name);
    }

    /// <summary>Adds a word.</summary>
    public void Word(string word)
    {
        _isBroken |= word.Length == 0;
        PutText(word);
        Put(' ');
    }

    /// <summary>Adds a number.</summary>
    public void Word(long number)
    {
        PutNumber(number);
        Put(' ');
    }

    /// <summary>Adds bytes in hexadecimal, lower case.</summary>
    public void Hex(byte[] bytes, int offset, int count)
    {
        _isBroken |= count < 1;
        for (int i = 0; i < count; i++)
        {
            Put(SmallDigits[bytes[offset + i] >> 4]);
            Put(SmallDigits[bytes[offset + i] & 0xF]);
        }

        Put(' ');
    }

    /// <summary>Adds a number of 32 bits in 8 hexadecimal digits, upper case.</summary>
    public void Hex(uint number)
    {
        PutHex(number);
        Put(' ');
    }

    /// <summary>Adds a key; the word that follows is its value.</summary>
    public void Key(string key)
    {
        PutText(key);
        Put('=');
    }

    /// <summary>Adds a key and its value; an empty one is written <c>-</c>.</summary>
    public void Value(string key, string value)
    {
        PutText(key);
        Put('=');
        PutText(value.Length == 0 ? BenchStates.Absent : value);
        Put(' ');
    }

    /// <summary>Adds a key and a number.</summary>
    public void Value(string key, long number)
    {
        PutText(key);
        Put('=');
        PutNumber(number);
        Put(' ');
    }

    /// <summary>Ends the line.</summary>
    /// <returns>The bytes of the line, 0 when it is too long or a word is not one.</returns>
    public int Finish()
    {
        if (_isBroken || Length + TailBytes > BenchLimits.LineBytes)
        {
            Length = 0;
            return 0;
        }

        uint crc = Crc32.Compute(Buffer, 0, Length);
        Buffer[Length++] = (byte)'*';
        PutHex(crc);
        Buffer[Length++] = (byte)'\n';
        return Length;
    }

    private void Begin(char kind, int number)
    {
        Length = 0;
        _isBroken = number < NoNumber || number > BenchLimits.MaxRequestNumber;
        Put(kind);
        if (number == NoNumber)
        {
            Put('?');
        }
        else
        {
            PutNumber(number);
        }

        Put(' ');
    }

    private void PutText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            _isBroken |= text[i] <= ' ' || text[i] > '~';
            Put(text[i]);
        }
    }

    private void PutNumber(long number)
    {
        ulong rest = (ulong)number;
        if (number < 0)
        {
            Put('-');
            rest = (ulong)(-(number + 1)) + 1;
        }

        int count = 0;
        do
        {
            _digits[count++] = (char)('0' + (int)(rest % 10));
            rest /= 10;
        }
        while (rest > 0);
        while (count > 0)
        {
            Put(_digits[--count]);
        }
    }

    private void PutHex(uint number)
    {
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            Put(Digits[(int)((number >> shift) & 0xF)]);
        }
    }

    private void Put(char c)
    {
        if (Length >= BenchLimits.LineBytes)
        {
            _isBroken = true;
            return;
        }

        Buffer[Length++] = (byte)c;
    }
}
