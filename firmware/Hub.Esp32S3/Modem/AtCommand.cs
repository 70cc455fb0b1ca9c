// A command to the modem in a fixed buffer, and what belongs to its answer.
namespace Hub.Esp32S3.Modem;

/// <summary>The one command under way.</summary>
internal sealed class AtCommand
{
    private readonly byte[] _bytes = new byte[BoardLimits.ModemCommandBytes];

    internal byte[] Bytes
    {
        get { return _bytes; }
    }

    internal int Count { get; private set; }

    /// <summary>Whether it did not fit; it is then not sent, and ends with an error.</summary>
    internal bool IsTooLong { get; private set; }

    internal int TimeoutMilliseconds { get; set; }

    /// <summary>Whether the end waits for the network, so that a modem that is silent meanwhile has not hung.</summary>
    internal bool IsSlow { get; set; }

    /// <summary>Whether BUSY, NO ANSWER and their like end it.</summary>
    internal bool IsDial { get; set; }

    /// <summary>A line that must come beside OK; empty for none.</summary>
    internal string Tail { get; set; } = "";

    /// <summary>What is written when the modem asks for it; null for none.</summary>
    internal byte[]? Payload { get; set; }

    internal int PayloadCount { get; set; }

    /// <summary>Whether Ctrl-Z ends the payload.</summary>
    internal bool IsMessage { get; set; }

    /// <summary>Begin of the line that tells how many bytes follow; empty for none.</summary>
    internal string RawPrefix { get; set; } = "";

    /// <summary>Whether the bytes follow a comma on that line, and not its end.</summary>
    internal bool IsRawInline { get; set; }

    /// <summary>Where those bytes go.</summary>
    internal byte[]? Raw { get; set; }

    /// <summary>The most that was asked for.</summary>
    internal int MaxRaw { get; set; }

    /// <summary>How many have come.</summary>
    internal int RawCount { get; set; }

    internal AtCommand Begin(string text, int timeoutMilliseconds)
    {
        Count = 0;
        IsTooLong = false;
        IsSlow = false;
        IsDial = false;
        IsMessage = false;
        IsRawInline = false;
        Tail = "";
        RawPrefix = "";
        Payload = null;
        Raw = null;
        PayloadCount = 0;
        MaxRaw = 0;
        RawCount = 0;
        TimeoutMilliseconds = timeoutMilliseconds;
        return Add(text);
    }

    internal AtCommand Add(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Add((byte)text[i]);
        }

        return this;
    }

    internal AtCommand Add(int number)
    {
        if (number >= 10)
        {
            Add(number / 10);
        }

        Add((byte)('0' + (number % 10)));
        return this;
    }

    internal void Add(byte value)
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
}
