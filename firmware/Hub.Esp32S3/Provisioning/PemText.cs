// Certificates and keys as the modem wants them.
namespace Hub.Esp32S3.Provisioning;

/// <summary>DER as PEM (RFC 7468): base 64 in lines of 64 characters between two lines that name it.</summary>
public static class PemText
{
    private const string Symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const int LineSymbols = 64;

    /// <summary>A certificate.</summary>
    /// <returns>Its text; empty for no bytes.</returns>
    public static byte[] OfCertificate(byte[] encoded)
    {
        return Write(encoded, "CERTIFICATE");
    }

    /// <summary>A key in PKCS #8.</summary>
    /// <returns>Its text; empty for no bytes.</returns>
    public static byte[] OfKey(byte[] encoded)
    {
        return Write(encoded, "PRIVATE KEY");
    }

    private static byte[] Write(byte[] encoded, string label)
    {
        if (encoded.Length == 0)
        {
            return encoded;
        }

        string begin = "-----BEGIN " + label + "-----\n";
        string end = "-----END " + label + "-----\n";
        int symbols = (encoded.Length + 2) / 3 * 4;
        int lines = (symbols + LineSymbols - 1) / LineSymbols;
        byte[] text = new byte[begin.Length + symbols + lines + end.Length];
        int at = Put(text, 0, begin);
        int column = 0;
        for (int i = 0; i < encoded.Length; i += 3)
        {
            at = PutGroup(text, at, encoded, i);
            column += 4;
            if (column == LineSymbols)
            {
                text[at++] = (byte)'\n';
                column = 0;
            }
        }

        if (column > 0)
        {
            text[at++] = (byte)'\n';
        }

        Put(text, at, end);
        return text;
    }

    private static int PutGroup(byte[] text, int at, byte[] encoded, int from)
    {
        int left = encoded.Length - from;
        int bits = encoded[from] << 16;
        bits |= left > 1 ? encoded[from + 1] << 8 : 0;
        bits |= left > 2 ? encoded[from + 2] : 0;
        for (int i = 0; i < 4; i++)
        {
            text[at + i] = i <= left ? (byte)Symbols[(bits >> (18 - (6 * i))) & 63] : (byte)'=';
        }

        return at + 4;
    }

    private static int Put(byte[] text, int at, string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            text[at + i] = (byte)line[i];
        }

        return at + line.Length;
    }
}
