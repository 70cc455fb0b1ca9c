// The short codes of a hub: on its label, and the one that lets it be made another's.
using System.Text;
using Hub.Protocols.Security;

namespace Hub.Protocols.Bench;

/// <summary>
/// 40 bits of HKDF-SHA256 of the hub's key (salt empty, the label as info) in 8 symbols of Crockford's base 32 and a
/// check symbol: the sum in GF(32) of symbol times x to the power of its distance from the end, modulo x^5 + x^2 + 1.
/// That tells every single wrong symbol and every exchange of two. Written <c>7K3Q-92MD-X</c>.
/// </summary>
public static class HubCode
{
    /// <summary>The label of the reset code: who has it may give the hub another identity, or none.</summary>
    public const string ResetLabel = "valfardshub reset code v1";

    /// <summary>The label of the label code, which stands on the hub.</summary>
    public const string LabelLabel = "valfardshub label code v1";

    /// <summary>What stands first in the QR symbol of a hub's label.</summary>
    public const string QrPrefix = "VH1:";

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CheckedSymbols = BenchLimits.CodeSymbols - 1;
    private const int CodeBytes = 5;
    private const int Passed = -2;

    /// <summary>Derives the reset code.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <returns>The code as written; empty for a key of another length.</returns>
    public static string DeriveReset(byte[] hubKey)
    {
        return Derive(hubKey, ResetLabel);
    }

    /// <summary>Derives the label code.</summary>
    /// <param name="hubKey">The hub's key, <see cref="ProtocolLimits.HubKeyBytes"/>.</param>
    /// <returns>The code as written; empty for a key of another length.</returns>
    public static string DeriveLabel(byte[] hubKey)
    {
        return Derive(hubKey, LabelLabel);
    }

    /// <summary>What the QR symbol of a hub's label holds: <c>VH1:</c>, hub id, colon, label code.</summary>
    public static string QrText(string hubId, string labelCode)
    {
        return QrPrefix + hubId + ":" + labelCode;
    }

    /// <summary>Reads a code as typed: either case, O for 0, I and L for 1; blanks and hyphens mean nothing.</summary>
    /// <returns>The code as written, or empty when the text is none: too short, too long, another character, mistyped.
    /// </returns>
    public static string Read(string text)
    {
        if (text == null || text.Length > BenchLimits.MaxCodeTextCharacters)
        {
            return "";
        }

        byte[] symbols = new byte[BenchLimits.CodeSymbols];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int value = ValueOf(text[i]);
            if (value == Passed)
            {
                continue;
            }

            if (value < 0 || count >= BenchLimits.CodeSymbols)
            {
                return "";
            }

            symbols[count++] = (byte)value;
        }

        return count == BenchLimits.CodeSymbols && CheckOf(symbols) == symbols[CheckedSymbols] ? Write(symbols) : "";
    }

    /// <summary>Whether a text, as typed, is this code; the time taken says nothing about a wrong one.</summary>
    public static bool IsSame(string code, string typed)
    {
        string read = Read(typed);
        string wanted = Read(code);
        if (read.Length == 0 || wanted.Length == 0)
        {
            return false;
        }

        byte[] first = Encoding.UTF8.GetBytes(wanted);
        return ConstantTime.AreEqual(first, 0, Encoding.UTF8.GetBytes(read), 0, first.Length);
    }

    private static string Derive(byte[] hubKey, string label)
    {
        byte[] derived = new byte[CodeBytes];
        if (hubKey == null || hubKey.Length != ProtocolLimits.HubKeyBytes
            || !new Hkdf().Derive(hubKey, new byte[0], Encoding.UTF8.GetBytes(label), derived, 0, CodeBytes))
        {
            return "";
        }

        byte[] symbols = new byte[BenchLimits.CodeSymbols];
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < CodeBytes; i++)
        {
            held = ((held & 0x1F) << 8) | derived[i];
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                symbols[next++] = (byte)((held >> bits) & 0x1F);
            }
        }

        symbols[CheckedSymbols] = (byte)CheckOf(symbols);
        return Write(symbols);
    }

    // Each symbol has a weight of its own, x^8 to x^1, and the check x^0: no exchange of two of the nine fits.
    private static int CheckOf(byte[] symbols)
    {
        int sum = 0;
        for (int i = 0; i < CheckedSymbols; i++)
        {
            sum = (sum ^ symbols[i]) << 1;
            sum = sum > 0x1F ? sum ^ 0x25 : sum;
        }

        return sum;
    }

    private static string Write(byte[] symbols)
    {
        char[] text = new char[BenchLimits.CodeSymbols + 2];
        int length = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            if (i == 4 || i == CheckedSymbols)
            {
                text[length++] = '-';
            }

            text[length++] = Alphabet[symbols[i]];
        }

        return new string(text);
    }

    private static int ValueOf(char typed)
    {
        char c = typed >= 'a' && typed <= 'z' ? (char)(typed - 32) : typed;
        switch (c)
        {
            case ' ':
            case '-':
                return Passed;
            case 'O':
                return 0;
            case 'I':
            case 'L':
                return 1;
            default:
                return c < '0' || c > 'Z' ? -1 : Alphabet.IndexOf(c);
        }
    }
}
