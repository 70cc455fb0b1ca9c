// Reads the fields of a vector's row.
namespace NFUnitTest;

internal sealed class Row
{
    private readonly string _text;
    private int _at;

    internal Row(string text)
    {
        _text = text;
    }

    /// <summary>The next field.</summary>
    internal string Word()
    {
        int start = _at;
        while (_at < _text.Length && _text[_at] != '|')
        {
            _at++;
        }

        int length = _at - start;
        _at++;
        return length == 0 ? "" : new string(_text.ToCharArray(start, length));
    }

    /// <summary>The next field as a decimal number.</summary>
    internal long Number()
    {
        string digits = Word();
        long value = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            value = (value * 10) + (digits[i] - '0');
        }

        return value;
    }

    /// <summary>The next field as a small decimal number.</summary>
    internal int Small()
    {
        return (int)Number();
    }

    /// <summary>The next field as bytes.</summary>
    internal byte[] Bytes()
    {
        return Hex.Bytes(Word());
    }

    /// <summary>A body with a piece of it exchanged; the next fields say what is kept of its front, what comes then,
    /// and what is kept of its end.</summary>
    internal byte[] Changed(byte[] golden)
    {
        int front = Small();
        byte[] middle = Bytes();
        int end = Small();
        byte[] body = new byte[front + middle.Length + end];
        System.Array.Copy(golden, 0, body, 0, front);
        System.Array.Copy(middle, 0, body, front, middle.Length);
        System.Array.Copy(golden, golden.Length - end, body, front + middle.Length, end);
        return body;
    }
}
