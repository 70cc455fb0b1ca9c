// The code on a device's label: which device it is, what it is, and its secret.
using Hub.Protocols.Devices;

namespace Hub.Protocols.Radio;

/// <summary>
/// 160 bits in 32 characters of Crockford's base 32, in 8 groups of 4: device id, kind, secret, CRC-16. In any case;
/// spaces and hyphens mean nothing; O is 0, I and L are 1. Reading allocates nothing. An instance is made once and used
/// again.
/// </summary>
public sealed class InstallCode
{
    /// <summary>What stands before the code in a QR symbol.</summary>
    public const string QrPrefix = "VH1:";

    /// <summary>The characters of a code, without hyphens.</summary>
    public const int CodeLength = 32;

    /// <summary>The longest text that is looked at; a longer one is <see cref="InstallCodeError.TooLong"/>.</summary>
    public const int MaxTextLength = 128;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int GroupLength = 4;
    private const int TextLength = CodeLength + (CodeLength / GroupLength) - 1;
    private const int CodeBytes = 20;
    private const int CheckedBytes = 18;
    private const int SecretOffset = 5;
    private const int NoDigit = -1;
    private const int Passed = -2;

    private readonly byte[] _bytes = new byte[CodeBytes];

    /// <summary>The device.</summary>
    public uint DeviceId { get; private set; }

    /// <summary>What it is.</summary>
    public DeviceKind DeviceKind { get; private set; }

    /// <summary>Its secret, <see cref="RadioLimits.SecretBytes"/>; all zeros while there is none.</summary>
    public byte[] Secret { get; } = new byte[RadioLimits.SecretBytes];

    /// <summary>Forgets the code.</summary>
    public void Clear()
    {
        DeviceId = 0;
        DeviceKind = DeviceKind.Unknown;
        for (int i = 0; i < CodeBytes; i++)
        {
            _bytes[i] = 0;
        }

        System.Array.Copy(_bytes, 0, Secret, 0, RadioLimits.SecretBytes);
    }

    /// <summary>Takes a device's data for <see cref="Format"/>.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="deviceKind">What it is, 0 to 255.</param>
    /// <param name="secret">Holds its secret.</param>
    /// <param name="offset">Where the secret's <see cref="RadioLimits.SecretBytes"/> begin.</param>
    public void Set(uint deviceId, DeviceKind deviceKind, byte[] secret, int offset)
    {
        DeviceId = deviceId;
        DeviceKind = deviceKind;
        System.Array.Copy(secret, offset, Secret, 0, RadioLimits.SecretBytes);
    }

    /// <summary>Reads a code as typed, or as a QR symbol has it. Never throws.</summary>
    /// <returns>What is wrong with it; after a fault the code is cleared.</returns>
    public InstallCodeError Parse(string text)
    {
        Clear();
        InstallCodeError error = ReadDigits(text);
        if (error == InstallCodeError.None
            && Crc16.Compute(_bytes, 0, CheckedBytes) != (int)LittleEndian.Get(_bytes, CheckedBytes, 2))
        {
            error = InstallCodeError.Mistyped;
        }

        if (error != InstallCodeError.None)
        {
            Clear();
            return error;
        }

        DeviceId = LittleEndian.Get(_bytes, 0, 4);
        DeviceKind = (DeviceKind)_bytes[4];
        System.Array.Copy(_bytes, SecretOffset, Secret, 0, RadioLimits.SecretBytes);
        return InstallCodeError.None;
    }

    /// <summary>The code as a label shows it, in 8 groups of 4 with hyphens.</summary>
    public string Format()
    {
        LittleEndian.Put(_bytes, 0, DeviceId, 4);
        _bytes[4] = (byte)(int)DeviceKind;
        System.Array.Copy(Secret, 0, _bytes, SecretOffset, RadioLimits.SecretBytes);
        LittleEndian.Put(_bytes, CheckedBytes, Crc16.Compute(_bytes, 0, CheckedBytes), 2);

        char[] text = new char[TextLength];
        int length = 0;
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < CodeLength; i++)
        {
            if (i > 0 && (i & (GroupLength - 1)) == 0)
            {
                text[length++] = '-';
            }

            if (bits < 5)
            {
                held = ((held & 0x1F) << 8) | _bytes[next++];
                bits += 8;
            }

            bits -= 5;
            text[length++] = Alphabet[(held >> bits) & 0x1F];
        }

        return new string(text);
    }

    private InstallCodeError ReadDigits(string text)
    {
        if (text == null)
        {
            return InstallCodeError.TooShort;
        }

        if (text.Length > MaxTextLength)
        {
            return InstallCodeError.TooLong;
        }

        int digits = 0;
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = AfterPrefix(text); i < text.Length; i++)
        {
            int value = ValueOf(text[i]);
            if (value == Passed)
            {
                continue;
            }

            if (value == NoDigit)
            {
                return InstallCodeError.BadCharacter;
            }

            if (++digits > CodeLength)
            {
                return InstallCodeError.TooLong;
            }

            held = ((held & 0xFF) << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                _bytes[next++] = (byte)(held >> bits);
            }
        }

        return digits < CodeLength ? InstallCodeError.TooShort : InstallCodeError.None;
    }

    private static int AfterPrefix(string text)
    {
        int start = 0;
        while (start < text.Length && ValueOf(text[start]) == Passed)
        {
            start++;
        }

        if (text.Length - start < QrPrefix.Length)
        {
            return start;
        }

        for (int i = 0; i < QrPrefix.Length; i++)
        {
            if (Upper(text[start + i]) != QrPrefix[i])
            {
                return start;
            }
        }

        return start + QrPrefix.Length;
    }

    private static int ValueOf(char read)
    {
        char c = Upper(read);
        switch (c)
        {
            case ' ':
            case '-':
            case '\t':
            case '\r':
            case '\n':
                return Passed;
            case 'O':
                return 0;
            case 'I':
            case 'L':
                return 1;
            default:
                return c < '0' || c > 'Z' ? NoDigit : Alphabet.IndexOf(c);
        }
    }

    private static char Upper(char c)
    {
        return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
}
